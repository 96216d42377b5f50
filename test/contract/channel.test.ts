import { expect } from 'vitest';
import type { MethodName } from '../../src/lib/wire/methods.ts';
import { contract } from './contract.ts';
import { channelClosed, connectionClosed, noQueue, ok } from './expected.ts';

const NOT_OPEN = "CHANNEL_ERROR - expected 'channel.open'";

contract('channel.open', (its) => {
  its('twice is 504', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('channel.open')).toEqual(
      connectionClosed(504, "CHANNEL_ERROR - second 'channel.open' seen", 'channel.open'),
    );
  });

  its('takes any number, even above channel_max', async (bench) => {
    const client = await bench.connect({ tune: { channelMax: 2 } });
    for (const number of [3, 65_535]) {
      expect(await client.call(number, 'channel.open')).toEqual({ channel: number, name: 'channel.open-ok' });
    }
  });

  its('of one more than channel_max is 530', async (bench) => {
    const client = await bench.connect({ tune: { channelMax: 2 } });
    await client.openChannel(1);
    await client.openChannel(2);
    expect(await client.call(3, 'channel.open')).toEqual(
      connectionClosed(
        530,
        'NOT_ALLOWED - number of channels opened (2) has reached the negotiated channel_max (2)',
      ),
    );
  });

  its('has room again once a channel is closed', async (bench) => {
    const client = await bench.connect({ tune: { channelMax: 2 } });
    await client.openChannel(1);
    const second = await client.openChannel(2);
    await second.ok('channel.close', { replyCode: 200 });
    expect(await client.call(3, 'channel.open')).toMatchObject({ name: 'channel.open-ok' });
  });

  its('works again on a closed number', async (bench) => {
    const channel = await bench.channel();
    await channel.ok('channel.close', { replyCode: 200 });
    expect(await channel.call('channel.open')).toEqual(ok('channel.open-ok'));
  });

  its('works for a thousand channels, each its own', async (bench) => {
    const client = await bench.connect();
    for (let number = 1; number <= 1000; number++) client.send(number, 'channel.open');
    const answered = new Set<number>();
    while (answered.size < 1000) {
      const answer = await client.next();
      expect(answer).toMatchObject({ name: 'channel.open-ok' });
      if ('channel' in answer) answered.add(answer.channel);
    }
  });
});

contract('a channel that is not open', (its) => {
  its.each<[MethodName]>([
    ['queue.declare'],
    ['basic.ack'],
    ['channel.close'],
    ['channel.close-ok'],
    ['channel.flow'],
    ['tx.select'],
  ])('refuses %s with 504', async (bench, method) => {
    const client = await bench.connect();
    expect(await client.call(5, method)).toEqual(connectionClosed(504, NOT_OPEN, method));
  });

  its('refuses a message with 504 once it is complete', async (bench) => {
    const client = await bench.connect();
    client.publish(5, { routingKey: 'nobody' }, 'body');
    expect(await client.next()).toEqual(connectionClosed(504, NOT_OPEN, 'basic.publish'));
  });

  its('refuses methods after its close, too', async (bench) => {
    const channel = await bench.channel();
    await channel.ok('channel.close', { replyCode: 200 });
    expect(await channel.call('basic.qos')).toEqual(connectionClosed(504, NOT_OPEN, 'basic.qos'));
  });
});

contract('a channel that the server closed', (its) => {
  its('ignores everything until close-ok', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    expect(await channel.call('queue.purge', { queue })).toEqual(
      channelClosed(404, noQueue(queue), 'queue.purge'),
    );
    channel.publish('no-such-exchange', '', 'body');
    channel.send('basic.qos');
    await channel.reopen();
    expect(await channel.call('basic.qos')).toEqual(ok('basic.qos-ok'));
  });

  its('is not to be opened before close-ok', async (bench) => {
    const channel = await bench.channel();
    await channel.call('queue.purge', { queue: bench.name('q') });
    expect(await channel.call('channel.open')).toEqual(
      connectionClosed(504, "CHANNEL_ERROR - second 'channel.open' seen", 'channel.open'),
    );
  });

  its('answers a close that crossed its own', async (bench) => {
    const channel = await bench.channel();
    await channel.call('queue.purge', { queue: bench.name('q') });
    expect(await channel.call('channel.close', { replyCode: 200 })).toEqual(ok('channel.close-ok'));
    await channel.reopen();
  });

  its('leaves the other channels alone', async (bench) => {
    const channel = await bench.channel();
    const other = await channel.client.openChannel(2);
    await channel.call('queue.purge', { queue: bench.name('q') });
    expect(await other.call('basic.qos')).toMatchObject({ name: 'basic.qos-ok', channel: 2 });
  });
});

contract('a channel', (its) => {
  its.each<[MethodName]>([
    ['channel.close-ok'],
    ['channel.open-ok'],
    ['queue.declare-ok'],
    ['queue.bind-ok'],
    ['exchange.declare-ok'],
    ['basic.qos-ok'],
    ['basic.consume-ok'],
    ['basic.cancel-ok'],
    ['basic.get-empty'],
    ['confirm.select-ok'],
    ['tx.select-ok'],
    ['connection.open'],
    ['connection.close'],
    ['connection.start-ok'],
  ])('refuses %s with 503', async (bench, method) => {
    const channel = await bench.channel();
    expect(await channel.call(method)).toEqual(
      connectionClosed(503, 'COMMAND_INVALID - unimplemented method', method),
    );
  });

  its('answers flow with active=true', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('channel.flow', { active: true })).toEqual(
      ok('channel.flow-ok', { active: true }),
    );
  });

  its('refuses flow with active=false: 540', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('channel.flow', { active: false })).toEqual(
      connectionClosed(540, 'NOT_IMPLEMENTED - active=false', 'channel.flow'),
    );
  });

  its('grants every access.request', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('access.request', { realm: '/data' })).toEqual(
      ok('access.request-ok', { ticket: 1 }),
    );
  });

  its('closes whatever reason is given', async (bench) => {
    const channel = await bench.channel();
    const reason = { replyCode: 404, replyText: 'x', classId: 60, methodId: 40 };
    expect(await channel.call('channel.close', reason)).toEqual(ok('channel.close-ok'));
  });
});

contract('channel.flow', (its) => {
  its('is answered where it asks for what is anyway', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('channel.flow', { active: true })).toEqual(
      ok('channel.flow-ok', { active: true }),
    );
  });

  its('that stops the flow is 540', async (bench) => {
    const channel = await bench.channel();
    expect(await channel.call('channel.flow', { active: false })).toEqual(
      connectionClosed(540, 'NOT_IMPLEMENTED - active=false', 'channel.flow'),
    );
  });
});
