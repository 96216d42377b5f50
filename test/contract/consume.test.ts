import { expect } from 'vitest';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import { contract } from './contract.ts';
import { channelClosed, connectionClosed, noQueue, ok } from './expected.ts';
import { deliveries, eventually, queueWith, waiting } from './helpers.ts';

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
    expect(await channel.next()).toEqual(
      channelClosed(406, 'PRECONDITION_FAILED - unknown delivery tag 1', 'basic.ack'),
    );
  });

  its('is allowed beside an exclusive consumer', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, exclusive: true });
    expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
  });

  its.each<[string, PlainTable, boolean]>([
    ['an exclusive consumer', {}, true],
    ['a single active consumer', { 'x-single-active-consumer': true }, false],
  ])('gotcha 34: takes past %s what that was not sent yet', async (bench, _, args, exclusive) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), args);
    await channel.ok('basic.qos', { prefetchCount: 1 });
    await channel.ok('basic.consume', { queue, consumerTag: 't', exclusive });
    for (const body of ['a', 'b', 'c']) channel.publish('', queue, body);
    expect(deliveries(await channel.settled(queue))).toEqual(['t:a']);
    expect(await channel.call('basic.get', { queue })).toMatchObject({
      body: Buffer.from('b'),
      messageCount: 1,
    });
  });

  its.each([['classic'], ['quorum']])(
    'of a %s queue gives what came back first, and counts what is ready behind it',
    async (bench, type) => {
      const channel = await bench.channel();
      const durable = { durable: true };
      const queue = await queueWith(channel, bench.name('q'), { 'x-queue-type': type }, durable);
      const isReady = (count: number) =>
        eventually(`${count} messages`, async () => {
          const answer = await channel.ok('queue.declare', { queue, passive: true });
          return answer.name === 'queue.declare-ok' && answer.messageCount === count ? answer : undefined;
        });
      for (const body of ['a', 'b', 'c']) channel.publish('', queue, body);
      await isReady(3);
      const other = await bench.channel();
      for (const messageCount of [2, 1])
        expect(await other.call('basic.get', { queue })).toMatchObject({ messageCount, redelivered: false });
      await other.ok('channel.close', { replyCode: 200 });
      await isReady(3);
      expect(await channel.call('basic.get', { queue })).toMatchObject({
        body: Buffer.from('a'),
        messageCount: 2,
        redelivered: true,
      });
    },
  );
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

  its('tells the consumers of a channel in the order of their tags', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    for (const consumerTag of ['b', 'c', 'a']) await channel.ok('basic.consume', { queue, consumerTag });
    await channel.ok('queue.delete', { queue });
    for (const consumerTag of ['a', 'b', 'c']) {
      expect(await channel.next()).toEqual(ok('basic.cancel', { consumerTag, noWait: true }));
    }
  });
});
