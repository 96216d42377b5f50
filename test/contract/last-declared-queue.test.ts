import { expect } from 'vitest';
import { contract } from './contract.ts';
import { channelClosed, noQueue } from './expected.ts';

const NO_LAST_QUEUE = 'NOT_FOUND - no previously declared queue';

contract('the last declared queue', (its) => {
  its.each<['queue.purge' | 'queue.delete' | 'queue.bind' | 'queue.unbind' | 'basic.get' | 'basic.consume']>([
    ['queue.purge'],
    ['queue.delete'],
    ['queue.bind'],
    ['queue.unbind'],
    ['basic.get'],
    ['basic.consume'],
  ])('is 404 for %s where there was none', async (bench, method) => {
    const channel = await bench.channel();
    const exchange = method.endsWith('bind') ? { exchange: 'amq.direct' } : {};
    expect(await channel.call(method, exchange as object)).toEqual(channelClosed(404, NO_LAST_QUEUE, method));
  });

  its('is what an empty name means, a passive declaration counting', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    const other = await channel.client.openChannel(2);
    await other.ok('queue.declare', { queue, passive: true });
    channel.publish('', queue, 'a');
    await channel.settled(queue);
    expect(await other.call('queue.purge')).toMatchObject({ name: 'queue.purge-ok', messageCount: 1 });
  });

  its('gotcha 18: is the key too, where both name and key are empty', async (bench) => {
    const channel = await bench.channel();
    const [queue, exchange] = [bench.name('q'), bench.name('x')];
    await channel.ok('exchange.declare', { exchange, type: 'direct' });
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('queue.bind', { exchange });
    channel.publish(exchange, queue, 'by name');
    channel.publish(exchange, '', 'by nothing');
    expect(await channel.bodies(queue)).toEqual(['by name']);
    await channel.ok('queue.unbind', { exchange });
    channel.publish(exchange, queue, 'unbound');
    expect(await channel.bodies(queue)).toEqual([]);
  });

  its('is not the key where a key is given, nor where the queue is named', async (bench) => {
    const channel = await bench.channel();
    const [queue, exchange] = [bench.name('q'), bench.name('x')];
    await channel.ok('exchange.declare', { exchange, type: 'direct' });
    await channel.ok('queue.declare', { queue, exclusive: true });
    await channel.ok('queue.bind', { exchange, routingKey: 'key' });
    await channel.ok('queue.bind', { queue, exchange });
    for (const key of [queue, 'key', '']) channel.publish(exchange, key, `by ${key}`);
    expect(await channel.bodies(queue)).toEqual(['by key', 'by ']);
  });

  its('is still that name once the queue is gone', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue });
    await channel.ok('queue.delete');
    expect(await channel.call('queue.purge')).toEqual(channelClosed(404, noQueue(queue), 'queue.purge'));
  });

  its('is forgotten when the channel closes', async (bench) => {
    const channel = await bench.channel();
    await channel.ok('queue.declare', { queue: bench.name('q'), exclusive: true });
    await channel.ok('channel.close', { replyCode: 200 });
    await channel.ok('channel.open');
    expect(await channel.call('queue.purge')).toEqual(channelClosed(404, NO_LAST_QUEUE, 'queue.purge'));
  });
});
