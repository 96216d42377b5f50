import { EMPTY_TABLE, type FieldTable, type FieldValue } from '../routing/values.ts';
import { MalformedError } from './errors.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** How deep tables and arrays may nest: RabbitMQ has no limit but the frame's size. */
export const MAX_DEPTH = 1000;

/** The tags that RabbitMQ reads. It writes int64 as `l` and reads `L` the same. // RabbitMQ: rabbit_binary_parser */
const TAGS = {
  int8: 'b',
  uint8: 'B',
  int16: 's',
  uint16: 'u',
  int32: 'I',
  uint32: 'i',
  int64: 'l',
  float: 'f',
  double: 'd',
  string: 'S',
  array: 'A',
  timestamp: 'T',
  boolean: 't',
  void: 'V',
  binary: 'x',
  decimal: 'D',
  table: 'F',
} as const satisfies Record<FieldValue['type'], string>;

const TYPES: ReadonlyMap<number, FieldValue['type']> = new Map([
  ...(Object.keys(TAGS) as FieldValue['type'][]).map((type) => [TAGS[type].charCodeAt(0), type] as const),
  ['L'.charCodeAt(0), 'int64'] as const,
]);

/** Appends a table with its length. Throws a RangeError for a key above 255 bytes and a number that does not fit. */
export function writeTable(writer: Writer, table: FieldTable, depth = 0): void {
  const start = openLength(writer, depth);
  for (const [key, value] of table) {
    writer.shortText(key, `the table key '${key.slice(0, 20)}…'`);
    writeValue(writer, value, depth);
  }
  writer.uint32At(start, writer.position - start - 4);
}

function writeArray(writer: Writer, values: readonly FieldValue[], depth: number): void {
  const start = openLength(writer, depth);
  for (const value of values) writeValue(writer, value, depth);
  writer.uint32At(start, writer.position - start - 4);
}

function openLength(writer: Writer, depth: number): number {
  if (depth > MAX_DEPTH) throw new RangeError(`tables nested deeper than ${MAX_DEPTH} levels`);
  const start = writer.position;
  writer.uint32(0);
  return start;
}

function writeValue(writer: Writer, value: FieldValue, depth: number): void {
  writer.uint8(TAGS[value.type].charCodeAt(0));
  switch (value.type) {
    case 'boolean':
      writer.uint8(value.value ? 1 : 0);
      break;
    case 'int8':
      writer.uint8(inRange(value, -0x80, 0x7f));
      break;
    case 'uint8':
      writer.uint8(inRange(value, 0, 0xff));
      break;
    case 'int16':
      writer.uint16(inRange(value, -0x8000, 0x7fff));
      break;
    case 'uint16':
      writer.uint16(inRange(value, 0, 0xffff));
      break;
    case 'int32':
      writer.uint32(inRange(value, -0x8000_0000, 0x7fff_ffff));
      break;
    case 'uint32':
      writer.uint32(inRange(value, 0, 0xffff_ffff));
      break;
    case 'int64':
      writer.bigint64(value.value);
      break;
    case 'timestamp':
      writer.biguint64(value.value);
      break;
    case 'float':
      writer.float(value.value);
      break;
    case 'double':
      writer.double(value.value);
      break;
    case 'string':
      writer.longText(value.value);
      break;
    case 'binary':
      writer.longBytes(value.value);
      break;
    case 'decimal':
      writer.uint8(inRange({ type: 'decimal scale', value: value.value.scale }, 0, 0xff));
      writer.uint32(inRange({ type: 'decimal', value: value.value.digits }, 0, 0xffff_ffff));
      break;
    case 'array':
      writeArray(writer, value.value, depth + 1);
      break;
    case 'table':
      writeTable(writer, value.value, depth + 1);
      break;
    case 'void':
  }
}

function inRange(
  { type, value }: { readonly type: string; readonly value: number },
  min: number,
  max: number,
) {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`expected an ${type} from ${min} to ${max}, got ${value}`);
}

/**
 * Takes a table with its length. Throws a MalformedError.
 * RabbitMQ: of a key that occurs twice, the first is the one that it finds.
 */
export function readTable(reader: Reader, depth = 0): FieldTable {
  const outerEnd = enter(reader, depth);
  const table = new Map<string, FieldValue>();
  while (reader.remaining > 0) {
    const key = reader.shortText();
    const value = readValue(reader, depth);
    if (!table.has(key)) table.set(key, value);
  }
  reader.leave(outerEnd);
  return table.size > 0 ? table : EMPTY_TABLE;
}

/** Passes over a table, and throws what {@link readTable} does. Says whether one of its own keys is one of these. */
export function skipTable(reader: Reader, wanted: readonly Buffer[], depth = 0): boolean {
  const outerEnd = enter(reader, depth);
  let found = false;
  while (reader.remaining > 0) {
    if (reader.skipShort(wanted)) found = true;
    skipValue(reader, depth);
  }
  reader.leave(outerEnd);
  return found;
}

function skipValue(reader: Reader, depth: number): void {
  const type = typeWithTag(reader.uint8());
  switch (type) {
    case 'float':
    case 'double':
      reader[type]();
      break;
    case 'string':
    case 'binary':
      reader.skip(reader.uint32());
      break;
    case 'table':
      skipTable(reader, NONE, depth + 1);
      break;
    case 'array': {
      const outerEnd = enter(reader, depth + 1);
      while (reader.remaining > 0) skipValue(reader, depth + 1);
      reader.leave(outerEnd);
      break;
    }
    default:
      reader.skip(FIXED_BYTES[type]);
  }
}

const NONE: readonly Buffer[] = [];

/** Of the types that are always as long. */
const FIXED_BYTES = {
  boolean: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  timestamp: 8,
  decimal: 5,
  void: 0,
} as const;

function typeWithTag(tag: number): FieldValue['type'] {
  const type = TYPES.get(tag);
  if (type === undefined) throw new MalformedError(`no field value has the tag ${tag}`);
  return type;
}

function readArray(reader: Reader, depth: number): FieldValue[] {
  const outerEnd = enter(reader, depth);
  const values: FieldValue[] = [];
  while (reader.remaining > 0) values.push(readValue(reader, depth));
  reader.leave(outerEnd);
  return values;
}

function enter(reader: Reader, depth: number): number {
  if (depth > MAX_DEPTH) throw new MalformedError(`tables nested deeper than ${MAX_DEPTH} levels`);
  return reader.enter();
}

function readValue(reader: Reader, depth: number): FieldValue {
  const type = typeWithTag(reader.uint8());
  switch (type) {
    case 'boolean':
      return { type, value: reader.uint8() !== 0 };
    case 'int8':
    case 'uint8':
    case 'int16':
    case 'uint16':
    case 'int32':
    case 'uint32':
    case 'float':
    case 'double':
      return { type, value: reader[type]() };
    case 'int64':
      return { type, value: reader.bigint64() };
    case 'timestamp':
      return { type, value: reader.biguint64() };
    case 'string':
      return { type, value: reader.longText() };
    case 'binary':
      return { type, value: reader.longBytes() };
    case 'decimal':
      return { type, value: { scale: reader.uint8(), digits: reader.uint32() } };
    case 'array':
      return { type, value: readArray(reader, depth + 1) };
    case 'table':
      return { type, value: readTable(reader, depth + 1) };
    case 'void':
      return { type };
  }
}
