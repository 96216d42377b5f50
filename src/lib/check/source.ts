import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { Position } from '../definitions/places.ts';
import { LabError } from '../lab/errors.ts';
import { nestingOf } from './nesting.ts';
import { readText } from './read-text.ts';

/** Of a scenario file. */
export const MAX_MIB = 4;

const LIMIT = {
  maxMiB: MAX_MIB,
  hint: 'A scenario file is written by hand. Is this a definitions export? Name it in `definitions`.',
};
/** Beyond so many uses of an anchor, a small file stands for a huge one. */
const MAX_ALIASES = 100;
const MAX_TOLD = 5;
/** As for definitions. */
const MAX_DEPTH = 100;
/** Spaces count as levels as long as nobody has looked: a text may be indented so far, nothing else is. */
const MAX_NESTING = 300;
const TOO_DEEP = `expected at most ${MAX_DEPTH} levels of lists and maps, got more`;

/** Something that a file should not say. */
export interface FileProblem extends Position {
  readonly message: string;
}

export type Path = readonly (string | number)[];

/** A YAML or JSON file that was read, but not yet understood. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** Integers are bigints and doubles are numbers, so that 1 and 1.0 differ. */
  readonly value: unknown;
  /** Where the value at this path begins, or where the nearest thing around it does. */
  position(path: Path): Position;
  /** Where this key of the map at the path stands. */
  keyPosition(path: Path, key: string): Position;
}

/** Reads a file. Throws a LabError that says what about it is not YAML, and where. */
export async function readSource(path: string): Promise<Source> {
  const text = await readText(path, LIMIT);
  return parseSource(path, text.replace(/^\ufeff/, ''));
}

export function parseSource(path: string, text: string): Source {
  if (nestingOf(text) > MAX_NESTING) throw new LabError('usage', `${path}: ${TOO_DEEP}`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, intAsBigInt: true });
  const problems = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { line, column: col, message: faultText(error.message) };
  });
  if (problems.length > 0) throw invalidFile(path, problems);
  if (document.contents === null)
    throw new LabError('usage', `${path}: expected a scenario, got an empty file`, { hint: EXAMPLE });
  const place = (offset: number | undefined): Position => {
    const { line, col } = lines.linePos(offset ?? 0);
    return { line, column: col };
  };
  return {
    path,
    text,
    value: toValue(document, path),
    position: (at) => place(nearest(document, at)?.range?.[0]),
    keyPosition: (at, key) => place(keyOffset(document, at, key)),
  };
}

/** A file that says what it should not, with every place where it does. */
export class InvalidFile extends LabError {
  readonly problems: readonly FileProblem[];

  constructor(text: string, problems: readonly FileProblem[], hint: string | undefined) {
    super('usage', text, hint === undefined ? {} : { hint });
    this.problems = problems;
  }
}

/** All that is wrong with a file, each with its place. */
export function invalidFile(path: string, found: readonly FileProblem[], hint?: string): InvalidFile {
  const problems = found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const told = problems
    .slice(0, MAX_TOLD)
    .map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  const more = problems.length - told.length;
  const text = [...told, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
  return new InvalidFile(text, problems, hint);
}

const ANCHORS =
  'Anchors that refer to themselves, or to each other many times over, stand for more than a file can hold.';
const EXAMPLE = 'The README has an example; mq-lab export dead-letters --as yaml prints a whole one.';

function toValue(document: Document, path: string): unknown {
  let value: unknown;
  let said: string | undefined;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
    said = excess(value, []);
  } catch (error) {
    said = error instanceof Error ? faultText(error.message) : String(error);
  }
  if (said === undefined) return value;
  throw new LabError('usage', `${path}: ${said}`, said === TOO_DEEP ? {} : { hint: ANCHORS });
}

/** What is wrong with a value that has no end, or hardly one. */
function excess(value: unknown, around: readonly unknown[]): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (around.includes(value)) return 'an anchor contains itself';
  if (around.length >= MAX_DEPTH) return TOO_DEEP;
  const inside = [...around, value];
  for (const inner of Object.values(value)) {
    const said = excess(inner, inside);
    if (said !== undefined) return said;
  }
  return undefined;
}

function nearest(document: Document, path: Path): Node | undefined {
  for (let length = path.length; length >= 0; length--) {
    const found = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (found && typeof found === 'object' && 'range' in found) return found as Node;
  }
  return undefined;
}

function keyOffset(document: Document, path: Path, key: string): number | undefined {
  const map = nearest(document, path);
  if (!isMap(map)) return map?.range?.[0];
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return (pair?.key as Node | undefined)?.range?.[0] ?? map.range?.[0];
}

/** What the YAML parser says, in one line, or in our words where its own would puzzle. */
function faultText(text: string): string {
  const first = text.split('\n', 1)[0]?.replace(/ at line \d+.*$/, '') ?? '';
  return FAULTS.find(([said]) => said.test(first))?.[1] ?? first;
}

const FAULTS: readonly (readonly [said: RegExp, text: string])[] = [
  [/^Map keys must be unique/, 'expected each key once, got this one again'],
  [/^Source contains multiple documents/, 'expected one YAML document, got several (---)'],
  [/^Excessive alias count/, `expected anchors that stand for at most ${MAX_ALIASES} others, got more`],
];
