import { expect } from 'vitest';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import { type Bench, contract } from './contract.ts';
import { channelClosed, ok } from './expected.ts';
import { deliveries, queueWith, send } from './helpers.ts';

const SINGLE = { 'x-single-active-consumer': true };

/** Who gets a message, one consumer after the other being cancelled; `c` and `d` have the highest priority. */
async function successors(bench: Bench, args: PlainTable): Promise<string[]> {
  const channel = await bench.channel();
  const queue = await queueWith(channel, bench.name('q'), { ...SINGLE, ...args }, { durable: true });
  for (const [consumerTag, priority] of Object.entries({ a: 0, b: 1, c: 5, d: 5, e: 2 })) {
    const wish = fieldTable({ 'x-priority': priority });
    await channel.ok('basic.consume', { queue, consumerTag, noAck: true, arguments: wish });
  }
  const order: string[] = [];
  for (let left = 5; left > 0; left--) {
    send(channel, queue, 'm');
    const delivery = await channel.next();
    const consumerTag = delivery.name === 'basic.deliver' ? delivery.consumerTag : delivery.name;
    order.push(consumerTag);
    await channel.ok('basic.cancel', { consumerTag });
  }
  return order;
}

contract('gotcha 34: single active consumer', (its) => {
  its('delivers to the first consumer alone, and to the next once it is cancelled', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), SINGLE);
    for (const consumerTag of ['a', 'b', 'c']) await channel.ok('basic.consume', { queue, consumerTag });
    for (const body of ['1', '2', '3']) send(channel, queue, body);
    expect(deliveries(await channel.settled(queue))).toEqual(['a:1', 'a:2', 'a:3']);
    await channel.ok('basic.cancel', { consumerTag: 'a' });
    send(channel, queue, '4');
    expect(deliveries(await channel.settled(queue))).toEqual(['b:4']);
  });

  its('passes on when the channel closes, with what was unacked', async (bench) => {
    const channel = await bench.channel();
    const other = await channel.client.openChannel(2);
    const queue = await queueWith(channel, bench.name('q'), SINGLE);
    await other.ok('basic.consume', { queue, consumerTag: 'a' });
    await channel.ok('basic.consume', { queue, consumerTag: 'b' });
    other.publish('', queue, '1');
    expect(await other.next()).toMatchObject({ name: 'basic.deliver', consumerTag: 'a' });
    other.send('channel.close', { replyCode: 200 });
    expect(deliveries(await channel.settled(queue))).toEqual(['b:1+']);
  });

  its('waits for the active one even where its prefetch is used up', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), SINGLE);
    await channel.ok('basic.qos', { prefetchCount: 1 });
    for (const consumerTag of ['a', 'b']) await channel.ok('basic.consume', { queue, consumerTag });
    for (const body of ['1', '2']) send(channel, queue, body);
    expect(deliveries(await channel.settled(queue))).toEqual(['a:1']);
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(deliveries(await channel.settled(queue))).toEqual(['a:2']);
  });

  its('stays where it is when one of higher priority comes, which is next', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), SINGLE);
    for (const [consumerTag, priority] of [
      ['first', 0],
      ['low', 1],
      ['high', 9],
    ] as const) {
      await channel.ok('basic.consume', {
        queue,
        consumerTag,
        arguments: fieldTable({ 'x-priority': priority }),
      });
    }
    send(channel, queue, '1');
    expect(deliveries(await channel.settled(queue))).toEqual(['first:1']);
    await channel.ok('basic.cancel', { consumerTag: 'first' });
    send(channel, queue, '2');
    expect(deliveries(await channel.settled(queue))).toEqual(['high:2']);
  });

  its('leaves basic.get alone on a classic queue', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), SINGLE);
    expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
    await channel.ok('basic.consume', { queue });
    expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
  });

  its('has no exclusive consumers: 403', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), SINGLE);
    const text = `ACCESS_REFUSED - queue '${queue}' in vhost '/' in exclusive use`;
    expect(await channel.call('basic.consume', { queue, exclusive: true })).toEqual(
      channelClosed(403, text, 'basic.consume'),
    );
  });

  its('goes to the highest priority of those that wait, in a classic queue', async (bench) => {
    expect(await successors(bench, {})).toEqual(['a', 'c', 'd', 'e', 'b']);
  });

  its('goes to the one that waits longest, in a quorum queue', async (bench) => {
    expect(await successors(bench, { 'x-queue-type': 'quorum' })).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  its('is the only one that a quorum queue counts', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(
      channel,
      bench.name('q'),
      { ...SINGLE, 'x-queue-type': 'quorum' },
      { durable: true },
    );
    for (const consumerTag of ['a', 'b']) await channel.ok('basic.consume', { queue, consumerTag });
    const answer = await channel.call('queue.declare', { queue, passive: true });
    expect(answer).toMatchObject({ consumerCount: 1 });
  });
});
