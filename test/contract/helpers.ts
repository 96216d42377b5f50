import { type FieldTable, fieldTable, type PlainTable, plainTable } from '../../src/lib/routing/values.ts';
import type { Properties } from '../../src/lib/wire/properties.ts';
import type { Fields, RawChannel, Received } from '../support/raw-client.ts';
import type { Bench } from './contract.ts';

type Got = Extract<Received, { name: 'basic.get-ok' }>;

/** The queue that stands for direct replies. */
export const REPLY_TO = 'amq.rabbitmq.reply-to';

/** Declares a queue with plain arguments, exclusive unless told otherwise, and returns its name. */
export async function queueWith(
  channel: RawChannel,
  queue: string,
  args: PlainTable = {},
  more: Fields<'queue.declare'> = { exclusive: true },
): Promise<string> {
  await channel.ok('queue.declare', { queue, arguments: fieldTable(args), ...more });
  return queue;
}

/** A channel and an exclusive queue of it in which the bodies wait. */
export async function waiting(
  bench: Bench,
  ...bodies: string[]
): Promise<{ channel: RawChannel; queue: string }> {
  const channel = await bench.channel();
  const queue = await queueWith(channel, bench.name('q'));
  for (const body of bodies) channel.publish('', queue, body);
  await channel.settled(queue);
  return { channel, queue };
}

/** Deliveries as `tag:body`, with a + where redelivered. */
export const deliveries = (received: readonly Received[]): string[] =>
  received.flatMap((each) =>
    each.name === 'basic.deliver' ? [`${each.consumerTag}:${each.body}${each.redelivered ? '+' : ''}`] : [],
  );

const PATIENCE_MS = 6000;

/** Asks again and again, by synchronous calls, until the answer is there. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what}: not within ${PATIENCE_MS} ms`);
}

/** The next message of a queue, once there is one. */
export function got(channel: RawChannel, queue: string, noAck = true): Promise<Got> {
  return eventually(`a message in ${queue}`, async () => {
    const answer = await channel.call('basic.get', { queue, noAck });
    if (answer.name === 'basic.get-ok') return answer;
    if (answer.name !== 'basic.get-empty') throw new Error(JSON.stringify(answer));
    return undefined;
  });
}

/** Arguments that send the dead letters of a queue to another queue. */
export const to = (queue: string, more: PlainTable = {}): PlainTable => ({
  'x-dead-letter-exchange': '',
  'x-dead-letter-routing-key': queue,
  ...more,
});

/** Lets time pass by the broker's own clock: a message with that TTL dies and comes out at the other end. */
export async function elapsed(bench: Bench, ms: number): Promise<void> {
  const channel = await bench.channel();
  const struck = await queueWith(channel, bench.name('struck'));
  const clock = await queueWith(channel, bench.name('clock'), to(struck, { 'x-message-ttl': ms }));
  send(channel, clock, 'tick');
  await got(channel, struck);
}

/** The headers of a message in plain values. */
export const headersOf = (received: Received): PlainTable =>
  plainTable(((received as { properties?: Properties }).properties?.headers ?? new Map()) as FieldTable);

/** Publishes a text to a queue by its name. */
export function send(channel: RawChannel, queue: string, body: string, properties: Properties = {}): void {
  channel.publish('', queue, body, { properties });
}
