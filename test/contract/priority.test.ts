import { expect } from 'vitest';
import { fieldTable } from '../../src/lib/routing/values.ts';
import { contract } from './contract.ts';
import { channelClosed } from './expected.ts';
import { deliveries, queueWith, send, waiting } from './helpers.ts';

contract('gotcha 44: message priority', (its) => {
  its('goes first, none counts as 0, and above the maximum counts as the maximum', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-priority': 3 });
    const sent: [string, number?][] = [['a'], ['b', 1], ['c', 3], ['d', 9], ['e', 0], ['f', 2]];
    for (const [body, priority] of sent)
      send(channel, queue, body, priority === undefined ? {} : { priority });
    expect(await channel.bodies(queue)).toEqual(['c', 'd', 'f', 'b', 'a', 'e']);
  });

  its('keeps the number that was sent', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-priority': 3 });
    send(channel, queue, 'a', { priority: 9 });
    expect(await channel.call('basic.get', { queue })).toMatchObject({ properties: { priority: 9 } });
  });

  its('means nothing to a queue without x-max-priority', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    for (const [priority, body] of ['a', 'b', 'c'].entries()) send(channel, queue, body, { priority });
    expect(await channel.bodies(queue)).toEqual(['a', 'b', 'c']);
  });

  its('puts what is requeued back in front of its own priority', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-priority': 3 });
    for (const [body, priority] of [
      ['a', 1],
      ['b', 1],
      ['c', 2],
    ] as const)
      send(channel, queue, body, { priority });
    for (let count = 0; count < 2; count++) await channel.call('basic.get', { queue });
    channel.send('basic.nack', { deliveryTag: 0, multiple: true, requeue: true });
    expect(await channel.bodies(queue)).toEqual(['c', 'a', 'b']);
  });

  its('with x-max-length: what is dropped is the head, the highest priority', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-priority': 3, 'x-max-length': 2 });
    const sent: [string, number][] = [
      ['a', 3],
      ['b', 1],
      ['c', 2],
      ['d', 0],
    ];
    for (const [body, priority] of sent) send(channel, queue, body, { priority });
    expect(await channel.bodies(queue)).toEqual(['b', 'd']);
  });

  its('does not let a message that overtakes others expire before something happens', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'), { 'x-max-priority': 1 });
    send(channel, queue, 'low');
    send(channel, queue, 'high', { priority: 1, expiration: '0' });
    await channel.settled(queue);
    const answer = await channel.call('queue.declare', { queue, passive: true });
    expect(answer).toMatchObject({ messageCount: 2 });
    expect(await channel.bodies(queue)).toEqual(['high', 'low']);
  });
});

contract('gotcha 35: consumer priority', (its) => {
  its('gets everything until its prefetch is used up', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.qos', { prefetchCount: 2 });
    for (const [consumerTag, priority] of [
      ['low', 0],
      ['high', 5],
      ['lowest', -5],
    ] as const) {
      await channel.ok('basic.consume', {
        queue,
        consumerTag,
        arguments: fieldTable({ 'x-priority': priority }),
      });
    }
    for (const body of ['1', '2', '3', '4', '5', '6', '7']) send(channel, queue, body);
    expect(deliveries(await channel.settled(queue))).toEqual([
      'high:1',
      'high:2',
      'low:3',
      'low:4',
      'lowest:5',
      'lowest:6',
    ]);
    channel.send('basic.ack', { deliveryTag: 1 });
    expect(deliveries([await channel.next()])).toEqual(['high:7']);
  });

  its('none is 0, and among equals it goes round', async (bench) => {
    const { channel, queue } = await waiting(bench);
    await channel.ok('basic.consume', { queue, consumerTag: 'none' });
    await channel.ok('basic.consume', {
      queue,
      consumerTag: 'zero',
      arguments: fieldTable({ 'x-priority': 0 }),
    });
    for (const body of ['1', '2', '3', '4']) send(channel, queue, body);
    expect(deliveries(await channel.settled(queue))).toEqual(['none:1', 'zero:2', 'none:3', 'zero:4']);
  });

  its.each<[string, string | number | null, string]>([
    ['text', 'a', 'longstr'],
    ['a double', 1.5, 'double'],
    ['void', null, 'void'],
  ])('that is %s is 406', async (bench, _label, value, type) => {
    const { channel, queue } = await waiting(bench);
    const text = `PRECONDITION_FAILED - invalid arg 'x-priority' for queue '${queue}' in vhost '/': "expected integer, got ${type}"`;
    expect(
      await channel.call('basic.consume', { queue, arguments: fieldTable({ 'x-priority': value }) }),
    ).toEqual(channelClosed(406, text, 'basic.consume'));
  });
});
