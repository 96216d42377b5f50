/**
 * A value in an AMQP field table, under its own type: `1` (an integer), `1.0` (a double) and `"1"` (a string)
 * are three different headers. `int64` and `timestamp` (seconds since 1970) are bigints, so nothing above 2^53
 * is rounded.
 */
export type FieldValue =
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: SmallIntegerType; readonly value: number }
  | { readonly type: 'int64'; readonly value: bigint }
  | { readonly type: 'float' | 'double'; readonly value: number }
  | { readonly type: 'decimal'; readonly value: Decimal }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'binary'; readonly value: Uint8Array }
  | { readonly type: 'timestamp'; readonly value: bigint }
  | { readonly type: 'array'; readonly value: readonly FieldValue[] }
  | { readonly type: 'table'; readonly value: FieldTable }
  | { readonly type: 'void' };

export type SmallIntegerType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32';

/** `digits` × 10^-`scale`. */
export interface Decimal {
  readonly scale: number;
  readonly digits: number;
}

/** Headers of a message, arguments of a binding, queue or exchange. */
export type FieldTable = ReadonlyMap<string, FieldValue>;

export const EMPTY_TABLE: FieldTable = new Map();

/**
 * A field value as people and JSON write it. Whole numbers are integers, other numbers doubles, `null` is void;
 * everything else is tagged as amqplib does: `{ "!": "double", "value": 1 }`.
 */
export type PlainValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly PlainValue[]
  | TaggedPlainValue
  | PlainTable;

export interface PlainTable {
  readonly [key: string]: PlainValue | undefined;
}

export interface TaggedPlainValue {
  readonly '!': string;
  readonly value:
    | string
    | number
    | bigint
    | Uint8Array
    | { readonly places: number; readonly digits: number };
}

const INTEGER_TYPES: ReadonlySet<string> = new Set([
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
]);

/** Whether the value is a whole number of any width. */
export function isInteger(
  value: FieldValue,
): value is Extract<FieldValue, { type: SmallIntegerType | 'int64' }> {
  return INTEGER_TYPES.has(value.type);
}

/** The number behind an integer of any width (above 2^53 rounded), else undefined. */
export function integerValue(value: FieldValue | undefined): number | undefined {
  return value !== undefined && isInteger(value) ? Number(value.value) : undefined;
}

/** The text behind a string value, else undefined. */
export function stringValue(value: FieldValue | undefined): string | undefined {
  return value?.type === 'string' ? value.value : undefined;
}

/** A table from plain values; `undefined` entries are left out. Throws a TypeError that names a value with no type. */
export function fieldTable(plain: PlainTable): FieldTable {
  const table = new Map<string, FieldValue>();
  for (const [key, value] of Object.entries(plain)) {
    if (value !== undefined) table.set(key, fieldValue(value));
  }
  return table;
}

export function fieldValue(plain: PlainValue): FieldValue {
  if (plain === null) return { type: 'void' };
  switch (typeof plain) {
    case 'string':
      return { type: 'string', value: plain };
    case 'boolean':
      return { type: 'boolean', value: plain };
    case 'bigint':
      return { type: 'int64', value: plain };
    case 'number':
      return numberValue(plain);
  }
  if (plain instanceof Uint8Array) return { type: 'binary', value: plain };
  if (Array.isArray(plain)) return { type: 'array', value: plain.map(fieldValue) };
  if (isTagged(plain)) return taggedValue(plain);
  return { type: 'table', value: fieldTable(plain as PlainTable) };
}

function numberValue(value: number): FieldValue {
  if (!Number.isInteger(value)) return { type: 'double', value };
  if (value >= -0x80000000 && value <= 0x7fffffff) return { type: 'int32', value };
  return Number.isSafeInteger(value) ? { type: 'int64', value: BigInt(value) } : { type: 'double', value };
}

function isTagged(plain: object): plain is TaggedPlainValue {
  return Object.hasOwn(plain, '!') && Object.hasOwn(plain, 'value');
}

function taggedValue({ '!': type, value }: TaggedPlainValue): FieldValue {
  switch (type) {
    case 'int8':
    case 'uint8':
    case 'int16':
    case 'uint16':
    case 'int32':
    case 'uint32':
    case 'float':
    case 'double':
      return { type, value: Number(value) };
    case 'int64':
    case 'timestamp':
      return { type, value: BigInt(value as string | number | bigint) };
    case 'decimal': {
      const { places, digits } = value as { places: number; digits: number };
      return { type, value: { scale: places, digits } };
    }
    default:
      throw new TypeError(`no field value has the type '${type}'`);
  }
}

/** The bytes of a text as they travel: one that is not UTF-8 stands in it as the lone surrogate U+DC00 + byte. */
export function bytesOfText(text: string): Buffer {
  const parts = text.split(NOT_UTF8);
  return Buffer.concat(parts.map((part, at) => (at % 2 === 0 ? Buffer.from(part) : byteOf(part))));
}

const NOT_UTF8 = /([\udc80-\udcff])/u;
const byteOf = (surrogate: string): Buffer => Buffer.of(surrogate.charCodeAt(0) - 0xdc00);

/** The table in plain values, losslessly: what `fieldTable` turns back into values that compare equal. */
export function plainTable(table: FieldTable): PlainTable {
  return Object.fromEntries(Array.from(table, ([key, value]) => [key, plainValue(value)]));
}

export function plainValue(value: FieldValue): PlainValue {
  switch (value.type) {
    case 'boolean':
    case 'string':
    case 'binary':
    case 'int8':
    case 'uint8':
    case 'int16':
    case 'uint16':
    case 'int32':
    case 'uint32':
      return value.value;
    case 'void':
      return null;
    case 'int64':
      return isSafe(value.value) ? Number(value.value) : { '!': 'int64', value: String(value.value) };
    case 'timestamp':
      return { '!': 'timestamp', value: isSafe(value.value) ? Number(value.value) : String(value.value) };
    case 'float':
    case 'double':
      return Number.isFinite(value.value) && !Number.isInteger(value.value)
        ? value.value
        : { '!': 'double', value: Number.isFinite(value.value) ? value.value : String(value.value) };
    case 'decimal':
      return { '!': 'decimal', value: { places: value.value.scale, digits: value.value.digits } };
    case 'array':
      return value.value.map(plainValue);
    case 'table':
      return plainTable(value.value);
  }
}

function isSafe(value: bigint): boolean {
  return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value));
}

/** The value as a person reads it, its type visible: `"1"`, `1`, `1.0`, `true`, `(void)`. */
export function formatValue(value: FieldValue): string {
  switch (value.type) {
    case 'string':
      return JSON.stringify(value.value);
    case 'void':
      return '(void)';
    case 'float':
    case 'double':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case 'binary':
      return `(${value.value.length} bytes)`;
    case 'timestamp':
      return `timestamp ${value.value}`;
    case 'decimal':
      return `decimal ${value.value.digits}e-${value.value.scale}`;
    case 'array':
      return `[${value.value.map(formatValue).join(', ')}]`;
    case 'table':
      return formatTable(value.value);
    default:
      return String(value.value);
  }
}

/** `{key: value, …}` with every value's type visible. */
export function formatTable(table: FieldTable): string {
  return `{${Array.from(table, ([key, value]) => `${key}: ${formatValue(value)}`).join(', ')}}`;
}

/**
 * A text that two tables share exactly when RabbitMQ holds them for the same arguments of a binding: the same keys
 * with the same types and values, in any order, but for tables inside, whose order counts.
 */
export function tableIdentity(table: FieldTable): string {
  if (table.size === 0) return '';
  return JSON.stringify(entryIdentities(table).sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Identity = string | readonly Identity[];

const entryIdentities = (table: FieldTable): (readonly [string, Identity])[] =>
  Array.from(table, ([key, value]) => [key, valueIdentity(value)]);

function valueIdentity(value: FieldValue): Identity {
  switch (value.type) {
    case 'void':
      return 'void';
    case 'table':
      return ['table', ...entryIdentities(value.value)];
    case 'array':
      return ['array', ...value.value.map(valueIdentity)];
    case 'binary':
      return `binary ${Buffer.from(value.value).toString('hex')}`;
    case 'decimal':
      return `decimal ${value.value.digits} ${value.value.scale}`;
    default:
      return `${value.type} ${value.value}`;
  }
}
