import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

/** RabbitMQ: the longest time that a message or a queue may ask for, 10 years. */
export const LONGEST_TTL_MS = 315_360_000_000;

/** What the broker takes of its clients at most. */
export interface Limits {
  /** Bytes that messages may take up. Above, publishers are blocked (connection.blocked) until there is room again. */
  readonly memoryLimit: number;
  /** Bytes that are to stay free in the data folder and on its disk. With less, publishers are blocked as well. */
  readonly diskFreeLimit: number;
  /** Connections to each virtual host. */
  readonly maxConnections: number;
  /** Queues in each virtual host. */
  readonly maxQueues: number;
  /** Channels of a connection. */
  readonly channelMax: number;
  /** Bytes of a frame, and so of a table, which one frame must hold. */
  readonly frameMax: number;
  /** Bytes of a message's body. */
  readonly maxMessageSize: number;
  /** Milliseconds from a client's connection until it must have opened a virtual host. */
  readonly handshakeTimeout: number;
}

/** The least and the most that each limit may be; what has no most may be `Infinity`. */
export const LIMIT_RANGES: Readonly<Record<keyof Limits, readonly [least: number, most: number]>> = {
  memoryLimit: [0, Number.POSITIVE_INFINITY],
  diskFreeLimit: [0, Number.POSITIVE_INFINITY],
  maxConnections: [0, Number.POSITIVE_INFINITY],
  maxQueues: [0, Number.POSITIVE_INFINITY],
  channelMax: [1, 65_535],
  // RabbitMQ: until the tuning, no frame may be larger than the least.
  frameMax: [4096, 2_147_483_647],
  maxMessageSize: [0, 536_870_912],
  handshakeTimeout: [1, 2_147_483_647],
};

/** RabbitMQ's defaults; of memory its part of the machine's, but no more than half of what this process may use. */
export function limitsOf(given: Partial<Limits>): Limits {
  return {
    memoryLimit: given.memoryLimit ?? defaultMemoryLimit(),
    diskFreeLimit: given.diskFreeLimit ?? 50_000_000,
    maxConnections: given.maxConnections ?? Number.POSITIVE_INFINITY,
    maxQueues: given.maxQueues ?? Number.POSITIVE_INFINITY,
    channelMax: given.channelMax ?? 2047,
    frameMax: given.frameMax ?? 131_072,
    maxMessageSize: given.maxMessageSize ?? 134_217_728,
    handshakeTimeout: given.handshakeTimeout ?? 10_000,
  };
}

const defaultMemoryLimit = (): number =>
  Math.floor(Math.min(totalmem() * 0.4, getHeapStatistics().heap_size_limit * 0.5));

/** What is wrong with a limit, undefined where it is one. */
export function limitFault(name: keyof Limits, value: unknown): string | undefined {
  const [least, most] = LIMIT_RANGES[name];
  const isWhole = Number.isInteger(value) || (value === Number.POSITIVE_INFINITY && most === value);
  if (isWhole && (value as number) >= least && (value as number) <= most) return undefined;
  return Number.isFinite(most)
    ? `a whole number from ${least} to ${most}`
    : `a whole number from ${least} on`;
}
