import type { Channel } from 'amqplib';

/** What the load uses. All of it is durable but `GONE`. */
export const QUEUES = {
  /** Classic, with consumers; what they reject goes to `dead`. */
  work: 'work',
  /** The same, a quorum queue. */
  quorum: 'quorum',
  dead: 'dead',
  /** A quorum queue that nobody consumes from. */
  still: 'still',
  stream: 'stream',
  /** Both are bound to PAIR, one classic and one quorum: a message is in both or in none. */
  left: 'left',
  right: 'right',
  /** The same of the messages of a transaction. */
  first: 'first',
  second: 'second',
  /** Of no interest but for the confirms of what is published to it. */
  fence: 'fence',
} as const;

export const PAIR = 'pair';
/** A queue and an exchange that no kill must leave. */
export const GONE = 'gone';

const QUORUM = { 'x-queue-type': 'quorum' };
const TO_DEAD = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': QUEUES.dead };

export async function declareAll(channel: Channel): Promise<void> {
  const durable = (queue: string, args: Readonly<Record<string, unknown>> = {}) =>
    channel.assertQueue(queue, { durable: true, arguments: args });
  await durable(QUEUES.work, TO_DEAD);
  await durable(QUEUES.quorum, { ...QUORUM, ...TO_DEAD, 'x-delivery-limit': 1_000_000 });
  await durable(QUEUES.still, QUORUM);
  await durable(QUEUES.stream, { 'x-queue-type': 'stream' });
  await durable(QUEUES.right, QUORUM);
  await durable(QUEUES.fence, { 'x-max-length': 1 });
  for (const queue of [QUEUES.dead, QUEUES.left, QUEUES.first, QUEUES.second]) await durable(queue);
  await channel.assertExchange(PAIR, 'fanout', { durable: true });
  for (const queue of [QUEUES.left, QUEUES.right]) await channel.bindQueue(queue, PAIR, '');
  await channel.assertQueue(GONE, { durable: false });
  await channel.assertExchange(GONE, 'direct', { durable: false });
}
