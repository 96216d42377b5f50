import { Document, isCollection, isMap, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';

export const isJson = (text: string): boolean => text.trimStart().startsWith('{');

/** The YAML or JSON text with an entry more at this path, where nothing is yet; all else stays as it is written. */
export function withEntry(text: string, path: readonly string[], value: unknown): string {
  const document = parseDocument(text);
  const at = (depth: number): unknown => document.getIn(path.slice(0, depth), true);
  let depth = path.length - 1;
  while (depth > 0 && !isMap(at(depth))) depth--;
  const map = at(depth) as YAMLMap<Node, Node | null>;
  const [key = '', ...below] = path.slice(depth);
  const nested = below.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  return map.flow ? inBraces(text, map, key, nested) : onItsLine(text, map, key, nested);
}

/** As people write it: `{ queues: [q], refused: true }`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalarText(value);
  const entries = Object.entries(value).map(([key, each]) => `${scalarText(key)}: ${flowText(each)}`);
  return `{ ${entries.join(', ')} }`;
}

type Item = Pair<Node, Node | null>;

function inBraces(text: string, map: YAMLMap<Node, Node | null>, key: string, value: unknown): string {
  const [from = 0] = map.range ?? [];
  const first = map.items[0]?.key.range?.[0];
  const last = map.items.at(-1);
  if (first === undefined || !last) {
    const entry = isJson(text) ? JSON.stringify({ [key]: value }) : flowText({ [key]: value });
    return replaced(text, from, map.range?.[1] ?? from, entry);
  }
  const before = text.slice(from + 1, first);
  const isCompact = isJson(text) && before === '';
  const space = isCompact || /^\s+$/.test(before) ? before : ' ';
  const entry = isJson(text)
    ? `${JSON.stringify(key)}:${isCompact ? '' : ' '}${JSON.stringify(value)}`
    : `${scalarText(key)}: ${flowText(value)}`;
  const end = endOf(last);
  return replaced(text, end, end, `,${space}${entry}`);
}

/** Below the last entry, and what is beside that. */
function onItsLine(text: string, map: YAMLMap<Node, Node | null>, key: string, value: unknown): string {
  const [first] = map.items;
  const last = map.items.at(-1);
  if (!first || !last) throw new Error('a map without braces has entries');
  const start = first.key.range?.[0] ?? 0;
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const entry = `${indent}${scalarText(key)}: ${flowText(value)}${newline}`;
  const lineEnd = text.indexOf('\n', endOf(last) - 1);
  if (lineEnd < 0) return `${text}${newline}${entry}`;
  return replaced(text, lineEnd + 1, lineEnd + 1, entry);
}

function endOf({ key, value }: Item): number {
  const last = isCollection(value) && !value.flow ? value.items.at(-1) : undefined;
  if (last !== undefined) return isPair(last) ? endOf(last) : ((last as Node).range?.[1] ?? 0);
  return (value ?? key).range?.[1] ?? 0;
}

const isPair = (item: unknown): item is Item => typeof item === 'object' && item !== null && 'key' in item;

const replaced = (text: string, from: number, to: number, by: string): string =>
  text.slice(0, from) + by + text.slice(to);

/** Quoted where it has to be between braces and brackets. */
function scalarText(value: unknown): string {
  const document = new Document([value]);
  if (isCollection(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().slice(1, -1);
}
