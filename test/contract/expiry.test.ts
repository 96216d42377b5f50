import { expect } from 'vitest';
import { contract } from './contract.ts';
import { channelClosed, noQueue, ok } from './expected.ts';
import { elapsed, eventually, got, queueWith, send, to } from './helpers.ts';

contract('x-message-ttl and expiration', (its) => {
  its('of 0 drop what no consumer waits for, and deliver to one that does', async (bench) => {
    const channel = await bench.channel();
    const byQueue = await queueWith(channel, bench.name('q'), { 'x-message-ttl': 0 });
    const byMessage = await queueWith(channel, bench.name('r'));
    send(channel, byQueue, 'a');
    send(channel, byMessage, 'a', { expiration: '0' });
    for (const queue of [byQueue, byMessage]) {
      expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
    }
    await channel.ok('basic.consume', { queue: byQueue });
    send(channel, byQueue, 'b');
    expect(await channel.next()).toMatchObject({ name: 'basic.deliver', body: Buffer.from('b') });
  });

  its('gotcha 37: the shorter of both counts', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const hasty = await queueWith(channel, bench.name('hasty'), to(letters, { 'x-message-ttl': 40 }));
    const patient = await queueWith(
      channel,
      bench.name('patient'),
      to(letters, { 'x-message-ttl': 600_000 }),
    );
    send(channel, hasty, 'by queue', { expiration: '600000' });
    send(channel, patient, 'by message', { expiration: '40' });
    const bodies = [await got(channel, letters), await got(channel, letters)].map(({ body }) => String(body));
    expect(bodies.sort()).toEqual(['by message', 'by queue']);
  });

  its('gotcha 38: expire at the head alone', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters));
    send(channel, queue, 'slow', { expiration: '600000' });
    send(channel, queue, 'quick', { expiration: '30' });
    await elapsed(bench, 60);
    expect(await channel.call('queue.declare', { queue, passive: true })).toMatchObject({ messageCount: 2 });
    expect(await channel.bodies(letters)).toEqual([]);
    expect(await channel.call('basic.get', { queue })).toMatchObject({
      body: Buffer.from('slow'),
      messageCount: 0,
    });
    expect((await got(channel, letters)).body).toEqual(Buffer.from('quick'));
  });

  its('go on while a message is unacked, and end it once it is requeued', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters, { 'x-message-ttl': 40 }));
    // To a consumer that waits: a get might come too late.
    const consumerTag = bench.name('tag');
    await channel.ok('basic.consume', { queue, consumerTag });
    for (const body of ['acked', 'requeued']) {
      send(channel, queue, body);
      expect(await channel.next()).toMatchObject({ name: 'basic.deliver', body: Buffer.from(body) });
    }
    await channel.ok('basic.cancel', { consumerTag });
    await elapsed(bench, 80);
    channel.send('basic.ack', { deliveryTag: 1 });
    channel.send('basic.reject', { deliveryTag: 2, requeue: true });
    expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
    expect((await got(channel, letters)).body).toEqual(Buffer.from('requeued'));
    expect(await channel.bodies(letters)).toEqual([]);
  });

  its('leave the property on the message', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    send(channel, queue, 'a', { expiration: '60000' });
    expect(await got(channel, queue)).toMatchObject({ properties: { expiration: '60000' } });
  });
});

contract('x-expires', (its) => {
  its('deletes a queue that nobody uses, messages or not', async (bench) => {
    const channel = await bench.channel();
    const queues = [bench.name('empty'), bench.name('filled')];
    for (const queue of queues) await queueWith(channel, queue, { 'x-expires': 50 }, {});
    send(channel, queues[1] as string, 'a');
    await elapsed(bench, 200);
    for (const queue of queues) {
      expect(await channel.call('queue.declare', { queue, passive: true })).toEqual(
        channelClosed(404, noQueue(queue), 'queue.declare'),
      );
      await channel.reopen();
    }
  });

  its('spares a queue with a consumer', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('used'), { 'x-expires': 40 }, {});
    await channel.ok('basic.consume', { queue });
    await elapsed(bench, 160);
    expect(await channel.call('queue.declare', { queue, passive: true })).toMatchObject({ consumerCount: 1 });
  });

  its('starts again with every declaration and every basic.get', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-expires': 400 }, {});
    const start = Date.now();
    await eventually('three times its life', async () => {
      await channel.ok('queue.declare', { queue, passive: true });
      await channel.call('basic.get', { queue });
      return Date.now() - start > 1200 || undefined;
    });
  });
});
