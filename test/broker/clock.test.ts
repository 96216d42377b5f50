import amqp, { type Channel } from 'amqplib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningBroker, startBroker, VirtualClock } from '../../src/index.ts';

const HOUR_MS = 3_600_000;

let clock: VirtualClock;
let broker: RunningBroker;
let channel: Channel;

beforeEach(async () => {
  clock = new VirtualClock(0);
  broker = await startBroker({ clock });
  channel = await (await amqp.connect(broker.url)).createConfirmChannel();
});

afterEach(() => broker.close());

async function put(queue: string, content: string, options = {}): Promise<void> {
  channel.sendToQueue(queue, Buffer.from(content), options);
  await channel.checkQueue(queue);
}

const contents = (queue: string): string[] | undefined =>
  broker.queue(queue)?.messages.map(({ content }) => content.toString());

describe('a virtual clock', () => {
  it('lets nothing expire early, and everything on time', async () => {
    await channel.assertQueue('q', { arguments: { 'x-message-ttl': HOUR_MS } });
    await put('q', 'first');
    clock.advanceBy(1000);
    await put('q', 'second');

    clock.advanceTo(HOUR_MS - 1);
    expect(contents('q')).toEqual(['first', 'second']);
    clock.advanceBy(1);
    expect(contents('q')).toEqual(['second']);
    expect(clock.nextDue()).toBe(HOUR_MS + 1000);
    clock.advanceTo(HOUR_MS + 1000);
    expect(contents('q')).toEqual([]);
    expect(clock.nextDue()).toBeUndefined();
  });

  it('plays a chain of retries in exact order', async () => {
    const steps = [1, 10, 100].map((minutes) => minutes * 60_000);
    await channel.assertQueue('parking');
    for (const [at, ttl] of steps.entries()) {
      const next = at + 1 < steps.length ? `retry.${at + 1}` : 'parking';
      await channel.assertQueue(`retry.${at}`, {
        arguments: {
          'x-message-ttl': ttl,
          'x-dead-letter-exchange': '',
          'x-dead-letter-routing-key': next,
        },
      });
    }
    await put('retry.0', 'order');
    const seen: [number, string][] = [];
    broker.onEvent((event) => event.type === 'dead-lettered' && seen.push([clock.now(), event.queue]));

    for (let due = clock.nextDue(); due !== undefined; due = clock.nextDue()) clock.advanceTo(due);

    expect(seen).toEqual([
      [60_000, 'retry.0'],
      [660_000, 'retry.1'],
      [6_660_000, 'retry.2'],
    ]);
    expect(contents('parking')).toEqual(['order']);
  });

  it('expires a message with its own TTL only at the head of the queue', async () => {
    await channel.assertQueue('q');
    await put('q', 'slow', { expiration: '60000' });
    await put('q', 'fast', { expiration: '5000' });
    clock.advanceTo(59_999);
    expect(contents('q')).toEqual(['slow', 'fast']);
    clock.advanceTo(60_000);
    expect(contents('q')).toEqual([]);
  });

  it('deletes an unused queue on time, and starts anew when it is declared again', async () => {
    const options = { arguments: { 'x-expires': 1000 } };
    await channel.assertQueue('q', options);
    clock.advanceTo(900);
    await channel.assertQueue('q', options);
    clock.advanceTo(1899);
    expect(broker.queue('q')).toBeDefined();
    clock.advanceTo(1900);
    expect(broker.queue('q')).toBeUndefined();
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('does not move by %d', (milliseconds) => {
    expect(() => clock.advanceBy(milliseconds)).toThrow(RangeError);
    expect(clock.now()).toBe(0);
  });

  it('dates deaths', async () => {
    await channel.assertQueue('grave');
    await channel.assertQueue('q', {
      arguments: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'grave' },
    });
    clock.advanceTo(5_000_500);
    await put('q', 'x', { expiration: '1500' });
    clock.advanceBy(1500);
    expect(broker.queue('grave')?.messages[0]?.headers['x-death']).toMatchObject([
      { count: 1, reason: 'expired', queue: 'q', time: { '!': 'timestamp', value: 5002 } },
    ]);
  });
});
