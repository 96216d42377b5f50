import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningBroker, startBroker } from '../../src/lib/broker/broker.ts';
import { VirtualClock } from '../../src/lib/broker/clock.ts';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import { methodFrame, type RawChannel, RawClient } from '../support/raw-client.ts';

const LIMIT = 1_000_000;
const BODY = 'x'.repeat(10_000);
const TOLD = { capabilities: { 'connection.blocked': true } };

let clock: VirtualClock;
let broker: RunningBroker;
let clients: RawClient[];

beforeEach(async () => {
  clock = new VirtualClock();
  broker = await startBroker({ clock, memoryLimit: LIMIT });
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.destroy();
  await broker.close();
});

async function open(): Promise<RawChannel> {
  const client = await RawClient.connect(broker.url, TOLD);
  clients.push(client);
  return client.openChannel();
}

const declare = (channel: RawChannel, queue: string, args: PlainTable = {}) =>
  channel.ok('queue.declare', {
    queue,
    durable: 'x-queue-type' in args,
    arguments: fieldTable(args),
  });

/** Waits until the broker has handled all that was sent. */
const handled = (channel: RawChannel) => channel.ok('basic.qos', { prefetchCount: 0 });

/** Ways in which a message that waits is gone in the end. */
const WAYS: readonly (readonly [string, PlainTable, (channel: RawChannel) => Promise<unknown>])[] = [
  [
    'basic.get without acknowledgement',
    {},
    (channel) => channel.call('basic.get', { queue: 'q', noAck: true }),
  ],
  [
    'an acknowledgement',
    {},
    async (channel) => {
      await channel.call('basic.get', { queue: 'q' });
      channel.send('basic.ack', { deliveryTag: 1 });
      await handled(channel);
    },
  ],
  [
    'a rejection after a requeue',
    {},
    async (channel) => {
      await channel.call('basic.get', { queue: 'q' });
      channel.send('basic.reject', { deliveryTag: 1, requeue: true });
      await channel.call('basic.get', { queue: 'q' });
      channel.send('basic.reject', { deliveryTag: 2, requeue: false });
      await handled(channel);
    },
  ],
  [
    'an automatic acknowledgement',
    {},
    async (channel) => {
      await channel.ok('basic.consume', { queue: 'q', noAck: true });
      await channel.next();
    },
  ],
  ['a purge', {}, (channel) => channel.ok('queue.purge', { queue: 'q' })],
  ['the deletion of its queue', {}, (channel) => channel.ok('queue.delete', { queue: 'q' })],
  [
    'the deletion of its queue while a consumer holds it',
    {},
    async (channel) => {
      await channel.call('basic.get', { queue: 'q' });
      await channel.ok('queue.delete', { queue: 'q' });
      await channel.ok('channel.close', { replyCode: 200 });
      await channel.ok('channel.open');
    },
  ],
  ['its expiry', { 'x-message-ttl': 10 }, async () => clock.advanceBy(10)],
  [
    'a limit of its queue',
    { 'x-max-length': 1 },
    async (channel) => {
      channel.publish('', 'q', '');
      await channel.ok('queue.purge', { queue: 'q' });
    },
  ],
  [
    'a delivery limit',
    { 'x-queue-type': 'quorum', 'x-delivery-limit': 0 },
    async (channel) => {
      await channel.call('basic.get', { queue: 'q' });
      channel.send('basic.reject', { deliveryTag: 1, requeue: true });
      await handled(channel);
    },
  ],
  ['a restart that it does not survive', {}, async () => broker.restart()],
];

describe('memory', () => {
  test.each(WAYS)('is free again after %s', async (_way, args, leave) => {
    const channel = await open();
    await declare(channel, 'q', args);
    channel.publish('', 'q', BODY);
    await handled(channel);
    expect(broker.memory.used).toBeGreaterThan(BODY.length);
    await leave(channel);
    expect(broker.memory.used).toBe(0);
  });

  test('of a stream is free again once it is deleted', async () => {
    const channel = await open();
    await declare(channel, 's', { 'x-queue-type': 'stream' });
    for (let count = 0; count < 3; count++) channel.publish('', 's', BODY);
    await handled(channel);
    expect(broker.memory.used).toBeGreaterThan(3 * BODY.length);
    await channel.ok('queue.delete', { queue: 's' });
    expect(broker.memory.used).toBe(0);
  });

  test('holds a body once, in however many queues it is', async () => {
    const channel = await open();
    for (let number = 0; number < 5; number++) {
      await declare(channel, `q${number}`);
      await channel.ok('queue.bind', { queue: `q${number}`, exchange: 'amq.fanout' });
    }
    channel.publish('amq.fanout', '', BODY);
    await handled(channel);
    expect(broker.memory.used).toBeGreaterThan(BODY.length);
    expect(broker.memory.used).toBeLessThan(BODY.length + 2000);
    for (let number = 0; number < 5; number++) await channel.ok('queue.purge', { queue: `q${number}` });
    expect(broker.memory.used).toBe(0);
  });

  test.each(['tx.commit', 'tx.rollback', 'channel.close'] as const)(
    'holds what a transaction published until %s',
    async (end) => {
      const channel = await open();
      await channel.ok('tx.select');
      channel.publish('', 'nowhere', BODY);
      await handled(channel);
      expect(broker.memory.used).toBeGreaterThan(BODY.length);
      await channel.ok(end, end === 'channel.close' ? { replyCode: 200 } : {});
      expect(broker.memory.used).toBe(0);
    },
  );

  test.each(['the rest of it', 'the end of its channel'])('holds part of a body until %s', async (end) => {
    const { client } = await open();
    const other = await client.openChannel(2);
    client.sendBytes(methodFrame(1, 'basic.publish', { routingKey: 'nowhere' }));
    client.sendFrame(2, 1, Buffer.from([0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0x4e, 0x20, 0, 0]));
    client.sendFrame(3, 1, Buffer.from(BODY));
    await handled(other);
    expect(broker.memory.used).toBe(BODY.length);
    if (end === 'the rest of it') {
      client.sendFrame(3, 1, Buffer.from(BODY));
      await handled(other);
    } else {
      client.destroy();
      const next = await open();
      await handled(next);
    }
    expect(broker.memory.used).toBe(0);
  });

  test('that is full blocks publishers until consumers have made room', async () => {
    const [publisher, consumer] = [await open(), await open()];
    await declare(consumer, 'q');
    for (let count = 0; count < 300; count++) publisher.publish('', 'q', BODY);
    publisher.send('basic.qos', { prefetchCount: 0 });
    expect(await publisher.next()).toMatchObject({ name: 'connection.blocked', reason: 'low on memory' });
    expect(broker.memory.isLow).toBe(true);
    expect(broker.memory.used).toBeLessThan(LIMIT + 70_000);

    await consumer.ok('basic.consume', { queue: 'q', noAck: true });
    for (let count = 0; count < 300; count++) {
      expect(await consumer.next()).toMatchObject({ name: 'basic.deliver' });
      expect(broker.memory.used).toBeLessThan(LIMIT + 70_000);
    }
    const said = new Set<string>();
    while (!said.has('basic.qos-ok')) said.add((await publisher.next()).name);
    expect(said).toContain('connection.unblocked');
    expect(broker.memory).toMatchObject({ used: 0, isLow: false });
  });

  test('that comes free as the broker ends is told to nobody', async () => {
    const blocked: (string | undefined)[] = [];
    await using ending = await startBroker({ memoryLimit: 1, onBlocked: (reason) => blocked.push(reason) });
    const client = await RawClient.connect(ending.url, TOLD);
    clients.push(client);
    const publisher = await client.openChannel();
    await publisher.ok('queue.declare', { queue: 'q' });
    publisher.publish('', 'q', BODY);
    expect(await publisher.next()).toMatchObject({ name: 'connection.blocked' });
    await ending.close();
    expect(ending.memory.used).toBe(0);
    expect(blocked).toEqual(['low on memory']);
  });

  test('that is short on request is so until that is taken back', async () => {
    const publisher = await open();
    const end = broker.fail.memory();
    publisher.publish('', 'nowhere', BODY);
    expect(await publisher.next()).toMatchObject({ name: 'connection.blocked' });
    end();
    end();
    expect(await publisher.next()).toMatchObject({ name: 'connection.unblocked' });
  });
});
