import { expect } from 'vitest';
import { contract } from './contract.ts';
import { channelClosed, ok } from './expected.ts';
import { deliveries, got, queueWith, REPLY_TO, send, to, waiting } from './helpers.ts';

contract('a transaction', (its) => {
  its('publishes at its commit, and not at all after a rollback', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    await channel.ok('tx.select');
    expect(await channel.call('tx.select')).toEqual(ok('tx.select-ok'));
    send(channel, queue, 'committed');
    expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
    await channel.ok('tx.commit');
    send(channel, queue, 'rolled back');
    await channel.ok('tx.rollback');
    await channel.ok('tx.commit');
    expect(await channel.bodies(queue)).toEqual(['committed']);
  });

  its('acknowledges at its commit, and not at all after a rollback', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    for (const body of ['a', 'b']) send(channel, queue, body);
    const worker = await channel.client.openChannel(2);
    await worker.ok('tx.select');
    for (let count = 0; count < 2; count++) await worker.call('basic.get', { queue });
    worker.send('basic.ack', { deliveryTag: 1 });
    await worker.ok('tx.commit');
    worker.send('basic.ack', { deliveryTag: 2 });
    await worker.ok('tx.rollback');
    await worker.ok('channel.close', { replyCode: 200 });
    expect(await channel.bodies(queue)).toEqual(['b']);
  });

  its('returns at its commit, before commit-ok', async (bench) => {
    const channel = await bench.channel();
    await channel.ok('tx.select');
    channel.publish('', bench.name('q'), 'a', { mandatory: true });
    expect(await channel.call('basic.qos')).toEqual(ok('basic.qos-ok'));
    expect(await channel.call('tx.commit')).toMatchObject({ name: 'basic.return', replyCode: 312 });
    expect(await channel.next()).toEqual(ok('tx.commit-ok'));
  });

  its('routes a message when it is published, not when it is committed', async (bench) => {
    const channel = await bench.channel();
    const [bound, late] = [
      await queueWith(channel, bench.name('b')),
      await queueWith(channel, bench.name('l')),
    ];
    const binding = { exchange: 'amq.direct', routingKey: bound };
    await channel.ok('queue.bind', { queue: bound, ...binding });
    await channel.ok('tx.select');
    channel.publish('amq.direct', bound, 'a');
    await channel.ok('queue.unbind', { queue: bound, ...binding });
    await channel.ok('queue.bind', { queue: late, ...binding });
    await channel.ok('tx.commit');
    expect(await channel.bodies(bound)).toEqual(['a']);
    expect(await channel.bodies(late)).toEqual([]);
  });

  its('returns at its commit what was for a queue that is gone by then', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    await channel.ok('tx.select');
    channel.publish('', queue, 'a', { mandatory: true });
    await channel.ok('queue.delete', { queue });
    expect(await channel.call('tx.commit')).toMatchObject({ name: 'basic.return', routingKey: queue });
    expect(await channel.next()).toEqual(ok('tx.commit-ok'));
  });

  its('puts what was for a queue into the one of that name at its commit', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    await channel.ok('tx.select');
    send(channel, queue, 'a');
    await channel.ok('queue.delete', { queue });
    await queueWith(channel, queue);
    await channel.ok('tx.commit');
    expect(await channel.bodies(queue)).toEqual(['a']);
  });

  its('does not hold back a direct reply, commit or not', async (bench) => {
    const client = await bench.channel();
    await client.ok('basic.consume', { queue: REPLY_TO, noAck: true });
    const server = await bench.channel();
    const queue = await queueWith(server, bench.name('rpc'));
    send(client, queue, 'ping', { replyTo: REPLY_TO });
    const { properties } = await got(server, queue);
    await server.ok('tx.select');
    send(server, properties?.replyTo as string, 'pong');
    expect(await client.next()).toMatchObject({ name: 'basic.deliver', body: Buffer.from('pong') });
    await server.ok('tx.rollback');
  });

  its('of which a queue refuses a message ends the channel at its commit: 406', async (bench) => {
    const channel = await bench.channel();
    const args = { 'x-max-length': 1, 'x-overflow': 'reject-publish' };
    const queue = await queueWith(channel, bench.name('q'), args);
    const other = await queueWith(channel, bench.name('o'));
    send(channel, other, 'held');
    await got(channel, other, false);
    await channel.ok('tx.select');
    channel.send('basic.ack', { deliveryTag: 1 });
    for (const body of ['a', 'b']) send(channel, queue, body);
    send(channel, other, 'c');
    expect(await channel.call('tx.commit')).toEqual(
      channelClosed(406, 'PRECONDITION_FAILED - partial tx completion', 'tx.commit'),
    );
    await channel.reopen();
    expect(await channel.bodies(queue)).toEqual(['a']);
    expect(await channel.bodies(other)).toEqual(['c']);
  });

  its('settles what is settled in the same way in order of delivery', async (bench) => {
    const channel = await bench.channel();
    const dead = await queueWith(channel, bench.name('dead'));
    const queue = await queueWith(channel, bench.name('q'), to(dead));
    for (const body of ['a', 'b', 'c', 'd']) send(channel, queue, body);
    await channel.settled(queue);
    await channel.ok('tx.select');
    for (let count = 0; count < 4; count++) await channel.call('basic.get', { queue });
    for (const deliveryTag of [3, 1]) channel.send('basic.reject', { deliveryTag });
    channel.send('basic.ack', { deliveryTag: 4 });
    channel.send('basic.reject', { deliveryTag: 2 });
    await channel.ok('tx.commit');
    for (const body of ['a', 'c', 'b']) expect(String((await got(channel, dead)).body)).toBe(body);
  });

  its('requeues in order of delivery', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b', 'c');
    await channel.ok('tx.select');
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    for (let count = 0; count < 3; count++) await channel.next();
    for (const deliveryTag of [3, 1, 2]) channel.send('basic.nack', { deliveryTag, requeue: true });
    await channel.ok('tx.commit');
    const again = [await channel.next(), await channel.next(), await channel.next()];
    expect(deliveries(again)).toEqual(['t:a+', 't:b+', 't:c+']);
  });

  its('is answered before what its acknowledgements let through', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b');
    await channel.ok('tx.select');
    await channel.ok('basic.qos', { prefetchCount: 1 });
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries([await channel.next()])).toEqual(['t:a']);
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(await channel.settled(queue)).toEqual([]);
    await channel.ok('tx.commit');
    expect(deliveries([await channel.next()])).toEqual(['t:b']);
  });

  its('checks exchange and delivery tag at once', async (bench) => {
    const channel = await bench.channel();
    await channel.ok('tx.select');
    channel.send('basic.ack', { deliveryTag: 5 });
    expect(await channel.next()).toEqual(
      channelClosed(406, 'PRECONDITION_FAILED - unknown delivery tag 5', 'basic.ack'),
    );
    await channel.reopen();
    await channel.ok('tx.select');
    channel.publish(bench.name('x'), '');
    expect(await channel.next()).toMatchObject({ name: 'channel.close', replyCode: 404 });
  });

  its.each<['tx.commit' | 'tx.rollback']>([['tx.commit'], ['tx.rollback']])(
    'wants tx.select before %s: 406',
    async (bench, method) => {
      const channel = await bench.channel();
      expect(await channel.call(method)).toEqual(
        channelClosed(406, 'PRECONDITION_FAILED - channel is not transactional', method),
      );
    },
  );
});
