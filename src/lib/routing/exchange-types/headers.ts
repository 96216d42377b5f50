import type { ExchangeType, HeaderPair, HeadersMode, Match } from '../match.ts';
import type { Binding, RoutedMessage } from '../topology.ts';
import { bytesOfText, type FieldTable, type FieldValue, stringValue } from '../values.ts';
import { HeadersIndex, type Wanted } from './headers-index.ts';

/**
 * The binding's arguments are compared with the message's headers; `x-match` says whether all or any must agree.
 * Binding arguments that start with `x-` are left out, but for `all-with-x` and `any-with-x`.
 */
export const headers: ExchangeType = {
  readsKeys: false,
  match: matchHeaders,

  createIndex: () => new HeadersIndex(wantedBy, takes),
};

export const HEADERS_MODES: readonly HeadersMode[] = ['all', 'any', 'all-with-x', 'any-with-x'];

/** A binding's mode; RabbitMQ refuses bindings with another, so anything else reads as the default, `all`. */
function headersMode(bindingArguments: FieldTable): HeadersMode {
  const text = stringValue(bindingArguments.get('x-match'));
  return HEADERS_MODES.find((mode) => mode === text) ?? 'all';
}

const isCompared = (key: string, mode: HeadersMode): boolean =>
  key !== 'x-match' && (mode.endsWith('-with-x') || !key.startsWith('x-'));

function wantedBy({ arguments: wanted }: Binding): Wanted {
  const mode = headersMode(wanted);
  return { any: mode.startsWith('any'), pairs: [...wanted].filter(([key]) => isCompared(key, mode)) };
}

function takes({ arguments: wanted }: Binding, got: FieldTable): boolean {
  const mode = headersMode(wanted);
  const any = mode.startsWith('any');
  for (const [key, value] of wanted) {
    if (isCompared(key, mode) && pairMatches(value, got.get(key)) === any) return any;
  }
  return !any;
}

function matchHeaders(binding: Binding, message: RoutedMessage): Match {
  const mode = headersMode(binding.arguments);
  const pairs: HeaderPair[] = [];
  const ignored: string[] = [];
  for (const [header, wanted] of binding.arguments) {
    if (header === 'x-match') continue;
    if (!isCompared(header, mode)) {
      ignored.push(header);
      continue;
    }
    const got = message.headers.get(header);
    const matched = pairMatches(wanted, got);
    pairs.push(got === undefined ? { header, wanted, matched } : { header, wanted, got, matched });
  }
  const isMatch = (pair: HeaderPair): boolean => pair.matched;
  const matched = mode.startsWith('any') ? pairs.some(isMatch) : pairs.every(isMatch);
  return { matched, kind: 'headers', mode, pairs, ignored };
}

/** RabbitMQ: a void argument asks only for presence. */
function pairMatches(wanted: FieldValue, got: FieldValue | undefined): boolean {
  return got !== undefined && (wanted.type === 'void' || sameValue(wanted, got));
}

/**
 * RabbitMQ (measured on 3.10): numbers and timestamps compare by value whatever their width, strings and binaries by
 * their bytes; inside arrays and tables the types must agree too.
 */
function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (isNumeric(a) && isNumeric(b)) return sameNumber(a.value, b.value);
  if (isBytes(a) && isBytes(b)) return sameBytes(a.value, b.value);
  if (isEmptyCollection(a) && isEmptyCollection(b)) return true;
  if (a.type !== b.type) return false;
  switch (a.type) {
    case 'void':
      return true;
    case 'boolean':
      return a.value === (b as typeof a).value;
    case 'decimal':
      return a.value.digits === (b as typeof a).value.digits && a.value.scale === (b as typeof a).value.scale;
    case 'array':
      return sameArray(a.value, (b as typeof a).value);
    case 'table':
      return sameTable(a.value, (b as typeof a).value);
    default:
      return false;
  }
}

function sameArray(a: readonly FieldValue[], b: readonly FieldValue[]): boolean {
  return a.length === b.length && a.every((value, at) => sameTypeAndValue(value, b[at] as FieldValue));
}

/** Inside a value, the order of keys counts. */
function sameTable(a: FieldTable, b: FieldTable): boolean {
  const others = [...b];
  return (
    a.size === b.size &&
    Array.from(a).every(([key, value], at) => {
      const [otherKey, other] = others[at] as [string, FieldValue];
      return key === otherKey && sameTypeAndValue(value, other);
    })
  );
}

const sameTypeAndValue = (a: FieldValue, b: FieldValue): boolean => a.type === b.type && sameValue(a, b);

type Numeric = Extract<FieldValue, { value: number | bigint }>;
type Bytes = Extract<FieldValue, { type: 'string' | 'binary' }>;

const isNumeric = (value: FieldValue): value is Numeric =>
  value.type !== 'void' && (typeof value.value === 'number' || typeof value.value === 'bigint');
const isBytes = (value: FieldValue): value is Bytes => value.type === 'string' || value.type === 'binary';
/** RabbitMQ: an empty array and an empty table are the same. */
const isEmptyCollection = (value: FieldValue): boolean =>
  (value.type === 'array' && value.value.length === 0) || (value.type === 'table' && value.value.size === 0);
/** Texts are equal where their bytes are. */
const sameBytes = (a: string | Uint8Array, b: string | Uint8Array): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a === b : Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
const bytesOf = (value: string | Uint8Array): Uint8Array =>
  typeof value === 'string' ? bytesOfText(value) : value;

/** Exact across bigint and number, where converting either would round. */
function sameNumber(a: number | bigint, b: number | bigint): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: `==` alone compares a bigint with a number by value
  return a == b;
}
