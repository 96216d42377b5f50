import { EMPTY_TABLE, type FieldTable } from '../routing/values.ts';
import { erlangNumbers } from './erlang.ts';
import { frameError, MalformedError, WireError } from './errors.ts';
import { readTable, writeTable } from './fields.ts';
import { FRAME_END, FRAME_HEADER_BYTES, FRAME_TYPES } from './frames.ts';
import { decodeFrequent } from './frequent.ts';
import { type FieldKind, METHODS, type Method, type MethodName, type MethodSpec } from './methods.ts';
import { Reader } from './reader.ts';
import { hasEscapes } from './text.ts';
import { Writer } from './writer.ts';

type Value = number | boolean | string | Buffer | FieldTable;

/** A row of the method table as a walk needs it. */
interface Layout {
  readonly name: MethodName;
  readonly classId: number;
  readonly methodId: number;
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  /** For error messages: `queue.declare queue`. */
  readonly label: string;
  readonly kind: FieldKind;
  readonly reserved: boolean;
  /**
   * RabbitMQ checks this of all short strings but those of methods with content. Here reply texts are let through too:
   * RabbitMQ itself repeats any bytes in them.
   */
  readonly utf8: boolean;
}

const LAYOUTS: ReadonlyMap<string, Layout> = new Map(
  Object.entries<MethodSpec>(METHODS).map(([name, spec]) => [name, layoutOf(name as MethodName, spec)]),
);
const LAYOUTS_BY_ID: ReadonlyMap<number, Layout> = new Map(
  Array.from(LAYOUTS.values(), (layout) => [layout.classId * 0x1_0000 + layout.methodId, layout]),
);

function layoutOf(name: MethodName, { id: [classId, methodId], content, fields }: MethodSpec): Layout {
  return {
    name,
    classId,
    methodId,
    fields: Object.entries(fields).map(([field, kind]) => ({
      name: field,
      label: `${name} ${field}`,
      kind,
      reserved: field.startsWith('reserved'),
      utf8: kind === 'shortstr' && !content && field !== 'replyText',
    })),
  };
}

const writer = new Writer();

/** A whole method frame. Throws a RangeError that names the method and the field whose value does not fit. */
export function encodeMethod(channel: number, method: Method): Buffer {
  const layout = LAYOUTS.get(method.name);
  if (!layout) throw new RangeError(`no method is called '${method.name}'`);
  writer.reset();
  writer.uint8(FRAME_TYPES.method);
  writer.uint16(channel);
  writer.uint32(0);
  writer.uint16(layout.classId);
  writer.uint16(layout.methodId);
  writeFields(layout.fields, method as unknown as Readonly<Record<string, Value>>);
  writer.uint32At(3, writer.position - FRAME_HEADER_BYTES);
  writer.uint8(FRAME_END);
  return writer.take();
}

/** Successive bits share octets, the first in the lowest bit. // AMQP 0-9-1 §4.2.5.2 */
function writeFields(fields: readonly Field[], values: Readonly<Record<string, Value>>): void {
  let bits = 0;
  let bit = 0;
  for (const field of fields) {
    const value = field.reserved ? undefined : values[field.name];
    if (field.kind === 'bit') {
      if (value) bits |= 1 << bit;
      bit += 1;
      if (bit < 8) continue;
    }
    if (bit > 0) writer.uint8(bits);
    bits = bit = 0;
    if (field.kind !== 'bit') writeField(field, value);
  }
  if (bit > 0) writer.uint8(bits);
}

function writeField(field: Field, value: Value | undefined): void {
  switch (field.kind) {
    case 'uint8':
      writer.uint8(whole(field, value, 0xff));
      break;
    case 'uint16':
      writer.uint16(whole(field, value, 0xffff));
      break;
    case 'uint32':
      writer.uint32(whole(field, value, 0xffff_ffff));
      break;
    case 'uint64':
      writer.uint64(whole(field, value, LARGEST_BELOW_2_64));
      break;
    case 'shortstr':
      writer.shortText((value as string | undefined) ?? '', field.label);
      break;
    case 'longtext':
      writer.longText((value as string | undefined) ?? '');
      break;
    case 'longstr':
      writer.longBytes((value as Buffer | undefined) ?? NO_BYTES);
      break;
    case 'table':
      writeTable(writer, (value as FieldTable | undefined) ?? EMPTY_TABLE);
      break;
  }
}

const NO_BYTES = Buffer.alloc(0);
const LARGEST_BELOW_2_64 = 2 ** 64 - 2 ** 11;

function whole(field: Field, value: Value | undefined, max: number): number {
  if (value === undefined && field.reserved) return 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new RangeError(`${field.label}: expected a whole number from 0 to ${max}, got ${value}`);
}

/**
 * The method in a method frame's payload, the bytes from `start` to `end`. Throws a WireError: 501 for arguments that are cut short or too long and for
 * short strings that are not UTF-8, a silent one for unknown ids and malformed tables.
 */
export function decodeMethod(bytes: Buffer, start = 0, end: number = bytes.length): Method {
  const frequent = end - start > 4 ? decodeFrequent(bytes, start, end) : undefined;
  return frequent ?? decodeByTable(bytes.subarray(start, end));
}

/** As {@link decodeMethod} does, whatever the method. */
export function decodeByTable(payload: Buffer): Method {
  if (payload.length < 4) throw frameError(FRAME_TYPES.method, payload, 'unknown_frame');
  const reader = new Reader(payload);
  const id = reader.uint32();
  const layout = LAYOUTS_BY_ID.get(id);
  if (!layout)
    throw new WireError('INTERNAL_ERROR', `unknown method ${id >>> 16}.${id & 0xffff}`, { silent: true });
  try {
    const method = readFields(reader, layout);
    if (reader.remaining > 0) throw new MalformedError(`${reader.remaining} bytes too many`);
    return method as unknown as Method;
  } catch (error) {
    throw error instanceof MalformedError ? cannotDecode(payload, layout) : error;
  }
}

function cannotDecode(payload: Buffer, { classId, methodId }: Layout): WireError {
  // More bytes than these do not fit the reply text.
  const bytes = payload.subarray(4, 4 + 128);
  return new WireError('FRAME_ERROR', `cannot decode ${erlangNumbers(bytes)}`, { classId, methodId });
}

function readFields(reader: Reader, layout: Layout): Record<string, Value> {
  const method: Record<string, Value> = { name: layout.name };
  let bits = 0;
  let bit = 8;
  for (const field of layout.fields) {
    let value: Value;
    if (field.kind === 'bit') {
      if (bit === 8) {
        bits = reader.uint8();
        bit = 0;
      }
      value = (bits & (1 << bit)) !== 0;
      bit += 1;
    } else {
      bit = 8;
      value = readField(reader, field.kind);
      if (field.utf8 && hasEscapes(value as string))
        throw new WireError('FRAME_ERROR', 'Malformed UTF-8 in shortstr');
    }
    if (!field.reserved) method[field.name] = value;
  }
  return method;
}

/** RabbitMQ: a table whose length is wrong makes the method malformed, one whose inside is wrong crashes the reader. */
function readArguments(reader: Reader): FieldTable {
  reader.checkLength();
  try {
    return readTable(reader);
  } catch (error) {
    if (error instanceof MalformedError) {
      throw new WireError('INTERNAL_ERROR', `malformed table: ${error.message}`, { silent: true });
    }
    throw error;
  }
}

function readField(reader: Reader, kind: Exclude<FieldKind, 'bit'>): Value {
  switch (kind) {
    case 'uint8':
      return reader.uint8();
    case 'uint16':
      return reader.uint16();
    case 'uint32':
      return reader.uint32();
    case 'uint64':
      return reader.uint64();
    case 'shortstr':
      return reader.shortText();
    case 'longtext':
      return reader.longText();
    case 'longstr':
      return reader.longBytes();
    case 'table':
      return readArguments(reader);
  }
}
