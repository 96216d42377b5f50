import { expect } from 'vitest';
import { fieldTable } from '../../src/lib/routing/values.ts';
import { contract } from '../contract/contract.ts';
import { deliveries, got, headersOf, queueWith, to, waiting } from '../contract/helpers.ts';

// What the test suites of the Java, Ruby and Python clients showed to be otherwise on RabbitMQ.

contract('a prefetch of the whole channel', (its) => {
  its('also stops consumers that do not acknowledge', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a');
    const other = await queueWith(channel, bench.name('other'));
    await channel.ok('basic.qos', { prefetchCount: 1, global: true });
    await channel.ok('basic.consume', { queue, consumerTag: 'acks' });
    expect(deliveries([await channel.next()])).toEqual(['acks:a']);
    await channel.ok('basic.consume', { queue: other, consumerTag: 'none', noAck: true });
    channel.publish('', other, 'b');
    expect(deliveries(await channel.settled(queue, other))).toEqual([]);
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(deliveries(await channel.settled(queue, other))).toEqual(['none:b']);
  });

  its('lets each queue have its turn', async (bench) => {
    const channel = await bench.channel();
    await channel.ok('basic.qos', { prefetchCount: 1, global: true });
    const queues: string[] = [];
    for (const tag of ['a', 'b', 'c']) {
      const queue = await queueWith(channel, bench.name(tag));
      queues.push(queue);
      for (let count = 0; count < 60; count++) channel.publish('', queue, tag);
    }
    await channel.settled(...queues);
    for (const [at, queue] of queues.entries()) {
      channel.send('basic.consume', { queue, consumerTag: `${at}`, noWait: true });
    }
    const served = new Set<string>();
    for (let count = 0; count < 59; count++) {
      const delivery = await channel.next();
      if (delivery.name !== 'basic.deliver') throw new Error(JSON.stringify(delivery));
      served.add(delivery.consumerTag);
      channel.send('basic.ack', { deliveryTag: delivery.deliveryTag });
    }
    expect([...served].sort()).toEqual(['0', '1', '2']);
  });
});

contract('an open transaction', (its) => {
  its('gives back what it acknowledged when its channel is closed', async (bench) => {
    const { channel, queue } = await waiting(bench, 'a', 'b');
    await channel.ok('tx.select');
    await channel.call('basic.get', { queue });
    channel.send('basic.ack', { deliveryTag: 1 });
    await channel.call('basic.get', { queue });
    await channel.ok('channel.close');
    await channel.ok('channel.open');
    expect(await channel.bodies(queue)).toEqual(['a', 'b']);
  });
});

contract('x-death', (its) => {
  its('has the newest death first, and turns the others round each time', async (bench) => {
    const channel = await bench.channel();
    const names = ['q0', 'q1', 'q2', 'q3', 'q4'].map((hint) => bench.name(hint));
    const last = names.at(-1) as string;
    await queueWith(channel, last);
    for (let at = 0; at < 4; at++) {
      await queueWith(channel, names[at] as string, to(names[at + 1] as string, { 'x-message-ttl': 1 }));
    }
    channel.publish('', names[0] as string, 'm');
    const deaths = headersOf(await got(channel, last))['x-death'] as { queue: string }[];
    expect(deaths.map(({ queue }) => names.indexOf(queue))).toEqual([3, 1, 0, 2]);
  });

  its('counts together what came in apart', async (bench) => {
    const channel = await bench.channel();
    const last = await queueWith(channel, bench.name('last'));
    const queue = await queueWith(channel, bench.name('q'), to(last, { 'x-message-ttl': 1 }));
    const death = (name: string) => ({ queue: name, reason: 'expired' });
    const headers = fieldTable({ z: 1, 'x-death': ['a', 'b', 'a', 'a'].map(death), B: 2 });
    channel.publish('', queue, 'm', { properties: { headers } });
    const dead = headersOf(await got(channel, last));
    expect(Object.keys(dead)).toEqual(['B', 'x-death', 'z']);
    expect(dead['x-death']).toMatchObject([
      { count: 1, queue },
      { count: 1, ...death('b') },
      { count: 3, ...death('a') },
    ]);
  });
});
