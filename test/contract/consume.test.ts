import { expect } from 'vitest';
import { fieldTable } from '../../src/lib/routing/values.ts';
import { contract } from './contract.ts';
import { channelClosed, connectionClosed, noQueue, ok } from './expected.ts';
import { deliveries, waiting } from './helpers.ts';

contract('basic.get', (its) => {
  its('of an empty queue is get-empty', async (bench) => {
    const { channel, queue } = await waiting(bench);
    expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
  });

  its('of a missing queue is 404', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    expect(await channel.call('basic.get', { queue })).toEqual(
      channelClosed(404, noQueue(queue), 'basic.get'),
    );
  });

  its('takes the first message and counts those behind it', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    expect(await channel.call('basic.get', { queue })).toEqual(
      ok('basic.get-ok', {
        deliveryTag: 1,
        redelivered: false,
        exchange: '',
        routingKey: queue,
        messageCount: 2,
        properties: {},
        body: Buffer.from('a'),
      }),
    );
    expect(await channel.call('basic.get', { queue })).toMatchObject({ deliveryTag: 2, messageCount: 1 });
  });

  its('with no-ack counts its delivery tag all the same, and there is nothing to ack', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b');
    expect(await channel.call('basic.get', { queue, noAck: true })).toMatchObject({ deliveryTag: 1 });
    expect(await channel.call('basic.get', { queue })).toMatchObject({ deliveryTag: 2 });
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(await channel.next()).toEqual(unknownTag(1, 'basic.ack'));
  });

  its('is allowed beside an exclusive consumer', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, exclusive: true });
    expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
  });
});

contract('basic.consume', (its) => {
  its('of a missing queue is 404', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    expect(await channel.call('basic.consume', { queue })).toEqual(
      channelClosed(404, noQueue(queue), 'basic.consume'),
    );
  });

  its('makes up a tag where there is none', async (bench) => {
    const { channel, queue } = await waiting(bench);
    expect(await channel.call('basic.consume', { queue })).toEqual(
      ok('basic.consume-ok', { consumerTag: expect.stringMatching(/^amq\.ctag-[A-Za-z0-9_-]{22}$/) }),
    );
  });

  its('delivers what waits, after consume-ok and in order', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b');
    expect(await channel.call('basic.consume', { queue, consumerTag: 't' })).toEqual(
      ok('basic.consume-ok', { consumerTag: 't' }),
    );
    const delivery = {
      consumerTag: 't',
      redelivered: false,
      exchange: '',
      routingKey: queue,
      properties: {},
    };
    expect(await channel.settled(queue)).toEqual([
      ok('basic.deliver', { ...delivery, deliveryTag: 1, body: Buffer.from('a') }),
      ok('basic.deliver', { ...delivery, deliveryTag: 2, body: Buffer.from('b') }),
    ]);
  });

  its('under a tag in use on the channel is 530, the queue unseen', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(await channel.call('basic.consume', { queue: bench.name('r'), consumerTag: 't' })).toEqual(
      connectionClosed(530, "NOT_ALLOWED - attempt to reuse consumer tag 't'", 'basic.consume'),
    );
  });

  its('under a tag in use on another channel is fine', async (bench) => {
    const { channel, queue } = await waiting(bench);
    const other = await channel.client.openChannel(2);
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(await other.call('basic.consume', { queue, consumerTag: 't' })).toMatchObject({
      consumerTag: 't',
    });
  });

  its.each([
    ['exclusively beside another', false, true],
    ['beside an exclusive one', true, false],
    ['exclusively, twice', true, true],
  ] as [string, boolean, boolean][])('%s is 403', async (bench, _label, first, second) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, exclusive: first });
    const text = `ACCESS_REFUSED - queue '${queue}' in vhost '/' in exclusive use`;
    expect(await channel.call('basic.consume', { queue, exclusive: second })).toEqual(
      channelClosed(403, text, 'basic.consume'),
    );
  });

  its('is possible again once the exclusive consumer is gone', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, exclusive: true, consumerTag: 't' });
    await channel.ok('basic.cancel', { consumerTag: 't' });
    expect(await channel.call('basic.consume', { queue })).toMatchObject({ name: 'basic.consume-ok' });
  });

  its('with no-wait has no answer, with or without a tag', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a');
    channel.send('basic.consume', { queue, noWait: true });
    expect(await channel.next()).toMatchObject({
      name: 'basic.deliver',
      consumerTag: expect.stringMatching(/^amq\.ctag-/),
    });
  });

  its('ignores no-local', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, noLocal: true });
    channel.publish('', queue, 'mine');
    expect(await channel.next()).toMatchObject({ name: 'basic.deliver' });
  });

  its('with no-ack leaves nothing to requeue', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a');
    const other = await channel.client.openChannel(2);
    await other.ok('basic.consume', { queue, noAck: true });
    expect(await other.next()).toMatchObject({ name: 'basic.deliver', deliveryTag: 1 });
    await other.ok('channel.close', { replyCode: 200 });
    expect(await channel.bodies(queue)).toEqual([]);
  });

  its('takes arguments that mean nothing', async (bench) => {
    const { channel, queue } = await waiting(bench);
    const answer = await channel.call('basic.consume', {
      queue,
      arguments: fieldTable({ 'x-any': 'thing' }),
    });
    expect(answer).toMatchObject({ name: 'basic.consume-ok' });
  });

  its('gotcha 31: by several shares the messages in turn', async (bench) => {
    const { channel, queue } = await waiting(bench);
    for (const consumerTag of ['s', 't', 'u']) await channel.ok('basic.consume', { queue, consumerTag });
    for (const body of ['1', '2', '3', '4', '5', '6']) channel.publish('', queue, body);
    expect(deliveries(await channel.settled(queue))).toEqual(['s:1', 't:2', 'u:3', 's:4', 't:5', 'u:6']);
  });
});

contract('basic.cancel', (its) => {
  its('of an unknown tag is fine', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('basic.cancel', { consumerTag: 'nobody' })).toEqual(
      ok('basic.cancel-ok', { consumerTag: 'nobody' }),
    );
  });

  its('ends the deliveries and leaves what is unacked to be acked', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a');
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    await channel.settled(queue);
    await channel.ok('basic.cancel', { consumerTag: 't' });
    channel.publish('', queue, 'b');
    expect(await channel.settled(queue)).toEqual([]);
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(await channel.bodies(queue)).toEqual(['b']);
  });

  its('frees the tag', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    await channel.ok('basic.cancel', { consumerTag: 't' });
    expect(await channel.call('basic.consume', { queue, consumerTag: 't' })).toMatchObject({
      consumerTag: 't',
    });
  });

  its('with no-wait has no answer', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    channel.send('basic.cancel', { consumerTag: 't', noWait: true });
    channel.publish('', queue, 'b');
    expect(await channel.settled(queue)).toEqual([]);
  });
});

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
});

contract('basic.qos', (its) => {
  its('with a size is 540', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('basic.qos', { prefetchSize: 1 })).toEqual(
      connectionClosed(540, 'NOT_IMPLEMENTED - prefetch_size!=0 (1)', 'basic.qos'),
    );
  });

  its('T16: of 1 holds the second message until the first is acked', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    await channel.ok('basic.qos', { prefetchCount: 1 });
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:a']);
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:b']);
    channel.send('basic.reject', { deliveryTag: 2 });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:c']);
  });

  its('gotcha 29: counts for each consumer that starts after it, alone', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, consumerTag: 'before' });
    await channel.ok('basic.qos', { prefetchCount: 1 });
    await channel.ok('basic.consume', { queue, consumerTag: 'after' });
    await channel.ok('basic.consume', { queue, consumerTag: 'later' });
    for (let count = 0; count < 9; count++) channel.publish('', queue, 'x');
    const got = deliveries(await channel.settled(queue));
    const count = (tag: string) => got.filter((each) => each === `${tag}:x`).length;
    expect([count('before'), count('after'), count('later')]).toEqual([7, 1, 1]);
  });

  its('gotcha 30: global is shared by the consumers of the channel', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c', 'd');
    await channel.ok('basic.qos', { prefetchCount: 2, global: true });
    await channel.ok('basic.consume', { queue, consumerTag: 's' });
    await channel.client.call(1, 'basic.consume', { queue, consumerTag: 't', noWait: true }).then((first) => {
      expect(first).toMatchObject({ name: 'basic.deliver' });
    });
    expect(await channel.settled(queue)).toHaveLength(1);
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(await channel.settled(queue)).toHaveLength(1);
  });

  its('global counts for consumers that are there already', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, consumerTag: 's' });
    await channel.ok('basic.qos', { prefetchCount: 1, global: true });
    for (const body of ['a', 'b']) channel.publish('', queue, body);
    expect(deliveries(await channel.settled(queue))).toEqual(['s:a']);
    await channel.ok('basic.qos', { prefetchCount: 0, global: true });
    expect(deliveries(await channel.settled(queue))).toEqual(['s:b']);
  });

  its('gotcha 29: is nothing to basic.get and to consumers without acks', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c', 'd');
    await channel.ok('basic.qos', { prefetchCount: 1 });
    for (let count = 0; count < 2; count++) {
      expect(await channel.call('basic.get', { queue })).toMatchObject({ name: 'basic.get-ok' });
    }
    await channel.ok('basic.consume', { queue, consumerTag: 't', noAck: true });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:c', 't:d']);
  });

  its('of 0 is no limit', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    await channel.ok('basic.qos', { prefetchCount: 1 });
    await channel.ok('basic.qos', { prefetchCount: 0 });
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries(await channel.settled(queue))).toHaveLength(3);
  });

  its('of a cancelled consumer goes on for what it holds', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    await channel.ok('basic.qos', { prefetchCount: 1 });
    await channel.ok('basic.consume', { queue, consumerTag: 's' });
    await channel.settled(queue);
    await channel.ok('basic.cancel', { consumerTag: 's' });
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:b']);
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(await channel.settled(queue)).toEqual([]);
  });
});
