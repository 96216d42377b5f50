import { FRAME_END, FRAME_TYPES, uint32At } from './frames.ts';
import type { Method } from './methods.ts';
import { decodeName, encodeText } from './text.ts';

// The methods that come with every message, read and written without a walk through the table: at a million of them
// that is most of the time. A test holds them equal to what the table says.

const PUBLISH = methodId(60, 40);
const DELIVER = methodId(60, 60);
const ACK = methodId(60, 80);

function methodId(classId: number, method: number): number {
  return classId * 0x1_0000 + method;
}

/** The method, where it is one of the frequent ones and well-formed: whatever is wrong with it, the table tells. */
export function decodeFrequent(bytes: Buffer, start: number, end: number): Method | undefined {
  switch (uint32At(bytes, start)) {
    case PUBLISH:
      return decodePublish(bytes, start + 6, end);
    case ACK:
      return end - start === 13 ? decodeAck(bytes, start + 4) : undefined;
    default:
      return undefined;
  }
}

/** From behind the ticket. */
function decodePublish(bytes: Buffer, start: number, end: number): Method<'basic.publish'> | undefined {
  const exchangeEnd = start + 1 + (bytes[start] as number);
  if (exchangeEnd >= end) return undefined;
  const keyEnd = exchangeEnd + 1 + (bytes[exchangeEnd] as number);
  if (keyEnd + 1 !== end) return undefined;
  const bits = bytes[keyEnd] as number;
  return {
    name: 'basic.publish',
    exchange: decodeName(bytes, start + 1, exchangeEnd),
    routingKey: decodeName(bytes, exchangeEnd + 1, keyEnd),
    mandatory: (bits & 1) !== 0,
    immediate: (bits & 2) !== 0,
  };
}

function decodeAck(bytes: Buffer, at: number): Method<'basic.ack'> {
  const deliveryTag = uint32At(bytes, at) * 0x1_0000_0000 + uint32At(bytes, at + 4);
  return { name: 'basic.ack', deliveryTag, multiple: ((bytes[at + 8] as number) & 1) !== 0 };
}

export interface Delivery {
  readonly consumerTag: string;
  readonly deliveryTag: number;
  readonly redelivered: boolean;
  readonly exchange: string;
  readonly routingKey: string;
}

/** What the frame of a basic.deliver may take: a UTF-16 unit is three bytes at most. */
export function maxDeliverBytes({ consumerTag, exchange, routingKey }: Delivery): number {
  return 3 * (consumerTag.length + exchange.length + routingKey.length) + 32;
}

/** Writes the frame of a basic.deliver to where {@link maxDeliverBytes} are free; returns where it ends. */
export function writeDeliver(target: Buffer, start: number, channel: number, delivery: Delivery): number {
  const { consumerTag, deliveryTag, redelivered, exchange, routingKey } = delivery;
  target[start] = FRAME_TYPES.method;
  target[start + 1] = channel >>> 8;
  target[start + 2] = channel;
  writeUint32(target, start + 7, DELIVER);
  let at = writeShort(target, start + 11, consumerTag);
  writeUint32(target, at, Math.floor(deliveryTag / 0x1_0000_0000));
  writeUint32(target, at + 4, deliveryTag);
  target[at + 8] = redelivered ? 1 : 0;
  at = writeShort(target, at + 9, exchange);
  at = writeShort(target, at, routingKey);
  target[at] = FRAME_END;
  writeUint32(target, start + 3, at - start - 7);
  return at + 1;
}

function writeShort(target: Buffer, at: number, text: string): number {
  const length = encodeText(text, target, at + 1);
  if (length > 255) throw new RangeError(`'${text.slice(0, 20)}…' is too long for a short string`);
  target[at] = length;
  return at + 1 + length;
}

export function writeUint32(target: Buffer, at: number, value: number): void {
  target[at] = value >>> 24;
  target[at + 1] = value >>> 16;
  target[at + 2] = value >>> 8;
  target[at + 3] = value;
}
