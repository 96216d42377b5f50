import { expect } from 'vitest';
import { contract } from './contract.ts';
import { channelClosed, ok } from './expected.ts';
import { queueWith, send } from './helpers.ts';

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
