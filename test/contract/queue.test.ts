import { expect } from 'vitest';
import { fieldTable } from '../../src/lib/routing/values.ts';
import type { Fields } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import { channelClosed, connectionClosed, LOCKED, noQueue, notEquivalent, ok } from './expected.ts';

const declared = (queue: string, messageCount = 0, consumerCount = 0) =>
  ok('queue.declare-ok', { queue, messageCount, consumerCount });

contract('queue.declare', (its) => {
  its('makes a queue, and the same one again', async (bench) => {
    const channel = await bench.channel();
    const declaration = { queue: bench.name('q'), durable: true };
    expect(await channel.call('queue.declare', declaration)).toEqual(declared(declaration.queue));
    expect(await channel.call('queue.declare', declaration)).toEqual(declared(declaration.queue));
  });

  its('names a queue that has no name', async (bench) => {
    const channel = await bench.channel();
    const answer = await channel.call('queue.declare', { exclusive: true });
    expect(answer).toEqual(declared(expect.stringMatching(/^amq\.gen-[A-Za-z0-9_-]{22}$/)));
    const other = await channel.call('queue.declare', { exclusive: true });
    expect(other).not.toEqual(answer);
  });

  its('counts what is ready and who consumes', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    for (const body of ['a', 'b', 'c']) channel.publish('', queue, body);
    await channel.call('basic.get', { queue });
    expect(await channel.call('queue.declare', { queue, exclusive: true })).toEqual(declared(queue, 2));
    await channel.ok('basic.qos', { prefetchCount: 1 });
    const other = await channel.client.openChannel(2);
    await channel.ok('basic.consume', { queue });
    expect(await channel.next()).toMatchObject({ name: 'basic.deliver' });
    const answer = await other.call('queue.declare', { queue, passive: true });
    expect(answer).toEqual({ ...declared(queue, 1, 1), channel: 2 });
  });

  its('passive finds a queue whatever else it says', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue });
    const more = {
      passive: true,
      exclusive: true,
      durable: true,
      arguments: fieldTable({ 'x-expires': 'a' }),
    };
    expect(await channel.call('queue.declare', { queue, ...more })).toEqual(declared(queue));
  });

  its('passive of a missing queue is 404, reserved name or not', async (bench) => {
    const channel = await bench.channel();
    for (const queue of [bench.name('q'), 'amq.never-there']) {
      expect(await channel.call('queue.declare', { queue, passive: true })).toEqual(
        channelClosed(404, noQueue(queue), 'queue.declare'),
      );
      await channel.reopen();
    }
  });

  its('passive without a name is 404, even right after a declaration', async (bench) => {
    const channel = await bench.channel();
    await channel.ok('queue.declare', { queue: bench.name('q'), exclusive: true });
    expect(await channel.call('queue.declare', { passive: true })).toEqual(
      channelClosed(404, noQueue(''), 'queue.declare'),
    );
  });

  its.each<[string, Fields<'queue.declare'>, string, string]>([
    ['durable', { durable: false }, 'durable', "received 'false' but current is 'true'"],
    ['auto-delete', { autoDelete: true }, 'auto_delete', "received 'true' but current is 'false'"],
    [
      'durable before auto-delete',
      { durable: false, autoDelete: true },
      'durable',
      "received 'false' but current is 'true'",
    ],
  ])('again with another %s is 406', async (bench, _label, change, arg, text) => {
    const channel = await bench.channel();
    const declaration = { queue: bench.name('q'), durable: true };
    await channel.ok('queue.declare', declaration);
    expect(await channel.call('queue.declare', { ...declaration, ...change })).toEqual(
      channelClosed(406, notEquivalent('queue', declaration.queue, arg, text), 'queue.declare'),
    );
  });

  its('again as exclusive is 405, whatever else differs', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, durable: true });
    expect(await channel.call('queue.declare', { queue, exclusive: true, autoDelete: true })).toEqual(
      channelClosed(405, LOCKED(queue), 'queue.declare'),
    );
  });

  its('again as not exclusive is 405 for its owner too', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    expect(await channel.call('queue.declare', { queue })).toEqual(
      channelClosed(405, LOCKED(queue), 'queue.declare'),
    );
  });

  its('again with an argument that means nothing is fine', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, arguments: fieldTable({ 'x-one': 1 }) });
    expect(await channel.call('queue.declare', { queue, arguments: fieldTable({ 'x-two': 'b' }) })).toEqual(
      declared(queue),
    );
  });

  its('of a name with the reserved prefix is 403', async (bench) => {
    const channel = await bench.channel();
    const text = "ACCESS_REFUSED - queue name 'amq.foo' contains reserved prefix 'amq.*'";
    expect(await channel.call('queue.declare', { queue: 'amq.foo' })).toEqual(
      channelClosed(403, text, 'queue.declare'),
    );
  });

  its('of a queue that the broker named is 403 under that name', async (bench) => {
    const channel = await bench.channel();
    const named = await channel.ok('queue.declare', { exclusive: true });
    const queue = named.name === 'queue.declare-ok' ? named.queue : '';
    const text = `ACCESS_REFUSED - queue name '${queue}' contains reserved prefix 'amq.*'`;
    expect(await channel.call('queue.declare', { queue, exclusive: true })).toEqual(
      channelClosed(403, text, 'queue.declare'),
    );
  });

  its('takes a name of 255 bytes', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q').padEnd(255, 'x');
    expect(await channel.call('queue.declare', { queue, exclusive: true })).toEqual(declared(queue));
  });

  its('takes a name of any characters but line breaks, which it drops', async (bench) => {
    const channel = await bench.channel();
    const queue = `${bench.name('q')}\0\t ☃ 'é'`;
    expect(await channel.call('queue.declare', { queue: `\n${queue}\r\n`, exclusive: true })).toEqual(
      declared(queue),
    );
    expect(await channel.call('queue.purge', { queue })).toEqual(ok('queue.purge-ok', { messageCount: 0 }));
  });

  its('of a name that is not UTF-8 is 501', async (bench) => {
    const channel = await bench.channel();
    const payload = Buffer.from([0, 50, 0, 10, 0, 0, 3, 0x61, 0xff, 0xfe, 0b100, 0, 0, 0, 0]);
    channel.client.sendFrame(1, 1, payload);
    expect(await channel.next()).toEqual(connectionClosed(501, 'FRAME_ERROR - Malformed UTF-8 in shortstr'));
  });

  its('with no-wait has no answer', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    channel.send('queue.declare', { queue, exclusive: true, noWait: true });
    expect(await channel.call('queue.declare', { queue, passive: true })).toEqual(declared(queue));
  });
});

contract('an exclusive queue', (its) => {
  its.each<
    [
      string,
      (
        queue: string,
      ) => [
        'queue.declare' | 'queue.bind' | 'queue.purge' | 'queue.delete' | 'basic.get' | 'basic.consume',
        object,
      ],
    ]
  >([
    ['declare', (queue) => ['queue.declare', { queue, exclusive: true }]],
    ['declare otherwise', (queue) => ['queue.declare', { queue, durable: true }]],
    ['passive declare', (queue) => ['queue.declare', { queue, passive: true }]],
    ['bind', (queue) => ['queue.bind', { queue, exchange: 'amq.direct' }]],
    ['purge', (queue) => ['queue.purge', { queue }]],
    ['delete', (queue) => ['queue.delete', { queue }]],
    ['get', (queue) => ['basic.get', { queue }]],
    ['consume', (queue) => ['basic.consume', { queue }]],
  ])('refuses %s from another connection with 405', async (bench, _label, method) => {
    const owner = await bench.channel();
    const queue = bench.name('q');
    await owner.ok('queue.declare', { queue, exclusive: true });
    const other = await bench.channel();
    const [name, fields] = method(queue);
    expect(await other.call(name, fields)).toEqual(channelClosed(405, LOCKED(queue), name));
  });

  its('takes messages from, and an unbind by, another connection', async (bench) => {
    const owner = await bench.channel();
    const queue = bench.name('q');
    await owner.ok('queue.declare', { queue, exclusive: true });
    const other = await bench.channel();
    expect(await other.call('queue.unbind', { queue, exchange: 'amq.direct' })).toEqual(
      ok('queue.unbind-ok'),
    );
    await other.ok('confirm.select');
    other.publish('', queue, 'a');
    expect(await other.next()).toMatchObject({ name: 'basic.ack' });
    expect(await owner.bodies(queue)).toEqual(['a']);
  });

  its('is open to every channel of its connection', async (bench) => {
    const owner = await bench.channel();
    const queue = bench.name('q');
    await owner.ok('queue.declare', { queue, exclusive: true });
    const sibling = await owner.client.openChannel(2);
    expect(await sibling.call('queue.purge', { queue })).toMatchObject({ name: 'queue.purge-ok' });
  });

  its('goes with its connection', async (bench) => {
    const owner = await bench.channel();
    const queue = bench.name('q');
    await owner.ok('queue.declare', { queue, exclusive: true });
    await owner.client.close();
    const other = await bench.channel();
    let answer = await other.call('queue.declare', { queue, passive: true });
    for (let tries = 0; tries < 50 && answer.name === 'channel.close' && answer.replyCode === 405; tries++) {
      await other.reopen();
      answer = await other.call('queue.declare', { queue, passive: true });
    }
    expect(answer).toEqual(channelClosed(404, noQueue(queue), 'queue.declare'));
  });
});

contract('an auto-delete queue', (its) => {
  its('stays while it never had a consumer, basic.get or not', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, autoDelete: true });
    expect(await channel.call('basic.get', { queue })).toEqual(ok('basic.get-empty'));
    expect(await channel.call('queue.declare', { queue, passive: true })).toEqual(declared(queue));
  });

  its('goes when its last consumer cancels, and not before', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, autoDelete: true });
    await channel.ok('basic.consume', { queue, consumerTag: 'one' });
    await channel.ok('basic.consume', { queue, consumerTag: 'two' });
    await channel.ok('basic.cancel', { consumerTag: 'one' });
    expect(await channel.call('queue.declare', { queue, passive: true })).toEqual(declared(queue, 0, 1));
    await channel.ok('basic.cancel', { consumerTag: 'two' });
    expect(await channel.call('queue.declare', { queue, passive: true })).toEqual(
      channelClosed(404, noQueue(queue), 'queue.declare'),
    );
  });

  its('goes when the channel of its last consumer closes', async (bench) => {
    const channel = await bench.channel();
    const consumer = await channel.client.openChannel(2);
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, autoDelete: true });
    await consumer.ok('basic.consume', { queue });
    await consumer.ok('channel.close', { replyCode: 200 });
    expect(await channel.call('queue.declare', { queue, passive: true })).toEqual(
      channelClosed(404, noQueue(queue), 'queue.declare'),
    );
  });
});

contract('queue.delete', (its) => {
  its('of a missing queue is fine and counts nothing', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    const deleteOk = ok('queue.delete-ok', { messageCount: 0 });
    expect(await channel.call('queue.delete', { queue })).toEqual(deleteOk);
    expect(await channel.call('queue.delete', { queue, ifUnused: true, ifEmpty: true })).toEqual(deleteOk);
  });

  its('counts the ready messages that go with it', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue });
    for (const body of ['a', 'b', 'c']) channel.publish('', queue, body);
    await channel.call('basic.get', { queue });
    expect(await channel.call('queue.delete', { queue })).toEqual(ok('queue.delete-ok', { messageCount: 2 }));
  });

  its('if unused is 406 with a consumer', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue });
    await channel.ok('basic.consume', { queue });
    const text = `PRECONDITION_FAILED - queue '${queue}' in vhost '/' in use`;
    expect(await channel.call('queue.delete', { queue, ifUnused: true, ifEmpty: true })).toEqual(
      channelClosed(406, text, 'queue.delete'),
    );
  });

  its('if empty is 406 with a ready message', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue });
    channel.publish('', queue, 'a');
    const text = `PRECONDITION_FAILED - queue '${queue}' in vhost '/' not empty`;
    expect(await channel.call('queue.delete', { queue, ifEmpty: true })).toEqual(
      channelClosed(406, text, 'queue.delete'),
    );
  });

  its('cancels the consumers and tells them', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue });
    await channel.ok('basic.consume', { queue, consumerTag: 'tag' });
    const other = await bench.channel();
    await other.ok('queue.delete', { queue });
    expect(await channel.next()).toEqual(ok('basic.cancel', { consumerTag: 'tag', noWait: true }));
  });

  its('does not tell a client that did not ask for it', async (bench) => {
    const channel = await bench.channel({ capabilities: {} });
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue });
    await channel.ok('basic.consume', { queue, consumerTag: 'tag' });
    await channel.ok('queue.delete', { queue });
    expect(await channel.call('channel.flow', { active: true })).toEqual(
      ok('channel.flow-ok', { active: true }),
    );
  });
});

contract('queue.purge', (its) => {
  its('counts what it dropped, which is what was ready', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, exclusive: true });
    for (const body of ['a', 'b', 'c']) channel.publish('', queue, body);
    await channel.call('basic.get', { queue });
    expect(await channel.call('queue.purge', { queue })).toEqual(ok('queue.purge-ok', { messageCount: 2 }));
    channel.send('basic.nack', { deliveryTag: 1, requeue: true });
    expect(await channel.bodies(queue)).toEqual(['a']);
  });

  its('of a missing queue is 404', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    expect(await channel.call('queue.purge', { queue })).toEqual(
      channelClosed(404, noQueue(queue), 'queue.purge'),
    );
  });
});
