import type { Binding, Exchange, Queue as QueueDefinition } from '../../routing/topology.ts';
import { readTable, writeTable } from '../../wire/fields.ts';
import { Reader } from '../../wire/reader.ts';
import { Writer } from '../../wire/writer.ts';
import { BrokerMessage } from '../message.ts';
import { MessageContent } from '../message-content.ts';
import type { QueueEntry } from '../queues/entry.ts';

// What is on disk, as bytes. A change of any of these needs another FORMAT.

/** The format of all records, and of their keys. */
export const FORMAT = 1;

/** Keys begin with one of these. */
export const KIND = { meta: 0, exchange: 1, queue: 2, binding: 3, message: 4, state: 5 } as const;

export const META_KEY = Buffer.from([KIND.meta]);

export const entityKey = (kind: number, virtualHost: string, ...names: readonly string[]): Buffer =>
  write((writer) => {
    writer.uint8(kind);
    for (const name of [virtualHost, ...names]) writer.shortText(name, 'name');
  });

/** A binding is known by all that it says; long arguments do not fit into a key, so that it has a number. */
export const bindingKey = (id: number): Buffer =>
  write((writer) => {
    writer.uint8(KIND.binding);
    writer.uint32(id);
  });

const TWO_TO_32 = 2 ** 32;
const SIGN = 0x80000000;

/** In order of queue and position; positions may be below 0. */
export function positionKey(kind: number, queue: number, position: number): Buffer {
  const key = Buffer.allocUnsafe(13);
  key.writeUInt8(kind, 0);
  key.writeUInt32BE(queue, 1);
  key.writeUInt32BE(Math.floor(position / TWO_TO_32) + SIGN, 5);
  key.writeUInt32BE(position - Math.floor(position / TWO_TO_32) * TWO_TO_32, 9);
  return key;
}

export const positionOf = (key: Buffer): number =>
  (key.readUInt32BE(5) - SIGN) * TWO_TO_32 + key.readUInt32BE(9);

/** From the first to behind the last key of a queue. */
export const queueRange = (kind: number, queue: number) => ({
  start: positionKey(kind, queue, Number.MIN_SAFE_INTEGER),
  end: positionKey(kind, queue + 1, Number.MIN_SAFE_INTEGER),
});

export const exchangeRecord = ({
  name,
  type,
  durable,
  autoDelete,
  internal,
  arguments: args,
}: Exchange): Buffer =>
  write((writer) => {
    writer.shortText(name, 'name');
    writer.shortText(type, 'type');
    writer.uint8(Number(durable) + 2 * Number(autoDelete) + 4 * Number(internal));
    writeTable(writer, args);
  });

export function readExchange(bytes: Buffer): Exchange {
  const reader = new Reader(bytes);
  const [name, type, flags] = [reader.shortText(), reader.shortText(), reader.uint8()];
  const args = readTable(reader);
  const [durable, autoDelete, internal] = [1, 2, 4].map((flag) => (flags & flag) !== 0) as [
    boolean,
    boolean,
    boolean,
  ];
  return { name, type, durable, autoDelete, internal, arguments: args };
}

export const queueRecord = (id: number, { name, autoDelete, arguments: args }: QueueDefinition): Buffer =>
  write((writer) => {
    writer.uint32(id);
    writer.shortText(name, 'name');
    writer.uint8(Number(autoDelete));
    writeTable(writer, args);
  });

export function readQueue(bytes: Buffer): { readonly id: number; readonly definition: QueueDefinition } {
  const reader = new Reader(bytes);
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

export function readBinding(bytes: Buffer): { readonly virtualHost: string; readonly binding: Binding } {
  const reader = new Reader(bytes);
  const [virtualHost, source] = [reader.shortText(), reader.shortText()];
  const destinationType = reader.uint8() === 1 ? 'exchange' : 'queue';
  const [destination, routingKey] = [reader.shortText(), reader.shortText()];
  return {
    virtualHost,
    binding: { source, destinationType, destination, routingKey, arguments: readTable(reader) },
  };
}

/** Everything of an entry but its place and what may change of it. */
export function messageRecord({ message, priority, expiresAt }: QueueEntry): Buffer {
  const { exchange, routingKey, moreKeys = [], content } = message;
  return write((writer) => {
    writer.uint8(priority);
    writer.double(expiresAt ?? -1);
    writer.shortText(exchange, 'exchange');
    writer.shortText(routingKey, 'routing key');
    writer.uint16(moreKeys.length);
    for (const key of moreKeys) writer.shortText(key, 'routing key');
    writer.longBytes(content.rawProperties);
    writer.uint32(content.bodySize);
    for (const piece of content.body) writer.raw(piece);
  });
}

export function readMessage(bytes: Buffer): Pick<QueueEntry, 'message' | 'priority' | 'expiresAt'> {
  const reader = new Reader(bytes);
  const [priority, expiresAt] = [reader.uint8(), reader.double()];
  const [exchange, routingKey] = [reader.shortText(), reader.shortText()];
  const moreKeys = Array.from({ length: reader.uint16() }, () => reader.shortText());
  const properties = reader.longBytes();
  const body = reader.longBytes();
  const content = MessageContent.of(Buffer.from(properties), [Buffer.from(body)], body.length);
  const message = new BrokerMessage(
    exchange,
    routingKey,
    content,
    moreKeys.length > 0 ? moreKeys : undefined,
  );
  return { message, priority, expiresAt: expiresAt < 0 ? undefined : expiresAt };
}

export const stateRecord = ({ redelivered, returns }: Pick<QueueEntry, 'redelivered' | 'returns'>): Buffer =>
  write((writer) => {
    writer.uint8(Number(redelivered));
    writer.uint32(returns);
  });

export function readState(bytes: Buffer | undefined): Pick<QueueEntry, 'redelivered' | 'returns'> {
  if (bytes === undefined) return { redelivered: false, returns: 0 };
  const reader = new Reader(bytes);
  return { redelivered: reader.uint8() === 1, returns: reader.uint32() };
}

const writer = new Writer();

function write(writing: (writer: Writer) => void): Buffer {
  writer.reset();
  writing(writer);
  return writer.take();
}
