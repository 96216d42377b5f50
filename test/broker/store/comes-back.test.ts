import { describe, expect, test } from 'vitest';
import type { RunningBroker } from '../../../src/lib/broker/broker.ts';
import { VirtualClock } from '../../../src/lib/broker/clock.ts';
import { type FieldTable, type FieldValue, fieldTable } from '../../../src/lib/routing/values.ts';
import type { Properties } from '../../../src/lib/wire/properties.ts';
import { queueWith, send, to } from '../../contract/helpers.ts';
import { bodiesIn, brokerOn, channelOn, confirmed, temporaryFolder } from './folder.ts';

const PERSISTENT: Properties = { deliveryMode: 2 };
const DURABLE = { durable: true } as const;
const EMPTY = Buffer.alloc(0);

/** What is before and after: the first broker closed, another one on its folder. */
async function reopened(
  folder: string,
  before: (broker: RunningBroker) => Promise<void>,
): Promise<RunningBroker> {
  const broker = await brokerOn(folder);
  await before(broker);
  await broker.close();
  return brokerOn(folder);
}

/** A value of every type that a table can hold. */
const EVERY_TYPE: FieldTable = new Map<string, FieldValue>([
  ['boolean', { type: 'boolean', value: true }],
  ['int8', { type: 'int8', value: -8 }],
  ['int64', { type: 'int64', value: 2n ** 60n }],
  ['double', { type: 'double', value: 0.1 }],
  ['decimal', { type: 'decimal', value: { scale: 2, digits: 314 } }],
  ['string', { type: 'string', value: 'ſtraße' }],
  ['binary', { type: 'binary', value: Buffer.from([0, 255]) }],
  ['timestamp', { type: 'timestamp', value: 1_700_000_000n }],
  ['void', { type: 'void' }],
  ['array', { type: 'array', value: [{ type: 'int32', value: 1 }] }],
  ['table', { type: 'table', value: new Map([['x', { type: 'string', value: 'y' }]]) }],
]);

describe('a broker on the folder of another that ended', () => {
  test('has its durable exchanges, queues and bindings, with their arguments, and no others', async () => {
    const before: ReturnType<RunningBroker['topology']>[] = [];
    const after = await reopened(await temporaryFolder(), async (broker) => {
      const channel = await channelOn(broker);
      const args = fieldTable({ 'alternate-exchange': 'spare', unknown: [1, { deep: true }] });
      await channel.ok('exchange.declare', {
        exchange: 'kept',
        type: 'headers',
        ...DURABLE,
        arguments: args,
      });
      await channel.ok('exchange.declare', { exchange: 'spare', type: 'fanout', ...DURABLE, internal: true });
      await channel.ok('exchange.declare', { exchange: 'auto', type: 'topic', ...DURABLE, autoDelete: true });
      await queueWith(channel, 'classic', { 'x-max-priority': 3, 'x-queue-mode': 'lazy' }, DURABLE);
      await queueWith(channel, 'quorum', { 'x-queue-type': 'quorum', 'x-delivery-limit': 2 }, DURABLE);
      await queueWith(channel, 'stream', { 'x-queue-type': 'stream', 'x-max-age': '1h' }, DURABLE);
      await queueWith(channel, 'auto-delete', {}, { ...DURABLE, autoDelete: true });
      await channel.ok('exchange.bind', { source: 'auto', destination: 'kept', routingKey: '#' });
      for (const queue of ['classic', 'quorum', 'stream']) {
        await channel.ok('queue.bind', { exchange: 'kept', queue, arguments: EVERY_TYPE });
        await channel.ok('queue.bind', {
          exchange: 'amq.topic',
          queue,
          routingKey: `${'long.'.repeat(50)}#`,
        });
      }
      before.push(broker.topology());
      await channel.ok('queue.declare', { queue: 'transient' });
      await channel.ok('queue.declare', { queue: 'exclusive', ...DURABLE, exclusive: true });
      await channel.ok('exchange.declare', { exchange: 'transient', type: 'direct' });
      await channel.ok('queue.bind', { exchange: 'kept', queue: 'transient' });
      await channel.ok('queue.bind', { exchange: 'transient', queue: 'classic' });
      await channel.ok('queue.bind', { exchange: 'amq.topic', queue: 'exclusive', routingKey: 'k' });
    });
    expect(sorted(after.topology())).toEqual(sorted(before[0] as ReturnType<RunningBroker['topology']>));
  });

  test('has no more what was deleted, unbound, purged or acknowledged', async () => {
    const after = await reopened(await temporaryFolder(), async (broker) => {
      const channel = await channelOn(broker);
      for (const queue of ['deleted', 'purged', 'acked', 'anew']) {
        await queueWith(channel, queue, {}, DURABLE);
        await channel.ok('queue.bind', { exchange: 'amq.fanout', queue });
      }
      channel.publish('amq.fanout', '', 'm', { properties: PERSISTENT });
      await confirmed(channel, 1);
      await channel.ok('queue.delete', { queue: 'deleted' });
      await channel.ok('queue.delete', { queue: 'anew' });
      await queueWith(channel, 'anew', {}, DURABLE);
      await channel.ok('queue.purge', { queue: 'purged' });
      expect(await channel.bodies('acked')).toEqual(['m']);
      await channel.ok('queue.unbind', { exchange: 'amq.fanout', queue: 'acked' });
    });
    expect(
      after
        .topology()
        .queues.map(({ name }) => name)
        .sort(),
    ).toEqual(['acked', 'anew', 'purged']);
    expect(after.topology().bindings.map(({ destination }) => destination)).toEqual(['purged']);
    for (const queue of ['purged', 'acked', 'anew']) expect(bodiesIn(after, queue)).toEqual([]);
  });

  test('has the persistent messages in order, as they were, and no others', async () => {
    const properties: Properties = {
      contentType: 'text/plain',
      headers: EVERY_TYPE,
      deliveryMode: 2,
      priority: 7,
      correlationId: 'c',
      messageId: 'i',
      timestamp: 5n,
    };
    const large = Buffer.alloc(1024 * 1024, 'large');
    const after = await reopened(await temporaryFolder(), async (broker) => {
      const channel = await channelOn(broker);
      await queueWith(channel, 'q', {}, DURABLE);
      send(channel, 'q', 'whole', properties);
      send(channel, 'q', 'passing', { deliveryMode: 1 });
      channel.publish('', 'q', large, { properties: PERSISTENT });
      channel.publish('', 'q', '', { properties: PERSISTENT });
      await confirmed(channel, 4);
    });
    const channel = await channelOn(after);
    const get = () => channel.call('basic.get', { queue: 'q', noAck: true });
    expect(await get()).toMatchObject({
      properties,
      body: Buffer.from('whole'),
      routingKey: 'q',
      redelivered: false,
      messageCount: 2,
    });
    expect((await get()) as { body?: Buffer }).toSatisfy(({ body }) => large.equals(body ?? EMPTY));
    expect(await get()).toMatchObject({ body: EMPTY, messageCount: 0 });
  });

  test('has a message once in memory, however many queues have it', async () => {
    const used: number[] = [];
    const queues = Array.from({ length: 10 }, (_, at) => `q${at}`);
    const messages = ['x'.repeat(2000), 'x'.repeat(2000), 'y'.repeat(100_000), ''];
    const after = await reopened(await temporaryFolder(), async (broker) => {
      const channel = await channelOn(broker);
      for (const queue of queues) {
        await queueWith(channel, queue, {}, DURABLE);
        await channel.ok('queue.bind', { queue, exchange: 'amq.fanout' });
      }
      for (const body of messages) channel.publish('amq.fanout', 'k', body, { properties: PERSISTENT });
      channel.publish('amq.fanout', 'other', messages[0] ?? '', { properties: PERSISTENT });
      await confirmed(channel, messages.length + 1);
      used.push(broker.memory.used);
    });
    expect(after.memory.used).toBeLessThanOrEqual(used[0] ?? 0);
    for (const queue of queues) {
      const kept = after.queue(queue)?.messages ?? [];
      expect(kept.map(({ content }) => `${content}`)).toEqual([...messages, messages[0]]);
      expect(kept.map(({ routingKey }) => routingKey)).toEqual(['k', 'k', 'k', 'k', 'other']);
    }
    const channel = await channelOn(after);
    for (const queue of queues.slice(1)) await channel.ok('queue.purge', { queue });
    expect(bodiesIn(after, 'q0')).toEqual([...messages, messages[0]]);
  });

  test('knows who a message was for: CC is shown, BCC is not', async () => {
    const headers = fieldTable({ CC: ['copy'], BCC: ['blind'] });
    const after = await reopened(await temporaryFolder(), async (broker) => {
      const channel = await channelOn(broker);
      for (const queue of ['q', 'copy', 'blind', 'dead']) await queueWith(channel, queue, {}, DURABLE);
      send(channel, 'q', 'm', { ...PERSISTENT, headers });
      await confirmed(channel, 1);
    });
    for (const queue of ['q', 'copy', 'blind'])
      expect(after.queue(queue)?.messages).toMatchObject([{ headers: { CC: ['copy'] }, routingKey: 'q' }]);
    expect(after.queue('blind')?.messages[0]?.headers).not.toHaveProperty('BCC');
  });

  test('marks what was out, or came back, as redelivered', async () => {
    const after = await reopened(await temporaryFolder(), async (broker) => {
      const channel = await channelOn(broker);
      await queueWith(channel, 'q', {}, DURABLE);
      for (const body of ['held', 'requeued', 'waiting']) send(channel, 'q', body, PERSISTENT);
      await confirmed(channel, 3);
      for (let left = 2; left > 0; left--) await channel.call('basic.get', { queue: 'q' });
      channel.send('basic.reject', { deliveryTag: 2, requeue: true });
      await channel.settled('q');
    });
    expect(bodiesIn(after, 'q')).toEqual(['held+', 'requeued+', 'waiting']);
  });

  test('goes on where a queue was in all that follows', async () => {
    const folder = await temporaryFolder();
    await reopened(folder, async (broker) => {
      const channel = await channelOn(broker);
      await queueWith(channel, 'q', { 'x-max-priority': 2 }, DURABLE);
      for (const [body, priority] of [
        ['a', 1],
        ['b', 2],
        ['c', 1],
      ] as const)
        send(channel, 'q', body, { ...PERSISTENT, priority });
      await confirmed(channel, 3);
    }).then(async (second) => {
      const channel = await channelOn(second);
      send(channel, 'q', 'd', { ...PERSISTENT, priority: 1 });
      await confirmed(channel, 1);
      expect(await channel.call('basic.get', { queue: 'q', noAck: true })).toMatchObject({
        body: Buffer.from('b'),
      });
      await second.close();
    });
    expect(bodiesIn(await brokerOn(folder), 'q')).toEqual(['a', 'c', 'd']);
  });

  test('lets expire what became too old meanwhile, to a dead-letter queue that comes after it', async () => {
    const folder = await temporaryFolder();
    const clock = new VirtualClock();
    const first = await brokerOn(folder, { clock });
    const channel = await channelOn(first);
    await queueWith(channel, 'a', { 'x-dead-letter-exchange': 'amq.fanout', 'x-message-ttl': 1000 }, DURABLE);
    await queueWith(channel, 'zzz', {}, DURABLE);
    await channel.ok('queue.bind', { exchange: 'amq.fanout', queue: 'zzz' });
    for (const body of ['short', 'long'])
      send(channel, 'a', body, { ...PERSISTENT, ...(body === 'short' && { expiration: '500' }) });
    await confirmed(channel, 2);
    await first.close();
    clock.advanceTo(clock.now() + 600);
    const second = await brokerOn(folder, { clock });
    expect([bodiesIn(second, 'a'), bodiesIn(second, 'zzz')]).toEqual([['long'], ['short']]);
    clock.advanceTo(clock.now() + 400);
    expect([bodiesIn(second, 'a'), bodiesIn(second, 'zzz')]).toEqual([[], ['short', 'long']]);
  });

  test('leaves alone what belongs to a virtual host that it has not', async () => {
    const folder = await temporaryFolder();
    const first = await brokerOn(folder, { virtualHosts: ['shop'] });
    const channel = await channelOn(first, 'shop');
    await queueWith(channel, 'q', {}, DURABLE);
    send(channel, 'q', 'm', PERSISTENT);
    await confirmed(channel, 1);
    await first.close();
    const second = await brokerOn(folder);
    expect(second.topology().queues).toEqual([]);
    await second.close();
    const third = await brokerOn(folder, { virtualHosts: ['shop'] });
    expect(third.queue('q', 'shop')?.messages.map(({ content }) => String(content))).toEqual(['m']);
  });

  test('has what a commit-ok promised', async () => {
    const after = await reopened(await temporaryFolder(), async (broker) => {
      const client = (await channelOn(broker)).client;
      const channel = await client.openChannel(2);
      await queueWith(channel, 'q', {}, DURABLE);
      await channel.ok('tx.select');
      send(channel, 'q', 'committed', PERSISTENT);
      await channel.ok('tx.commit');
      send(channel, 'q', 'open', PERSISTENT);
      await channel.settled();
    });
    expect(bodiesIn(after, 'q')).toEqual(['committed']);
  });
});

test('a quorum queue keeps how often its messages came back, and counts on', async () => {
  const after = await reopened(await temporaryFolder(), async (broker) => {
    const channel = await channelOn(broker);
    await queueWith(channel, 'dead', {}, DURABLE);
    await queueWith(channel, 'q', to('dead', { 'x-queue-type': 'quorum', 'x-delivery-limit': 2 }), DURABLE);
    send(channel, 'q', 'm');
    await confirmed(channel, 1);
    await channel.call('basic.get', { queue: 'q' });
    channel.send('basic.nack', { deliveryTag: 1, requeue: true });
    await channel.call('basic.get', { queue: 'q' });
    await channel.settled('q');
  });
  const channel = await channelOn(after);
  expect(await channel.call('basic.get', { queue: 'q' })).toMatchObject({
    redelivered: true,
    properties: { headers: fieldTable({ 'x-delivery-count': 2n }) },
  });
  channel.send('basic.nack', { deliveryTag: 1, requeue: true });
  await channel.settled('q');
  expect(bodiesIn(after, 'dead')).toEqual(['m']);
});

function sorted({ exchanges, queues, bindings }: ReturnType<RunningBroker['topology']>) {
  const byText = <T>(items: readonly T[]): T[] => [...items].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  return { exchanges: byText(exchanges), queues: byText(queues), bindings: byText(bindings) };
}

const textOf = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) =>
    value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value,
  );
