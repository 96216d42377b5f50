import { crc32 } from 'node:zlib';
import type { Binding, Exchange, Queue as QueueDefinition } from '../../routing/topology.ts';
import { readTable, writeTable } from '../../wire/fields.ts';
import { Reader } from '../../wire/reader.ts';
import { Writer } from '../../wire/writer.ts';
import type { QueueEntry } from '../queues/entry.ts';
import { messageOf, type SharedMessages } from './shared-messages.ts';

// What is on disk, as bytes, each record behind a checksum. A change of any of these needs another FORMAT.

/** The format of all records, and of their keys. */
export const FORMAT = 1;

/** Keys begin with one of these. */
export const KIND = {
  meta: 0,
  exchange: 1,
  queue: 2,
  binding: 3,
  /** Of a queue: all its messages before this position went out. */
  allWentOut: 4,
  message: 5,
  wentOut: 6,
} as const;

const CHECKSUM_BYTES = 4;

/** Puts the checksum, for which there is room, into a record that is to be kept under this key. */
export function seal(key: Buffer, record: Buffer): Buffer {
  record.writeUInt32BE(checksum(key, record), 0);
  return record;
}

/** Whether key and record are what they were when the record was sealed. */
export const isWhole = (key: Buffer, record: Buffer): boolean =>
  record.length >= CHECKSUM_BYTES && record.readUInt32BE(0) === checksum(key, record);

const checksum = (key: Buffer, record: Buffer): number => crc32(record.subarray(CHECKSUM_BYTES), crc32(key));

export const META_KEY = Buffer.from([KIND.meta]);

export interface Meta {
  readonly format: number;
  /** Whether the broker that had the folder last wrote all that there was. */
  readonly endedWell: boolean;
}

export const metaRecord = ({ format, endedWell }: Meta): Buffer =>
  write((writer) => {
    writer.uint16(format);
    writer.uint8(Number(endedWell));
  });

export function readMeta(record: Buffer): Meta {
  const reader = read(record);
  return { format: reader.uint16(), endedWell: reader.uint8() === 1 };
}

/** Of an exchange or a queue. */
export function entityKey(kind: number, virtualHost: string, name: string): Buffer {
  keyWriter.reset();
  keyWriter.uint8(kind);
  keyWriter.shortText(virtualHost, 'virtual host');
  keyWriter.shortText(name, 'name');
  return keyWriter.take();
}

export const virtualHostOf = (entityKey: Buffer): string => new Reader(entityKey, 1).shortText();

/** From the first to behind the last key of a kind. */
export const kindRange = (kind: number) => ({ start: Buffer.from([kind]), end: Buffer.from([kind + 1]) });

/** Of a binding, which is known by all that it says: that may be too long for a key; or of a queue. */
export function numberKey(kind: number, number: number): Buffer {
  const key = Buffer.allocUnsafe(5);
  key[0] = kind;
  key.writeUInt32BE(number, 1);
  return key;
}

export const numberOf = (key: Buffer): number => key.readUInt32BE(1);

const TWO_TO_32 = 2 ** 32;
const SIGN = 0x80000000;

/** In order of queue and position; positions may be below 0. */
export function positionKey(kind: number, queue: number, position: number): Buffer {
  const key = Buffer.allocUnsafe(13);
  const high = Math.floor(position / TWO_TO_32);
  key[0] = kind;
  key.writeUInt32BE(queue, 1);
  key.writeUInt32BE(high + SIGN, 5);
  key.writeUInt32BE(position - high * TWO_TO_32, 9);
  return key;
}

export const positionOf = (key: Buffer): number =>
  (key.readUInt32BE(5) - SIGN) * TWO_TO_32 + key.readUInt32BE(9);

/** From the first to behind the last key of a queue. */
export const queueRange = (kind: number, queue: number) => ({
  start: numberKey(kind, queue),
  end: numberKey(kind, queue + 1),
});

export const exchangeRecord = ({ name, type, arguments: args, ...flags }: Exchange): Buffer =>
  write((writer) => {
    writer.shortText(name, 'name');
    writer.shortText(type, 'type');
    writer.uint8(Number(flags.autoDelete));
    writer.uint8(Number(flags.internal));
    writeTable(writer, args);
  });

export function readExchange(record: Buffer): Exchange {
  const reader = read(record);
  const [name, type] = [reader.shortText(), reader.shortText()];
  const [autoDelete, internal] = [reader.uint8() === 1, reader.uint8() === 1];
  return { name, type, durable: true, autoDelete, internal, arguments: readTable(reader) };
}

export const queueRecord = (id: number, { name, autoDelete, arguments: args }: QueueDefinition): Buffer =>
  write((writer) => {
    writer.uint32(id);
    writer.shortText(name, 'name');
    writer.uint8(Number(autoDelete));
    writeTable(writer, args);
  });

export function readQueue(record: Buffer): { readonly id: number; readonly definition: QueueDefinition } {
  const reader = read(record);
  const [id, name, autoDelete] = [reader.uint32(), reader.shortText(), reader.uint8() === 1];
  return {
    id,
    definition: { name, durable: true, exclusive: false, autoDelete, arguments: readTable(reader) },
  };
}

export const bindingRecord = (virtualHost: string, binding: Binding): Buffer =>
  write((writer) => {
    writer.shortText(virtualHost, 'virtual host');
    writer.shortText(binding.source, 'source');
    writer.uint8(Number(binding.destinationType === 'exchange'));
    writer.shortText(binding.destination, 'destination');
    writer.shortText(binding.routingKey, 'routing key');
    writeTable(writer, binding.arguments);
  });

export function readBinding(record: Buffer): { readonly virtualHost: string; readonly binding: Binding } {
  const reader = read(record);
  const [virtualHost, source] = [reader.shortText(), reader.shortText()];
  const destinationType = reader.uint8() === 1 ? 'exchange' : 'queue';
  const [destination, routingKey] = [reader.shortText(), reader.shortText()];
  return {
    virtualHost,
    binding: { source, destinationType, destination, routingKey, arguments: readTable(reader) },
  };
}

/** Flags of a message: of its entry, and whether other queues may have it as well. */
const REDELIVERED = 1;
const WENT_OUT = 2;
const SHARED = 4;

/** All of an entry but its position, which is in the key. */
export function messageRecord(entry: QueueEntry, wentOut: boolean): Buffer {
  const { exchange, routingKey, moreKeys = [], content } = entry.message;
  return write((writer) => {
    writer.uint8(
      (entry.redelivered ? REDELIVERED : 0) | (wentOut ? WENT_OUT : 0) | (content.holders > 1 ? SHARED : 0),
    );
    writer.uint32(entry.returns);
    writer.uint8(entry.priority);
    writer.double(entry.expiresAt ?? -1);
    writer.shortText(exchange, 'exchange');
    writer.shortText(routingKey, 'routing key');
    writer.uint16(moreKeys.length);
    for (const key of moreKeys) writer.shortText(key, 'routing key');
    writer.longBytes(content.rawProperties);
    writer.uint32(content.bodySize);
    for (const piece of content.body) writer.raw(piece);
  });
}

/** Of the message at this position; what several queues have is one message again, by way of `shared`. */
export function readMessage(position: number, record: Buffer, shared: SharedMessages): QueueEntry {
  const reader = read(record);
  const [flags, returns, priority] = [reader.uint8(), reader.uint32(), reader.uint8()];
  const expiresAt = reader.double();
  const [exchange, routingKey] = [reader.name(), reader.name()];
  const moreKeys = Array.from({ length: reader.uint16() }, () => reader.shortText());
  const [properties, body] = [reader.longBytes(), reader.longBytes()];
  const message = { exchange, routingKey, moreKeys, properties, body };
  return {
    message: (flags & SHARED) !== 0 ? shared.messageOf(message) : messageOf(message),
    position,
    priority,
    expiresAt: expiresAt < 0 ? undefined : expiresAt,
    redelivered: (flags & REDELIVERED) !== 0,
    returns,
  };
}

/** Whether the message went out in the turn in which it came. */
export const wentOutAtOnce = (record: Buffer): boolean => (read(record).uint8() & WENT_OUT) !== 0;

/** Says all with its key. */
export const emptyRecord = (): Buffer => Buffer.alloc(CHECKSUM_BYTES);

export const positionRecord = (position: number): Buffer => write((writer) => writer.double(position));

export const readPosition = (record: Buffer): number => read(record).double();

const keyWriter = new Writer();
const writer = new Writer();

function write(writing: (writer: Writer) => void): Buffer {
  writer.reset();
  writer.uint32(0);
  writing(writer);
  return writer.take();
}

const read = (record: Buffer): Reader => new Reader(record, CHECKSUM_BYTES);
