import { describe, expect, test } from 'vitest';
import type { RunningBroker } from '../../../src/lib/broker/broker.ts';
import { headersOf, queueWith, send, to } from '../../contract/helpers.ts';
import type { RawChannel } from '../../support/raw-client.ts';
import { asIfKilled, bodiesIn, brokerOn, channelOn, confirmed, temporaryFolder } from './folder.ts';

const DURABLE = { durable: true } as const;
const PERSISTENT = { deliveryMode: 2 } as const;

/** A broker on what another leaves that is killed after `before`, all that it was told being on disk. */
async function afterKill(before: (channel: RawChannel, broker: RunningBroker) => Promise<void>) {
  const folder = await temporaryFolder();
  const broker = await brokerOn(folder);
  const channel = await channelOn(broker);
  await before(channel, broker);
  const fence = await channelOn(broker);
  await queueWith(fence, 'fence', {}, DURABLE);
  send(fence, 'fence', 'm', PERSISTENT);
  await confirmed(fence, 1);
  const left = await asIfKilled(folder);
  return { folder: left, broker: await brokerOn(left) };
}

describe('after a kill', () => {
  test('a classic queue marks all its messages: RabbitMQ does not know then what was out', async () => {
    const { broker } = await afterKill(async (channel) => {
      await queueWith(channel, 'q', {}, DURABLE);
      for (const body of ['acked', 'held', 'waiting']) send(channel, 'q', body, PERSISTENT);
      await confirmed(channel, 3);
      await channel.call('basic.get', { queue: 'q', noAck: true });
      await channel.call('basic.get', { queue: 'q' });
    });
    expect(bodiesIn(broker, 'q')).toEqual(['held+', 'waiting+']);
  });

  test('what was marked stays so over a quiet restart, what comes later is not', async () => {
    const { broker, folder } = await afterKill(async (channel) => {
      await queueWith(channel, 'q', {}, DURABLE);
      for (const body of ['a', 'b']) send(channel, 'q', body, PERSISTENT);
      await confirmed(channel, 2);
    });
    const channel = await channelOn(broker);
    send(channel, 'q', 'c', PERSISTENT);
    await confirmed(channel, 1);
    await broker.close();
    const next = await brokerOn(folder);
    expect(bodiesIn(next, 'q')).toEqual(['a+', 'b+', 'c']);
    await (await channelOn(next)).bodies('q');
    await next.close();
    const last = await brokerOn(folder);
    const again = await channelOn(last);
    send(again, 'q', 'd', PERSISTENT);
    await confirmed(again, 1);
    await last.close();
    expect(bodiesIn(await brokerOn(folder), 'q')).toEqual(['d']);
  });

  test('a quorum queue marks what was out, and counts that, and puts it first', async () => {
    const { broker } = await afterKill(async (channel) => {
      await queueWith(channel, 'q', { 'x-queue-type': 'quorum' }, DURABLE);
      for (const body of ['a', 'b', 'c', 'd']) send(channel, 'q', body);
      await confirmed(channel, 4);
      for (let left = 3; left > 0; left--) await channel.call('basic.get', { queue: 'q' });
      channel.send('basic.ack', { deliveryTag: 2 });
      await channel.settled('q');
    });
    const channel = await channelOn(broker);
    const seen = [];
    for (let left = 3; left > 0; left--) {
      const got = await channel.call('basic.get', { queue: 'q' });
      if (got.name === 'basic.get-ok') seen.push([String(got.body), got.redelivered, headersOf(got)]);
    }
    expect(seen).toEqual([
      ['a', true, { 'x-delivery-count': 1 }],
      ['c', true, { 'x-delivery-count': 1 }],
      ['d', false, { 'x-delivery-count': 0 }],
    ]);
  });

  test('a message that was out once too often is a dead letter', async () => {
    const { broker } = await afterKill(async (channel) => {
      await queueWith(channel, 'q', to('z', { 'x-queue-type': 'quorum', 'x-delivery-limit': 0 }), DURABLE);
      await queueWith(channel, 'z', {}, DURABLE);
      send(channel, 'q', 'm');
      await confirmed(channel, 1);
      await channel.call('basic.get', { queue: 'q' });
    });
    expect(bodiesIn(broker, 'q')).toEqual([]);
    expect(bodiesIn(broker, 'z')).toEqual(['m']);
    expect(broker.queue('z')?.messages[0]?.headers).toMatchObject({
      'x-first-death-reason': 'delivery_limit',
    });
  });

  test('nothing is left of what is not durable, nor of what one connection alone had', async () => {
    const { broker } = await afterKill(async (channel) => {
      await channel.ok('queue.declare', { queue: 'transient' });
      await channel.ok('queue.declare', { queue: 'exclusive', exclusive: true, durable: true });
      await channel.ok('exchange.declare', { exchange: 'transient', type: 'fanout' });
      await queueWith(channel, 'q', {}, DURABLE);
      send(channel, 'transient', 'm', PERSISTENT);
      send(channel, 'q', 'm');
      await confirmed(channel, 2);
    });
    expect(broker.topology().exchanges).toEqual([]);
    expect(broker.topology().queues.map(({ name }) => name)).toEqual(['q', 'fence']);
    expect(bodiesIn(broker, 'q')).toEqual([]);
  });

  test('a stream has its messages under their offsets, and goes on behind them', async () => {
    const { broker } = await afterKill(async (channel) => {
      await queueWith(
        channel,
        's',
        { 'x-queue-type': 'stream', 'x-max-length-bytes': 300, 'x-stream-max-segment-size-bytes': 100 },
        DURABLE,
      );
      for (let at = 0; at < 10; at++) send(channel, 's', `${at}`.padEnd(60, '.'));
      await confirmed(channel, 10);
    });
    const offsets = () =>
      broker.queue('s')?.messages.map(({ headers }) => Number(headers['x-stream-offset']));
    const kept = offsets();
    expect(kept?.at(-1)).toBe(9);
    expect(kept?.length).toBeLessThan(10);
    const channel = await channelOn(broker);
    send(channel, 's', 'next');
    await confirmed(channel, 1);
    expect(offsets()?.at(-1)).toBe(10);
  });

  test('what is held of a deleted queue does not come back in another', async () => {
    const { broker } = await afterKill(async (channel) => {
      const args = { 'x-queue-type': 'quorum' };
      await queueWith(channel, 'q', args, DURABLE);
      for (const body of ['a', 'b']) send(channel, 'q', body);
      await confirmed(channel, 2);
      for (let left = 2; left > 0; left--) await channel.call('basic.get', { queue: 'q' });
      await channel.ok('queue.delete', { queue: 'q' });
      channel.send('basic.nack', { deliveryTag: 1, requeue: true });
      channel.send('basic.ack', { deliveryTag: 2 });
      await channel.settled();
    });
    const channel = await channelOn(broker);
    await queueWith(channel, 'other', { 'x-queue-type': 'quorum' }, DURABLE);
    expect(bodiesIn(broker, 'other')).toEqual([]);
  });
});
