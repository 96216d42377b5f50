import { encodeMethod } from '../../src/lib/wire/codec.ts';
import { type FieldKind, METHODS, type Method, type MethodName } from '../../src/lib/wire/methods.ts';
import { EXCHANGES, QUEUES, randomTable } from './arguments.ts';
import type { Random } from './random.ts';

// Valid methods with any arguments. Names come from small pools, so that what is declared is used, too.

const ODD_NAMES = ['', 'amq.rabbitmq.reply-to', 'amq.gen-a', 'a\r\nb', 'é✓', '#', 'a.*.b', 'x'.repeat(255)];
const STANDARD = ['amq.direct', 'amq.fanout', 'amq.topic', 'amq.headers', 'amq.match'];
const TYPES = ['direct', 'fanout', 'topic', 'headers', 'headers', 'x-random', ''];
const TAGS = ['t', 'u', 'v', ''];
const NUMBERS = [0, 1, 1, 2, 3, 10, 255, 1000, 0xffff, 0xffff_ffff];

const POOLS: Readonly<Record<string, readonly string[]>> = {
  queue: [...QUEUES, ...QUEUES, ...ODD_NAMES],
  exchange: [...EXCHANGES, ...EXCHANGES, ...STANDARD, ...ODD_NAMES],
  source: [...EXCHANGES, ...STANDARD, ''],
  destination: [...EXCHANGES, ...STANDARD, ''],
  routingKey: [...QUEUES, 'a', 'a.b', '#', '*', '', 'a.#'],
  consumerTag: TAGS,
  type: TYPES,
  virtualHost: ['/', '/', 'none'],
};

/** What ends things, or does nothing else. */
const RARE_FLAGS: ReadonlySet<string> = new Set(['immediate', 'passive', 'exclusive', 'internal']);

function randomField(random: Random, field: string, kind: FieldKind): unknown {
  switch (kind) {
    case 'bit':
      return random.oneIn(RARE_FLAGS.has(field) ? 12 : 3);
    case 'uint8':
    case 'uint16':
    case 'uint32':
    case 'uint64':
      return smallEnough(random, field, kind);
    case 'shortstr':
    case 'longtext':
      return random.pick(POOLS[field] ?? ODD_NAMES);
    case 'longstr':
      return random.bytes(random.below(20));
    case 'table':
      return randomTable(random);
  }
}

const LARGEST = { uint8: 0xff, uint16: 0xffff, uint32: 0xffff_ffff, uint64: 2 ** 53 } as const;

function smallEnough(random: Random, field: string, kind: keyof typeof LARGEST): number {
  if (field === 'prefetchSize' && !random.oneIn(20)) return 0;
  if (field === 'deliveryTag') return random.below(8);
  return Math.min(random.pick(NUMBERS), LARGEST[kind]);
}

const ALL = Object.keys(METHODS) as MethodName[];
/** What clients send, and how often. */
const USUAL: readonly MethodName[] = Object.entries({
  'queue.declare': 4,
  'queue.bind': 2,
  'queue.unbind': 1,
  'queue.purge': 1,
  'queue.delete': 1,
  'exchange.declare': 2,
  'exchange.bind': 1,
  'exchange.unbind': 1,
  'exchange.delete': 1,
  'basic.qos': 2,
  'basic.consume': 4,
  'basic.cancel': 2,
  'basic.get': 4,
  'basic.ack': 4,
  'basic.nack': 2,
  'basic.reject': 2,
  'basic.recover': 1,
  'basic.recover-async': 1,
  'confirm.select': 1,
  'tx.select': 1,
  'tx.commit': 1,
  'tx.rollback': 1,
  'channel.flow': 1,
} satisfies Partial<Record<MethodName, number>>).flatMap(([name, weight]) =>
  Array<MethodName>(weight).fill(name as MethodName),
);

/** A name that a client may well send, or, once in a while, any at all. */
export const randomMethodName = (random: Random): MethodName => random.pick(random.oneIn(40) ? ALL : USUAL);

const toQueue = (random: Random) => ({ exchange: '', routingKey: random.pick(QUEUES) });

/** The frame of that method with arguments of the right types. */
export function randomMethod(random: Random, channel: number, name: MethodName): Buffer {
  const method: Record<string, unknown> = { name };
  for (const [field, kind] of Object.entries<FieldKind>(METHODS[name].fields)) {
    if (!field.startsWith('reserved')) method[field] = randomField(random, field, kind);
  }
  // Straight to a queue, half of the time.
  if (name === 'basic.publish' && random.oneIn(2)) Object.assign(method, toQueue(random));
  return encodeMethod(channel, method as unknown as Method);
}
