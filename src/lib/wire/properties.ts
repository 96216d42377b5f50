import type { FieldTable } from '../routing/values.ts';
import { MalformedError, WireError } from './errors.ts';
import { readTable, skipTable, writeTable } from './fields.ts';
import { uint16At, uint32At } from './frames.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

/** The properties of a message. `timestamp` is in seconds since 1970, `expiration` in ms, as text. */
export interface Properties {
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly headers?: FieldTable;
  /** 2 is persistent. */
  readonly deliveryMode?: number;
  readonly priority?: number;
  readonly correlationId?: string;
  readonly replyTo?: string;
  readonly expiration?: string;
  readonly messageId?: string;
  readonly timestamp?: bigint;
  readonly type?: string;
  readonly userId?: string;
  readonly appId?: string;
  readonly clusterId?: string;
}

type PropertyKind = 'shortstr' | 'uint8' | 'timestamp' | 'table';

/** In the order in which they travel, each with its flag. // AMQP 0-9-1 §4.2.6.1 */
const PROPERTIES = [
  ['contentType', 'shortstr', 1 << 15],
  ['contentEncoding', 'shortstr', 1 << 14],
  ['headers', 'table', 1 << 13],
  ['deliveryMode', 'uint8', 1 << 12],
  ['priority', 'uint8', 1 << 11],
  ['correlationId', 'shortstr', 1 << 10],
  ['replyTo', 'shortstr', 1 << 9],
  ['expiration', 'shortstr', 1 << 8],
  ['messageId', 'shortstr', 1 << 7],
  ['timestamp', 'timestamp', 1 << 6],
  ['type', 'shortstr', 1 << 5],
  ['userId', 'shortstr', 1 << 4],
  ['appId', 'shortstr', 1 << 3],
  ['clusterId', 'shortstr', 1 << 2],
] as const satisfies readonly (readonly [keyof Properties, PropertyKind, number])[];

const writer = new Writer();

/** The flags and the property list, as a content header carries them. Throws a RangeError that names the property. */
export function encodeProperties(properties: Properties): Buffer {
  writer.reset();
  writer.uint16(0);
  let flags = 0;
  for (const [name, kind, flag] of PROPERTIES) {
    const value = properties[name];
    if (value === undefined) continue;
    flags |= flag;
    writeProperty(name, kind, value);
  }
  const bytes = writer.take();
  bytes.writeUInt16BE(flags, 0);
  return bytes;
}

function writeProperty(
  name: string,
  kind: PropertyKind,
  value: NonNullable<Properties[keyof Properties]>,
): void {
  switch (kind) {
    case 'shortstr':
      writer.shortText(value as string, name);
      break;
    case 'table':
      writeTable(writer, value as FieldTable);
      break;
    case 'timestamp':
      writer.biguint64(value as bigint);
      break;
    case 'uint8':
      if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255) {
        writer.uint8(value as number);
        break;
      }
      throw new RangeError(`${name}: expected a whole number from 0 to 255, got ${value}`);
  }
}

/**
 * The properties in the raw bytes of a content header (flags and list). Throws a WireError: RabbitMQ answers 541 to
 * anything malformed in here. The two flags that stand for no property are ignored, as RabbitMQ does.
 */
export function decodeProperties(raw: Buffer): Properties {
  try {
    return readProperties(new Reader(raw));
  } catch (error) {
    throw malformed(error);
  }
}

function readProperties(reader: Reader): Properties {
  const properties: { -readonly [K in keyof Properties]: unknown } = {};
  const flags = reader.uint16();
  for (const [name, kind, flag] of PROPERTIES) {
    if (flags & flag) properties[name] = readProperty(reader, kind);
  }
  checkEnd(reader);
  return properties as Properties;
}

function readProperty(reader: Reader, kind: PropertyKind): unknown {
  switch (kind) {
    case 'shortstr':
      return reader.shortText();
    case 'table':
      return readTable(reader);
    case 'timestamp':
      return reader.biguint64();
    case 'uint8':
      return reader.uint8();
  }
}

/** The delivery mode in raw properties that were checked before: of what stands in front of it, only lengths are read. */
export function deliveryModeIn(raw: Buffer): number | undefined {
  const flags = uint16At(raw, 0);
  if (!(flags & PROPERTY_FLAGS.deliveryMode)) return undefined;
  let at = 2;
  if (flags & PROPERTY_FLAGS.contentType) at += 1 + (raw[at] as number);
  if (flags & PROPERTY_FLAGS.contentEncoding) at += 1 + (raw[at] as number);
  if (flags & PROPERTY_FLAGS.headers) at += 4 + uint32At(raw, at);
  return raw[at];
}

/** What can be said of properties without reading all of them. */
export interface PropertiesOutline {
  /** Of {@link PROPERTY_FLAGS}, those of the properties that are there. */
  readonly flags: number;
  readonly deliveryMode: number | undefined;
  /** Whether the headers have one of these keys: the broker itself reads them. */
  readonly hasSenderKeys: boolean;
}

/** Each property's flag. */
export const PROPERTY_FLAGS = Object.fromEntries(
  PROPERTIES.map(([name, , flag]) => [name, flag]),
) as Readonly<Record<keyof Properties, number>>;

/**
 * Checks the properties in the bytes of a content header from `start` to `end` as {@link decodeProperties} does, and
 * throws the same, but makes nothing of what they hold.
 */
export function outlineProperties(bytes: Buffer, start: number, end: number): PropertiesOutline {
  try {
    return outline(new Reader(bytes, start, end));
  } catch (error) {
    throw malformed(error);
  }
}

/** The headers with more keys for routing. */
const SENDER_KEYS = ['CC', 'BCC'].map((key) => Buffer.from(key));

function outline(reader: Reader): PropertiesOutline {
  const flags = reader.uint16();
  let deliveryMode: number | undefined;
  let hasSenderKeys = false;
  for (const [name, kind, flag] of PROPERTIES) {
    if (!(flags & flag)) continue;
    if (kind === 'shortstr') reader.skip(reader.uint8());
    else if (kind === 'table') hasSenderKeys = skipTable(reader, SENDER_KEYS);
    else if (kind === 'timestamp') reader.skip(8);
    else if (name === 'deliveryMode') deliveryMode = reader.uint8();
    else reader.skip(1);
  }
  checkEnd(reader);
  return { flags, deliveryMode, hasSenderKeys };
}

function checkEnd(reader: Reader): void {
  if (reader.remaining > 0) throw new MalformedError(`${reader.remaining} bytes too many`);
}

function malformed(error: unknown): unknown {
  if (!(error instanceof MalformedError)) return error;
  return new WireError('INTERNAL_ERROR', `malformed properties: ${error.message}`);
}
