import { HEADERS_MODES } from '../routing/exchange-types/headers.ts';
import { MAX_NAME_BYTES } from '../routing/topology.ts';
import type { FieldTable, FieldValue } from '../routing/values.ts';
import { expected } from './errors.ts';
import { readQueueName, tooLong } from './names-given.ts';

/** How a value's type is told by the way it is written. On a binding void asks only that the header is there. */
export const HEADER_VALUES =
  'n=1 is an integer, n=1.0 a double, n="1" or n=abc a string, n=true a boolean, n= void (n="" the empty string)';

const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

/**
 * Reads `K=V[,K=V…]` with the values' types visible in how they are written. A value in double quotes may hold commas,
 * and `\"` and `\\` stand for themselves in it. Nothing at all is the empty table.
 */
export function readHeaders(text: string): FieldTable {
  const table = new Map<string, FieldValue>();
  for (let rest = text; rest !== ''; ) {
    const [, key, value] = /^([^=,]+)=("(?:[^"\\]|\\.)*"|[^,]*)(?:,(?=.)|$)/s.exec(rest) ?? [];
    if (key === undefined || value === undefined) throw expected('K=V[,K=V…]', rest, `${HEADER_VALUES}.`);
    if (Buffer.byteLength(key) > MAX_NAME_BYTES) throw tooLong("a header's name", key);
    if (table.has(key)) throw expected('each header once', text, `'${key}' is there twice.`);
    table.set(key, readHeaderValue(value));
    rest = rest.slice(key.length + 1 + value.length + 1);
  }
  return table;
}

/** One value, typed by how it is written; see {@link HEADER_VALUES}. */
export function readHeaderValue(text: string): FieldValue {
  if (text === '') return { type: 'void' };
  if (text.startsWith('"')) return { type: 'string', value: unquoted(text) };
  if (text === 'true' || text === 'false') return { type: 'boolean', value: text === 'true' };
  // A leading zero marks a code or a telephone number, not a quantity: it stays text.
  if (/^-?(0|[1-9]\d*)$/.test(text)) return integer(text);
  if (/^-?(0|[1-9]\d*)(\.\d+([eE][+-]?\d+)?|[eE][+-]?\d+)$/.test(text))
    return { type: 'double', value: Number(text) };
  return { type: 'string', value: text };
}

function integer(text: string): FieldValue {
  const value = BigInt(text);
  if (value >= -0x80000000n && value <= 0x7fffffffn) return { type: 'int32', value: Number(value) };
  if (value >= MIN_INT64 && value <= MAX_INT64) return { type: 'int64', value };
  throw expected('an integer of at most 64 bits', text, `As text: n="${text}".`);
}

function unquoted(text: string): string {
  const inner = /^"((?:[^"\\]|\\.)*)"$/s.exec(text)?.[1];
  if (inner === undefined) throw expected('one closing double quote, at the end of the value', text);
  return inner.replace(/\\(.)/gs, '$1');
}

/** Reads `QUEUE:MODE[:K=V[,K=V…]]` into the binding's arguments, `x-match` among them. */
export function readHeaderBinding(text: string): { readonly queue: string; readonly arguments: FieldTable } {
  const [, queue, mode, pairs] = /^([^:]*):([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  if (queue === undefined || mode === undefined) {
    throw expected('QUEUE:MODE:K=V[,K=V…]', text, "Example: --bind 'reports:all:format=pdf,pages=1'.");
  }
  const modes: readonly string[] = HEADERS_MODES;
  if (!modes.includes(mode)) throw expected(`one of ${modes.join(', ')} after the queue's name`, mode);
  const wanted = readHeaders(pairs ?? '');
  if (wanted.has('x-match'))
    throw expected('pairs without x-match', text, `The mode says it already: '${mode}'.`);
  return {
    queue: readQueueName(queue),
    arguments: new Map([['x-match', { type: 'string', value: mode }], ...wanted]),
  };
}
