import { expect } from 'vitest';
import { type Bench, contract } from './contract.ts';
import { channelClosed, connectionClosed, noQueue, ok } from './expected.ts';
import { got, queueWith, REPLY_TO, send } from './helpers.ts';

contract('gotcha 45: direct reply-to', (its) => {
  its('takes an answer from anywhere to the channel that asked', async (bench) => {
    const client = await bench.channel();
    await client.ok('basic.consume', { queue: REPLY_TO, noAck: true, consumerTag: 'r' });
    const server = await bench.channel();
    const queue = await queueWith(server, bench.name('rpc'));
    send(client, queue, 'ping', { replyTo: REPLY_TO, correlationId: '1' });
    const { properties } = await got(server, queue);
    const replyTo = properties?.replyTo as string;
    expect(replyTo.startsWith(`${REPLY_TO}.`)).toBe(true);
    server.publish('', replyTo, 'pong', { properties: { correlationId: '1' } });
    expect(await client.next()).toEqual(
      ok('basic.deliver', {
        consumerTag: 'r',
        deliveryTag: 1,
        redelivered: false,
        exchange: '',
        routingKey: replyTo,
        properties: { correlationId: '1' },
        body: Buffer.from('pong'),
      }),
    );
  });

  its('without a consumer is 406 for the request', async (bench) => {
    const channel = await bench.channel();
    send(channel, bench.name('q'), 'ping', { replyTo: REPLY_TO });
    const text = 'PRECONDITION_FAILED - fast reply consumer does not exist';
    expect(await channel.next()).toEqual(channelClosed(406, text, 'basic.publish'));
  });

  its('with acknowledgements is 406', async (bench) => {
    const channel = await bench.channel();
    const text = 'PRECONDITION_FAILED - reply consumer cannot acknowledge';
    expect(await channel.call('basic.consume', { queue: REPLY_TO })).toEqual(
      channelClosed(406, text, 'basic.consume'),
    );
  });

  its('twice on a channel is 406, and once more after a cancel is fine', async (bench) => {
    const channel = await bench.channel();
    const consumption = { queue: REPLY_TO, noAck: true };
    await channel.ok('basic.consume', { ...consumption, consumerTag: 'r' });
    await channel.ok('basic.cancel', { consumerTag: 'r' });
    await channel.ok('basic.consume', { ...consumption, consumerTag: 's' });
    const text = 'PRECONDITION_FAILED - reply consumer already set';
    expect(await channel.call('basic.consume', { ...consumption, consumerTag: 't' })).toEqual(
      channelClosed(406, text, 'basic.consume'),
    );
  });

  its('is a name that can be declared and deleted, and nothing else', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('queue.declare', { queue: REPLY_TO })).toEqual(
      ok('queue.declare-ok', { queue: REPLY_TO, messageCount: 0, consumerCount: 1 }),
    );
    expect(await channel.call('queue.delete', { queue: REPLY_TO })).toEqual(
      ok('queue.delete-ok', { messageCount: 0 }),
    );
    expect(await channel.call('queue.purge', { queue: REPLY_TO })).toEqual(
      channelClosed(404, noQueue(REPLY_TO), 'queue.purge'),
    );
    await channel.reopen();
    expect(await channel.call('basic.get', { queue: REPLY_TO })).toEqual(
      channelClosed(404, noQueue(REPLY_TO), 'basic.get'),
    );
  });

  /** A client's channel, a server's, and the address at which the client waits for an answer. */
  async function asked(bench: Bench) {
    const client = await bench.channel();
    await client.ok('basic.consume', { queue: REPLY_TO, noAck: true });
    const server = await bench.channel();
    const queue = await queueWith(server, bench.name('rpc'));
    send(client, queue, 'ping', { replyTo: REPLY_TO });
    const replyTo = (await got(server, queue)).properties?.replyTo as string;
    return { client, server, replyTo };
  }

  its('arrives, and is returned all the same where it is mandatory; the confirm follows', async (bench) => {
    const { client, server, replyTo } = await asked(bench);
    await server.ok('confirm.select');
    server.publish('', replyTo, 'pong', { mandatory: true });
    expect(await server.next()).toMatchObject({ name: 'basic.return', replyCode: 312, routingKey: replyTo });
    expect(await server.next()).toMatchObject({ name: 'basic.ack', deliveryTag: 1 });
    expect(await client.next()).toMatchObject({ name: 'basic.deliver', body: Buffer.from('pong') });
  });

  its('tells a server whether the client is still there', async (bench) => {
    const { client, server, replyTo } = await asked(bench);
    expect(await server.call('queue.declare', { queue: replyTo, passive: true })).toEqual(
      ok('queue.declare-ok', { queue: replyTo, messageCount: 0, consumerCount: 1 }),
    );
    await client.ok('channel.close', { replyCode: 200 });
    expect(await server.call('queue.declare', { queue: replyTo, passive: true })).toEqual(
      channelClosed(404, noQueue(replyTo), 'queue.declare'),
    );
    await server.reopen();
    server.publish('', replyTo, 'too late');
    expect(await server.call('basic.qos')).toEqual(ok('basic.qos-ok'));
  });

  its('an address that cannot be read is an internal error for who publishes to it', async (bench) => {
    const channel = await bench.channel();
    channel.publish('', `${REPLY_TO}.g2dkA.key`, 'm');
    expect(await channel.next()).toEqual(connectionClosed(541, 'INTERNAL_ERROR'));
  });

  its('an address that cannot be read is an internal error for who asks for it', async (bench) => {
    const channel = await bench.channel();
    channel.send('queue.declare', { queue: `${REPLY_TO}.g2dkA.key`, passive: true });
    expect(await channel.next()).toEqual(connectionClosed(541, 'INTERNAL_ERROR'));
  });

  its("an address of one part is nobody's", async (bench) => {
    const channel = await bench.channel();
    const queue = `${REPLY_TO}.x`;
    channel.publish('', queue, 'm', { mandatory: true });
    expect(await channel.next()).toMatchObject({ name: 'basic.return', replyCode: 312 });
    const answer = await channel.call('queue.declare', { queue, passive: true });
    expect(answer).toEqual(channelClosed(404, noQueue(queue), 'queue.declare'));
  });

  its('is no queue to bind, get from, purge or delete', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('queue.delete', { queue: REPLY_TO })).toEqual(
      ok('queue.delete-ok', { messageCount: 0 }),
    );
    for (const [method, more] of [
      ['queue.purge', {}],
      ['basic.get', {}],
      ['queue.bind', { exchange: 'amq.direct' }],
    ] as const) {
      const answer = await channel.call(method, { queue: REPLY_TO, ...more });
      expect(answer).toEqual(channelClosed(404, noQueue(REPLY_TO), method));
      await channel.reopen();
    }
  });
});
