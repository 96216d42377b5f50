import { expect } from 'vitest';
import { fieldTable, type PlainTable, type PlainValue } from '../../src/lib/routing/values.ts';
import type { RawChannel } from '../support/raw-client.ts';
import { type Bench, contract } from './contract.ts';
import { channelClosed, connectionClosed } from './expected.ts';
import { headersOf, queueWith, send } from './helpers.ts';

/** A stream that holds the bodies, confirmed, and a channel with prefetch 10. */
async function stream(
  bench: Bench,
  bodies: readonly string[] = [],
  args: PlainTable = {},
): Promise<{ channel: RawChannel; queue: string }> {
  const channel = await bench.channel();
  const queue = await queueWith(
    channel,
    bench.name('s'),
    { 'x-queue-type': 'stream', ...args },
    { durable: true },
  );
  await channel.ok('confirm.select');
  for (const body of bodies) {
    send(channel, queue, body);
    expect(await channel.next()).toMatchObject({ name: 'basic.ack' });
  }
  await channel.ok('basic.qos', { prefetchCount: 10 });
  return { channel, queue };
}

/** What a consumer from an offset gets first, as `offset:body`. */
async function read(
  channel: RawChannel,
  queue: string,
  offset: PlainValue,
  count: number,
): Promise<string[]> {
  const args = fieldTable({ 'x-stream-offset': offset });
  await channel.ok('basic.consume', { queue, consumerTag: 't', arguments: args });
  const read: string[] = [];
  while (read.length < count) {
    const delivery = await channel.next();
    if (delivery.name !== 'basic.deliver') throw new Error(JSON.stringify(delivery));
    read.push(`${headersOf(delivery)['x-stream-offset']}:${delivery.body}`);
  }
  await channel.ok('basic.cancel', { consumerTag: 't' });
  return read;
}

/** Consumes from the start, and waits for the first message. */
async function begin(channel: RawChannel, queue: string): Promise<void> {
  await channel.ok('basic.consume', { queue, arguments: fieldTable({ 'x-stream-offset': 'first' }) });
  expect(await channel.next()).toMatchObject({ name: 'basic.deliver' });
}

contract('a stream', (its) => {
  its.each<[string, PlainValue]>([
    ['first', 'first'],
    ['0', 0],
    ['a time long ago', { '!': 'timestamp', value: 1 }],
    ['an interval', '5m'],
  ])('is read from the start at the offset %s, again and again', async (bench, _label, offset) => {
    const { channel, queue } = await stream(bench, ['a', 'b', 'c']);
    for (let round = 0; round < 2; round++) {
      expect(await read(channel, queue, offset, 3)).toEqual(['0:a', '1:b', '2:c']);
    }
  });

  its('is read from the middle at a number', async (bench) => {
    const { channel, queue } = await stream(bench, ['a', 'b', 'c']);
    expect(await read(channel, queue, 1, 2)).toEqual(['1:b', '2:c']);
  });

  its('is read from its last message on at the offset last', async (bench) => {
    const { channel, queue } = await stream(bench, ['a', 'b', 'c']);
    expect(await read(channel, queue, 'last', 1)).toEqual(['2:c']);
  });

  its.each<[string, PlainTable]>([
    ['next', { 'x-stream-offset': 'next' }],
    ['none', {}],
    ['a time to come', { 'x-stream-offset': { '!': 'timestamp', value: 4_000_000_000 } }],
  ])('is read from what comes at the offset %s', async (bench, _label, args) => {
    const { channel, queue } = await stream(bench, ['a', 'b']);
    await channel.ok('basic.consume', { queue, arguments: fieldTable(args) });
    send(channel, queue, 'c');
    const received = [await channel.next(), await channel.next()];
    const delivery = received.find(({ name }) => name === 'basic.deliver');
    expect(delivery).toMatchObject({ body: Buffer.from('c'), redelivered: false });
  });

  its('is read as fast as it is acknowledged', async (bench) => {
    const { channel, queue } = await stream(bench, ['a', 'b', 'c']);
    await channel.ok('basic.qos', { prefetchCount: 1 });
    const args = fieldTable({ 'x-stream-offset': 'first' });
    await channel.ok('basic.consume', { queue, arguments: args });
    for (const [at, body] of ['a', 'b', 'c'].entries()) {
      expect(await channel.next()).toMatchObject({ deliveryTag: at + 1, body: Buffer.from(body) });
      expect(await channel.call('basic.qos', { prefetchCount: 1 })).toMatchObject({ name: 'basic.qos-ok' });
      channel.send('basic.ack', { deliveryTag: at + 1 });
    }
  });

  its('is not for basic.get: 540', async (bench) => {
    const { channel, queue } = await stream(bench);
    const text = `NOT_IMPLEMENTED - basic.get not supported by stream queues queue '${queue}' in vhost '/'`;
    expect(await channel.call('basic.get', { queue })).toEqual(connectionClosed(540, text, 'basic.get'));
  });

  its('is not to be purged: 540', async (bench) => {
    const { channel, queue } = await stream(bench);
    const text = `NOT_IMPLEMENTED - queue.purge not supported by stream queues queue '${queue}' in vhost '/'`;
    expect(await channel.call('queue.purge', { queue })).toEqual(connectionClosed(540, text, 'queue.purge'));
  });

  its('wants acknowledgements: 540', async (bench) => {
    const { channel, queue } = await stream(bench);
    const text = `NOT_IMPLEMENTED - automatic acknowledgement not supported by stream queues queue '${queue}' in vhost '/'`;
    expect(await channel.call('basic.consume', { queue, noAck: true })).toEqual(
      connectionClosed(540, text, 'basic.consume'),
    );
  });

  its.each<[string, boolean]>([
    ['none', false],
    ['a global one', true],
  ])('wants a prefetch per consumer, with %s: 406', async (bench, _label, global) => {
    const { channel, queue } = await stream(bench);
    const other = await channel.client.openChannel(2);
    if (global) await other.ok('basic.qos', { prefetchCount: 10, global });
    const text = `PRECONDITION_FAILED - consumer prefetch count is not set for 'queue '${queue}' in vhost '/''`;
    expect(await other.call('basic.consume', { queue })).toEqual({
      ...channelClosed(406, text, 'basic.consume'),
      channel: 2,
    });
  });

  its('refuses an offset that is no interval: 406', async (bench) => {
    const { channel, queue } = await stream(bench);
    const text = `PRECONDITION_FAILED - invalid arg 'x-stream-offset' for queue '${queue}' in vhost '/': {invalid_stream_offset_arg,{longstr,<<"1x">>}}`;
    const args = fieldTable({ 'x-stream-offset': '1x' });
    expect(await channel.call('basic.consume', { queue, arguments: args })).toEqual(
      channelClosed(406, text, 'basic.consume'),
    );
  });

  its.each([['abc'], [''], ['-1s']])(
    'breaks down over the age "%s", which begins with no number: 541',
    async (bench, age) => {
      const { channel, queue } = await stream(bench);
      const offset = fieldTable({ 'x-stream-offset': age });
      expect(await channel.call('basic.consume', { queue, arguments: offset })).toEqual(
        connectionClosed(541, 'INTERNAL_ERROR'),
      );
      const other = await bench.channel();
      const args = fieldTable({ 'x-queue-type': 'stream', 'x-max-age': age });
      expect(
        await other.call('queue.declare', { queue: bench.name('aged'), durable: true, arguments: args }),
      ).toEqual(connectionClosed(541, 'INTERNAL_ERROR'));
    },
  );

  its.each<['basic.nack' | 'basic.reject']>([['basic.nack'], ['basic.reject']])(
    'takes nothing back by %s: 540',
    async (bench, method) => {
      const { channel, queue } = await stream(bench, ['a']);
      await begin(channel, queue);
      channel.send(method, { deliveryTag: 1, requeue: true });
      const text = `NOT_IMPLEMENTED - basic.nack and basic.reject not supported by stream queues queue '${queue}' in vhost '/'`;
      expect(await channel.next()).toEqual(connectionClosed(540, text, method));
    },
  );

  its.each<['basic.recover' | 'basic.recover-async']>([['basic.recover'], ['basic.recover-async']])(
    'breaks down over %s: 541',
    async (bench, method) => {
      const { channel, queue } = await stream(bench, ['a']);
      await begin(channel, queue);
      channel.send(method, { requeue: true });
      expect(await channel.next()).toEqual(connectionClosed(541, 'INTERNAL_ERROR'));
    },
  );

  its('has no consumer priorities: 406', async (bench) => {
    const { channel, queue } = await stream(bench);
    const text = `PRECONDITION_FAILED - invalid arg 'x-priority' for queue '${queue}' in vhost '/' of queue type rabbit_stream_queue`;
    expect(
      await channel.call('basic.consume', { queue, arguments: fieldTable({ 'x-priority': 1 }) }),
    ).toEqual(channelClosed(406, text, 'basic.consume'));
  });
});
