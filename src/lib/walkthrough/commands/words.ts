import { LabError } from '../../lab/errors.ts';
import { readHeaderValue } from '../../lab/header-text.ts';
import { MAX_NAME_BYTES } from '../../routing/topology.ts';
import type { FieldValue } from '../../routing/values.ts';
import { CommandProblem } from './problem.ts';

/** A command's line in its parts: words, `NAME=VALUE` pairs, and `--option[=VALUE]`. */
export interface Words {
  readonly words: readonly string[];
  readonly pairs: ReadonlyMap<string, FieldValue>;
  readonly options: ReadonlyMap<string, string>;
}

const PART =
  /(?<quoted>"[^"]+"?|'[^']+'?)|--(?<option>[\w-]+)(?:=(?<given>"(?:[^"\\]|\\.)*"|\S*))?|(?<key>[^\s=]+)=(?<value>"(?:[^"\\]|\\.)*"|\S*)|(?<word>''|""|\S+)/g;

/** Cuts a line into its parts. Throws a {@link CommandProblem} for a value that cannot be read. */
export function wordsOf(text: string): Words {
  const words: string[] = [];
  const pairs = new Map<string, FieldValue>();
  const options = new Map<string, string>();
  for (const { groups = {} } of text.matchAll(PART)) {
    const { quoted, option, given = '', key, value = '', word } = groups;
    if (quoted !== undefined) throw new CommandProblem({ kind: 'quoted-name', name: quoted });
    if (option !== undefined) options.set(option, unquoted(given));
    else if (key !== undefined) pairs.set(key, headerValue(`${key}=${value}`, value));
    else if (word !== undefined) words.push(word === "''" || word === '""' ? '' : word);
  }
  return { words, pairs, options };
}

function headerValue(text: string, value: string): FieldValue {
  try {
    return readHeaderValue(value);
  } catch (error) {
    if (error instanceof LabError) throw new CommandProblem({ kind: 'wrong-header', text });
    throw error;
  }
}

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;

/** Refuses options that the command does not have. */
export function allowOptions({ options }: Words, known: readonly string[]): void {
  for (const option of options.keys())
    if (!known.includes(option))
      throw new CommandProblem({ kind: 'unknown-option', option: `--${option}`, known: known.map(dashed) });
}

const dashed = (option: string): string => `--${option}`;

/** The option's whole number; undefined where it is not given. */
export function numberOption(
  { options }: Words,
  name: string,
  most = 1_000_000,
  least = 0,
): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (least <= number && number <= most) return number;
  throw new CommandProblem({ kind: 'wrong-value', of: `--${name}`, wanted: `${least} … ${most}`, got: text });
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 };
const MAX_MS = 30 * 24 * 3_600_000;

/** `500`, `500ms`, `5s`, `1min`, `2h`: milliseconds. */
export function durationOf(text: string, of: string): number {
  const [, number = '', unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|min|h)?$/.exec(text) ?? [];
  const ms = number === '' ? Number.NaN : Math.round(Number(number) * (UNITS[unit] ?? 1));
  if (ms <= MAX_MS) return ms;
  throw new CommandProblem({ kind: 'wrong-value', of, wanted: '500ms, 5s, 1min, 2h', got: text });
}

/** A name or a key that has room in AMQP. Throws a {@link CommandProblem} also where it is in quotes: they would be a part of it. */
export function short(name: string): string {
  if (/^["']/.test(name)) throw new CommandProblem({ kind: 'quoted-name', name });
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw new CommandProblem({ kind: 'name-too-long', name });
  return name;
}
