import { expect } from 'vitest';
import { contract } from './contract.ts';
import { channelClosed, connectionClosed, ok } from './expected.ts';
import { deliveries, got, queueWith, waiting } from './helpers.ts';

type Settling = 'basic.ack' | 'basic.nack' | 'basic.reject';
const unknownTag = (tag: number, by: Settling) =>
  channelClosed(406, `PRECONDITION_FAILED - unknown delivery tag ${tag}`, by);

contract('a delivery tag', (its) => {
  its.each<[string, Settling, object, number]>([
    ['ack of a tag never given', 'basic.ack', { deliveryTag: 5 }, 5],
    ['nack of a tag never given', 'basic.nack', { deliveryTag: 5 }, 5],
    ['reject of a tag never given', 'basic.reject', { deliveryTag: 5 }, 5],
    ['ack of 0', 'basic.ack', { deliveryTag: 0 }, 0],
    ['nack of 0', 'basic.nack', { deliveryTag: 0 }, 0],
    ['reject of 0', 'basic.reject', { deliveryTag: 0 }, 0],
    ['ack of all up to a tag never given', 'basic.ack', { deliveryTag: 9, multiple: true }, 9],
  ])('%s is 406', async (bench, _label, method, fields, tag) => {
    const { channel, queue } = await waiting(bench, 'a');
    await channel.ok('basic.consume', { queue });
    await channel.settled(queue);
    channel.send(method, fields);
    expect(await channel.next()).toEqual(unknownTag(tag, method));
  });

  its.each<[string, object, object]>([
    ['acked twice', { deliveryTag: 1 }, { deliveryTag: 1 }],
    ['acked, then acked with all before', { deliveryTag: 1 }, { deliveryTag: 1, multiple: true }],
    ['acked last, then acked with all before', { deliveryTag: 2 }, { deliveryTag: 2, multiple: true }],
    ['acked with all, then alone', { deliveryTag: 2, multiple: true }, { deliveryTag: 1 }],
  ])('gotcha 28: %s is 406', async (bench, _label, first, second) => {
    const { channel, queue } = await waiting(bench, 'a', 'b');
    await channel.ok('basic.consume', { queue });
    await channel.settled(queue);
    channel.send('basic.ack', first);
    channel.send('basic.ack', second);
    const { deliveryTag } = second as { deliveryTag: number };
    expect(await channel.next()).toEqual(unknownTag(deliveryTag, 'basic.ack'));
  });

  its('gotcha 28: is unknown on another channel', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a');
    const other = await channel.client.openChannel(2);
    await channel.ok('basic.consume', { queue });
    await channel.settled(queue);
    other.send('basic.ack', { deliveryTag: 1 });
    expect(await other.next()).toEqual({ ...unknownTag(1, 'basic.ack'), channel: 2 });
  });

  its('of 0 with multiple means all, none included', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    channel.send('basic.ack', { deliveryTag: 0, multiple: true });
    channel.send('basic.nack', { deliveryTag: 0, multiple: true });
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    await channel.settled(queue);
    channel.send('basic.ack', { deliveryTag: 0, multiple: true });
    await channel.ok('basic.cancel', { consumerTag: 't' });
    channel.send('basic.recover', { requeue: true });
    expect(await channel.next()).toEqual(ok('basic.recover-ok'));
    expect(await channel.bodies(queue)).toEqual([]);
  });

  its('acked with multiple takes all before it along, and none after', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    const other = await channel.client.openChannel(2);
    await other.ok('basic.consume', { queue });
    for (let count = 0; count < 3; count++) await other.next();
    other.send('basic.ack', { deliveryTag: 2, multiple: true });
    await other.ok('channel.close', { replyCode: 200 });
    expect(await channel.bodies(queue)).toEqual(['c']);
  });

  its('gotcha 28: is of the channel, so that multiple covers those of another consumer', async (bench) => {
    const { channel, queue } = await waiting(bench);
    const second = await queueWith(channel, bench.name('second'));
    const other = await channel.client.openChannel(2);
    await other.ok('basic.consume', { queue, consumerTag: 's' });
    await other.ok('basic.consume', { queue: second, consumerTag: 't' });
    for (const [to, body] of [
      [queue, 'a'],
      [second, 'b'],
      [queue, 'c'],
      [second, 'd'],
    ] as const) {
      channel.publish('', to, body);
      expect(deliveries([await other.next()])).toEqual([`${to === queue ? 's' : 't'}:${body}`]);
    }
    other.send('basic.ack', { deliveryTag: 3, multiple: true });
    other.send('basic.ack', { deliveryTag: 2 });
    expect(await other.next()).toEqual({ ...unknownTag(2, 'basic.ack'), channel: 2 });
    expect(String((await got(channel, second)).body)).toBe('d');
    for (const name of [queue, second]) expect(await channel.bodies(name)).toEqual([]);
  });

  its.each<[Settling]>([['basic.ack'], ['basic.nack'], ['basic.reject']])(
    'may come by %s after the queue is gone, once',
    async (bench, method) => {
      const { channel, queue } = await waiting(bench, 'm');
      await channel.call('basic.get', { queue });
      expect(await channel.call('queue.delete', { queue })).toEqual(
        ok('queue.delete-ok', { messageCount: 0 }),
      );
      channel.send(method, { deliveryTag: 1 });
      channel.send(method, { deliveryTag: 1 });
      const text = 'PRECONDITION_FAILED - unknown delivery tag 1';
      expect(await channel.next()).toEqual(channelClosed(406, text, method));
    },
  );
});

contract('requeueing', (its) => {
  its('puts messages back where they were, marked as redelivered', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c', 'd');
    for (let count = 0; count < 3; count++) await channel.call('basic.get', { queue });
    for (const deliveryTag of [3, 1, 2]) channel.send('basic.reject', { deliveryTag, requeue: true });
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:a+', 't:b+', 't:c+', 't:d']);
  });

  its('by nack with multiple takes all up to the tag', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    for (let count = 0; count < 3; count++) await channel.call('basic.get', { queue });
    channel.send('basic.nack', { deliveryTag: 2, multiple: true, requeue: true });
    expect(await channel.bodies(queue)).toEqual(['a', 'b']);
  });

  its('without requeue drops the message', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    for (let count = 0; count < 2; count++) await channel.call('basic.get', { queue });
    channel.send('basic.nack', { deliveryTag: 1 });
    channel.send('basic.reject', { deliveryTag: 2 });
    expect(await channel.bodies(queue)).toEqual(['c']);
  });

  its('gotcha 27: happens when the channel closes', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b');
    const other = await channel.client.openChannel(2);
    await other.call('basic.get', { queue });
    await other.ok('channel.close', { replyCode: 200 });
    expect(await channel.call('basic.get', { queue })).toMatchObject({ redelivered: true, messageCount: 1 });
  });

  its('gotcha 28: happens when an error closes the channel', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a');
    const other = await channel.client.openChannel(2);
    await other.call('basic.get', { queue });
    expect(await other.call('queue.purge', { queue: bench.name('r') })).toMatchObject({ replyCode: 404 });
    await other.reopen();
    expect(await channel.call('basic.get', { queue })).toMatchObject({ redelivered: true });
  });

  its('gotcha 27: happens when the line is cut', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue });
    channel.publish('', queue, 'a');
    const other = await bench.channel();
    let got = await other.call('basic.get', { queue });
    while (got.name === 'basic.get-empty') got = await other.call('basic.get', { queue });
    other.client.destroy();
    got = await channel.call('basic.get', { queue });
    for (let tries = 0; tries < 5000 && got.name === 'basic.get-empty'; tries++) {
      got = await channel.call('basic.get', { queue });
    }
    expect(got).toMatchObject({ name: 'basic.get-ok', redelivered: true });
  });

  its('with two consumers free gives it to the one that returned it', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a');
    await channel.ok('basic.qos', { prefetchCount: 1 });
    await channel.ok('basic.consume', { queue, consumerTag: 's' });
    await channel.settled(queue);
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    channel.send('basic.nack', { deliveryTag: 1, requeue: true });
    expect(deliveries(await channel.settled(queue))).toEqual(['s:a+']);
  });
});

contract('basic.recover', (its) => {
  its('requeues what the channel holds, in order', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b');
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    await channel.settled(queue);
    channel.send('basic.recover', { requeue: true });
    const received = await channel.settled(queue);
    expect(received[0]).toEqual(ok('basic.recover-ok'));
    expect(deliveries(received)).toEqual(['t:a+', 't:b+']);
  });

  its('async does so without an answer', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a');
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    await channel.settled(queue);
    channel.send('basic.recover-async', { requeue: true });
    const received = await channel.settled(queue);
    expect(received).toHaveLength(1);
    expect(deliveries(received)).toEqual(['t:a+']);
  });

  its.each<['basic.recover' | 'basic.recover-async']>([['basic.recover'], ['basic.recover-async']])(
    'without requeue is 540: %s',
    async (bench, method) => {
      const channel = await bench.channel();
      expect(await channel.call(method, { requeue: false })).toEqual(
        connectionClosed(540, 'NOT_IMPLEMENTED - requeue=false', method),
      );
    },
  );

  its('by recover goes back consumer by consumer, in the order of their tags', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    await channel.ok('basic.qos', { prefetchCount: 2 });
    for (const consumerTag of ['a', 'b', 'c']) await channel.ok('basic.consume', { queue, consumerTag });
    for (const body of ['1', '2', '3', '4', '5', '6', '7']) channel.publish('', queue, body);
    expect(deliveries(await channel.settled(queue))).toEqual(['a:1', 'b:2', 'c:3', 'a:4', 'b:5', 'c:6']);
    channel.send('basic.ack', { deliveryTag: 2 });
    expect(deliveries(await channel.settled(queue))).toEqual(['b:7']);
    channel.send('basic.recover', { requeue: true });
    const again = ['a:1+', 'a:4+', 'b:5+', 'b:7+', 'c:3+', 'c:6+'];
    expect(deliveries(await channel.settled(queue))).toEqual(again);
  });
});
