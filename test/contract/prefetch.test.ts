import { expect } from 'vitest';
import { contract } from './contract.ts';
import { connectionClosed } from './expected.ts';
import { deliveries, waiting } from './helpers.ts';

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

  its('gotcha 29: set later leaves a consumer that is there with what it has', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c', 'd', 'e');
    await channel.ok('basic.qos', { prefetchCount: 1 });
    await channel.ok('basic.consume', { queue, consumerTag: 's' });
    expect(deliveries(await channel.settled(queue))).toEqual(['s:a']);
    for (const prefetchCount of [0, 3]) {
      await channel.ok('basic.qos', { prefetchCount });
      expect(await channel.settled(queue)).toEqual([]);
    }
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:b', 't:c', 't:d']);
  });

  its('gotcha 30: global holds together with that of each consumer', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c', 'd', 'e', 'f');
    await channel.ok('basic.qos', { prefetchCount: 2 });
    await channel.ok('basic.qos', { prefetchCount: 3, global: true });
    await channel.ok('basic.consume', { queue, consumerTag: 's' });
    expect(deliveries(await channel.settled(queue))).toEqual(['s:a', 's:b']);
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:c']);
    channel.send('basic.ack', { deliveryTag: 3 });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:d']);
    await channel.ok('basic.qos', { prefetchCount: 9, global: true });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:e']);
  });

  its('global counts what the channel holds already', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c', 'd');
    await channel.ok('basic.consume', { queue, consumerTag: 's' });
    expect(await channel.settled(queue)).toHaveLength(4);
    await channel.ok('basic.qos', { prefetchCount: 2, global: true });
    channel.publish('', queue, 'e');
    expect(await channel.settled(queue)).toEqual([]);
    channel.send('basic.ack', { deliveryTag: 2, multiple: true });
    expect(await channel.settled(queue)).toEqual([]);
    channel.send('basic.ack', { deliveryTag: 3 });
    expect(deliveries(await channel.settled(queue))).toEqual(['s:e']);
  });

  its(
    'for each consumer takes the global one away, and leaves theirs to those that are there',
    async (bench) => {
      const { channel, queue } = await waiting(bench, 'a', 'b', 'c', 'd');
      await channel.ok('basic.qos', { prefetchCount: 2 });
      await channel.ok('basic.qos', { prefetchCount: 1, global: true });
      await channel.ok('basic.consume', { queue, consumerTag: 's' });
      expect(deliveries(await channel.settled(queue))).toEqual(['s:a']);
      await channel.ok('basic.qos', { prefetchCount: 1 });
      expect(deliveries(await channel.settled(queue))).toEqual(['s:b']);
      await channel.ok('basic.consume', { queue, consumerTag: 't' });
      expect(deliveries(await channel.settled(queue))).toEqual(['t:c']);
    },
  );

  its('global is for its own channel alone', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c', 'd');
    const other = await channel.client.openChannel(2);
    for (const each of [channel, other]) await each.ok('basic.qos', { prefetchCount: 1, global: true });
    await channel.ok('basic.consume', { queue, consumerTag: 's' });
    expect(deliveries(await channel.settled(queue))).toEqual(['s:a']);
    await other.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries(await other.settled(queue))).toEqual(['t:b']);
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
