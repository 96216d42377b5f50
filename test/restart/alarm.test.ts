import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { benchOn, brokers } from '../contract/contract.ts';
import { eventually, queueWith, send } from '../contract/helpers.ts';
import { ALARM_LEFT_OUT } from '../support/brokers.ts';
import type { RawChannel } from '../support/raw-client.ts';

if (ALARM_LEFT_OUT) process.stderr.write(`\n${ALARM_LEFT_OUT}\n\n`);

const UNBLOCKED = { channel: 0, name: 'connection.unblocked' };
const TOLD = { capabilities: { 'connection.blocked': true } };

const depth = async (channel: RawChannel, queue: string): Promise<unknown> => {
  const answer = await channel.call('queue.declare', { queue, passive: true });
  return answer.name === 'queue.declare-ok' ? answer.messageCount : answer;
};

const SHORT = [
  ['memory', 'memory is short'],
  ['disk', 'the disk is nearly full'],
] as const;

for (const [broker, [resource, what]] of brokers.flatMap((each) =>
  SHORT.map((short) => [each, short] as const),
)) {
  const { alarm } = broker;
  if (!alarm) continue;
  describe(`${broker.kind}: while ${what}`, () => {
    const BLOCKED = { channel: 0, name: 'connection.blocked', reason: `low on ${resource}` };
    const { bench, end } = benchOn(broker);
    const publishers: Record<'idle' | 'told' | 'untold' | 'late' | 'empty', RawChannel> = {} as never;
    let consumer: RawChannel;
    let queue: string;
    let endAlarm: (() => Promise<void>) | undefined;

    beforeAll(async () => {
      consumer = await bench.channel(TOLD);
      queue = await queueWith(consumer, bench.name('q'), {}, {});
      publishers.idle = await bench.channel(TOLD);
      publishers.told = await bench.channel(TOLD);
      publishers.empty = await bench.channel(TOLD);
      publishers.untold = await bench.channel();
      send(publishers.idle, queue, 'before');
      await publishers.idle.call('basic.get', { queue });
      endAlarm = await alarm(resource);
      publishers.late = await bench.channel(TOLD);
    });
    afterAll(async () => {
      await endAlarm?.();
      await end();
    });

    test('who has published and does not now goes on', async () => {
      publishers.idle.send('basic.reject', { deliveryTag: 1, requeue: true });
      await eventually(
        'the message is back',
        async () => (await depth(publishers.idle, queue)) === 1 || undefined,
      );
    });

    test('who publishes is told, and nothing more of it is read', async () => {
      for (const name of ['told', 'late'] as const) {
        send(publishers[name], queue, name);
        publishers[name].send('queue.declare', { queue, passive: true });
        expect(await publishers[name].next()).toEqual(BLOCKED);
      }
      expect(await depth(consumer, queue)).toBe(1);
    });

    test('a message without a body is still taken', async () => {
      for (const body of ['', '']) send(publishers.empty, queue, body);
      expect(await publishers.empty.next()).toEqual(BLOCKED);
      expect(await depth(consumer, queue)).toBe(2);
    });

    test('who did not announce connection.blocked is blocked without a word', async () => {
      send(publishers.untold, queue, 'untold');
      publishers.untold.send('queue.declare', { queue, passive: true });
      expect(await depth(consumer, queue)).toBe(2);
    });

    test('consumers get what is there', async () => {
      await consumer.ok('basic.consume', { queue, noAck: true, consumerTag: 'c' });
      expect(await bodiesOf(consumer, 2)).toEqual(['', 'before']);
    });

    test('and no longer, all that waited is read', async () => {
      await endAlarm?.();
      endAlarm = undefined;
      for (const name of ['told', 'late'] as const) {
        expect(await publishers[name].next()).toEqual(UNBLOCKED);
        expect(await publishers[name].next()).toMatchObject({ name: 'queue.declare-ok' });
      }
      expect(await publishers.empty.next()).toEqual(UNBLOCKED);
      expect(await publishers.untold.next()).toMatchObject({ name: 'queue.declare-ok' });
      expect(await bodiesOf(consumer, 4)).toEqual(['', 'late', 'told', 'untold']);
    });
  });
}

async function bodiesOf(channel: RawChannel, count: number): Promise<string[]> {
  const bodies: string[] = [];
  while (bodies.length < count) {
    const received = await channel.next();
    if (received.name === 'basic.deliver') bodies.push(String(received.body));
  }
  return bodies.sort();
}
