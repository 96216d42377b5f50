import { expect } from 'vitest';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import { type RawChannel, type Received, withHeaders } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import { elapsed, got, headersOf, queueWith, send, to } from './helpers.ts';

interface Death {
  readonly queue: string;
  readonly reason: string;
  readonly count?: number;
  readonly exchange?: string;
  readonly keys?: readonly string[];
  readonly more?: PlainTable;
}

/** An entry of x-death; its time is any timestamp. */
const death = ({ queue, reason, count = 1, exchange = '', keys = [queue], more = {} }: Death) => ({
  queue,
  reason,
  count,
  exchange,
  'routing-keys': [...keys],
  time: { '!': 'timestamp', value: expect.any(Number) },
  ...more,
});

const firstDeath = (queue: string, reason: string, exchange = '') => ({
  'x-first-death-queue': queue,
  'x-first-death-reason': reason,
  'x-first-death-exchange': exchange,
});

/** Takes the next message of a queue and rejects it for good. */
async function reject(channel: RawChannel, queue: string): Promise<void> {
  const { deliveryTag } = await got(channel, queue, false);
  channel.send('basic.reject', { deliveryTag });
}

contract('gotcha 36: a dead letter', (its) => {
  its('is made by a reject and by a nack without requeue', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters));
    for (const body of ['a', 'b', 'c']) send(channel, queue, body);
    await reject(channel, queue);
    const { deliveryTag } = await got(channel, queue, false);
    await got(channel, queue, false);
    channel.send('basic.nack', { deliveryTag: deliveryTag + 1, multiple: true });
    for (const body of ['a', 'b', 'c']) {
      const letter = await got(channel, letters);
      expect(letter).toMatchObject({
        exchange: '',
        routingKey: letters,
        redelivered: false,
        body: Buffer.from(body),
      });
      expect(headersOf(letter)).toEqual({
        'x-death': [death({ queue, reason: 'rejected' })],
        ...firstDeath(queue, 'rejected'),
      });
    }
  });

  its("is made by the queue's TTL", async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters, { 'x-message-ttl': 20 }));
    send(channel, queue, 'a', { messageId: 'm', priority: 3, ...withHeaders({ a: 1 }) });
    const letter = await got(channel, letters);
    expect(letter.properties).toMatchObject({ messageId: 'm', priority: 3 });
    expect(headersOf(letter)).toEqual({
      a: 1,
      'x-death': [death({ queue, reason: 'expired' })],
      ...firstDeath(queue, 'expired'),
    });
  });

  its("gotcha 39: is made by the message's own expiration, which moves into x-death", async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters));
    send(channel, queue, 'a', { expiration: '20' });
    const letter = await got(channel, letters);
    expect(letter.properties).not.toHaveProperty('expiration');
    expect(headersOf(letter)['x-death']).toEqual([
      death({ queue, reason: 'expired', more: { 'original-expiration': '20' } }),
    ]);
  });

  its('is made by max-length, of the oldest', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters, { 'x-max-length': 1 }));
    for (const body of ['a', 'b']) send(channel, queue, body);
    const letter = await got(channel, letters);
    expect(letter.body).toEqual(Buffer.from('a'));
    expect(headersOf(letter)['x-death']).toEqual([death({ queue, reason: 'maxlen' })]);
  });

  its('is not made by purge and delete', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters));
    send(channel, queue, 'a');
    await channel.ok('queue.purge', { queue });
    send(channel, queue, 'a');
    await channel.ok('queue.delete', { queue });
    expect(await channel.bodies(letters)).toEqual([]);
  });

  its('is not made of what is rejected once its queue is gone', async (bench) => {
    const channel = await bench.channel();
    const dead = await queueWith(channel, bench.name('dead'));
    const queue = await queueWith(channel, bench.name('q'), to(dead));
    send(channel, queue, 'a');
    await channel.settled(queue);
    await channel.call('basic.get', { queue });
    await channel.ok('queue.delete', { queue });
    channel.send('basic.reject', { deliveryTag: 1 });
    await channel.settled(dead);
    expect(await channel.bodies(dead)).toEqual([]);
  });

  its('comes after the message itself where both go to one queue', async (bench) => {
    const channel = await bench.channel();
    const both = await queueWith(channel, bench.name('both'));
    const first = await queueWith(channel, bench.name('a-first'), to(both, { 'x-message-ttl': 0 }));
    const exchange = bench.name('x');
    await channel.ok('exchange.declare', { exchange, type: 'fanout' });
    for (const queue of [first, both]) await channel.ok('queue.bind', { exchange, queue });
    channel.publish(exchange, '', 'm');
    const message = await got(channel, both);
    expect(headersOf(message)).toEqual({});
    expect(headersOf(await got(channel, both))).toMatchObject({ 'x-first-death-queue': first });
  });
});

contract('gotcha 37: a dead-letter exchange', (its) => {
  its('routes by the original keys, CC included, where no key is set', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('dlx');
    await channel.ok('exchange.declare', { exchange, type: 'direct' });
    const [byKey, byCc] = [
      await queueWith(channel, bench.name('k')),
      await queueWith(channel, bench.name('cc')),
    ];
    const queue = await queueWith(channel, bench.name('q'), { 'x-dead-letter-exchange': exchange });
    await channel.ok('queue.bind', { queue: byKey, exchange, routingKey: queue });
    await channel.ok('queue.bind', { queue: byCc, exchange, routingKey: 'extra' });
    send(channel, queue, 'a', withHeaders({ CC: ['extra'] }));
    await reject(channel, queue);
    for (const letters of [byKey, byCc]) {
      const letter = await got(channel, letters);
      expect(letter).toMatchObject({ exchange, routingKey: queue });
      expect(headersOf(letter)).toMatchObject({
        CC: ['extra'],
        'x-death': [death({ queue, reason: 'rejected', keys: [queue, 'extra'] })],
      });
    }
  });

  its('lists a key as often as CC does, and reaches a queue once', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('letters'));
    const queue = await queueWith(channel, bench.name('q'), { 'x-dead-letter-exchange': '' });
    send(channel, queue, 'a', withHeaders({ CC: [letters, letters] }));
    await got(channel, letters);
    await reject(channel, queue);
    const keys = [queue, letters, letters];
    expect(headersOf(await got(channel, letters))['x-death']).toEqual([
      death({ queue, reason: 'rejected', keys }),
    ]);
    await channel.settled(letters);
    expect(await channel.bodies(letters)).toEqual([]);
  });

  its('with a key of its own routes by that alone, and CC is gone', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const copied = await queueWith(channel, bench.name('cc'));
    const queue = await queueWith(channel, bench.name('q'), to(letters));
    send(channel, queue, 'a', withHeaders({ CC: [copied] }));
    await got(channel, copied);
    await reject(channel, queue);
    const headers = headersOf(await got(channel, letters));
    expect(headers).not.toHaveProperty('CC');
    expect(headers['x-death']).toEqual([death({ queue, reason: 'rejected', keys: [queue, copied] })]);
    expect(await channel.bodies(copied)).toEqual([]);
  });

  its('never learns of BCC', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('dlx');
    await channel.ok('exchange.declare', { exchange, type: 'fanout' });
    const letters = await queueWith(channel, bench.name('dlq'));
    await channel.ok('queue.bind', { queue: letters, exchange });
    const queue = await queueWith(channel, bench.name('q'), { 'x-dead-letter-exchange': exchange });
    send(channel, queue, 'a', withHeaders({ BCC: ['secret'] }));
    await reject(channel, queue);
    expect(headersOf(await got(channel, letters))).toEqual({
      'x-death': [death({ queue, reason: 'rejected' })],
      ...firstDeath(queue, 'rejected'),
    });
  });

  its('may be internal', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('dlx');
    await channel.ok('exchange.declare', { exchange, type: 'fanout', internal: true });
    const letters = await queueWith(channel, bench.name('dlq'));
    await channel.ok('queue.bind', { queue: letters, exchange });
    const queue = await queueWith(channel, bench.name('q'), { 'x-dead-letter-exchange': exchange });
    send(channel, queue, 'a');
    await reject(channel, queue);
    expect(await got(channel, letters)).toMatchObject({ exchange, routingKey: queue });
  });

  its('that is missing, or matches nothing, drops in silence', async (bench) => {
    const channel = await bench.channel();
    for (const exchange of [bench.name('missing'), 'amq.direct']) {
      const queue = await queueWith(channel, bench.name('q'), { 'x-dead-letter-exchange': exchange });
      send(channel, queue, 'a');
      await reject(channel, queue);
      expect(await channel.call('basic.qos')).toMatchObject({ name: 'basic.qos-ok' });
    }
  });

  its('keeps the exchange that the message was published to in x-death', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    await channel.ok('exchange.declare', { exchange, type: 'fanout' });
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters));
    await channel.ok('queue.bind', { queue, exchange });
    channel.publish(exchange, 'key', 'a');
    await reject(channel, queue);
    expect(headersOf(await got(channel, letters))).toEqual({
      'x-death': [death({ queue, reason: 'rejected', exchange, keys: ['key'] })],
      ...firstDeath(queue, 'rejected', exchange),
    });
  });

  its('asks its alternate exchange', async (bench) => {
    const channel = await bench.channel();
    const [exchange, alternate] = [bench.name('dlx'), bench.name('ae')];
    await channel.ok('exchange.declare', { exchange: alternate, type: 'fanout' });
    const args = fieldTable({ 'alternate-exchange': alternate });
    await channel.ok('exchange.declare', { exchange, type: 'direct', arguments: args });
    const letters = await queueWith(channel, bench.name('dlq'));
    await channel.ok('queue.bind', { queue: letters, exchange: alternate });
    const queue = await queueWith(channel, bench.name('q'), { 'x-dead-letter-exchange': exchange });
    send(channel, queue, 'a');
    await reject(channel, queue);
    expect(await got(channel, letters)).toMatchObject({ exchange });
  });

  its('goes nowhere while its exchange is deleted, and to the next one of that name', async (bench) => {
    const channel = await bench.channel();
    const dead = await queueWith(channel, bench.name('dead'));
    const exchange = bench.name('dlx');
    const args = { 'x-dead-letter-exchange': exchange, 'x-message-ttl': 0 };
    const queue = await queueWith(channel, bench.name('q'), args);
    await channel.ok('exchange.declare', { exchange, type: 'fanout' });
    await channel.ok('queue.bind', { exchange, queue: dead });
    await channel.ok('exchange.delete', { exchange, ifUnused: false });
    send(channel, queue, 'lost');
    await channel.settled(queue, dead);
    await channel.ok('exchange.declare', { exchange, type: 'direct' });
    await channel.ok('queue.bind', { exchange, queue: dead, routingKey: queue });
    send(channel, queue, 'found');
    expect((await got(channel, dead)).body?.toString()).toBe('found');
  });
});

contract('gotcha 41: x-death', (its) => {
  its('has one entry for each queue and reason, the newest first', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const second = await queueWith(channel, bench.name('second'), to(letters));
    const first = await queueWith(channel, bench.name('first'), to(second, { 'x-message-ttl': 5 }));
    send(channel, first, 'a');
    await reject(channel, second);
    expect(headersOf(await got(channel, letters))).toEqual({
      'x-death': [death({ queue: second, reason: 'rejected' }), death({ queue: first, reason: 'expired' })],
      ...firstDeath(first, 'expired'),
    });
  });

  its('counts, and moves what it counts to the front', async (bench) => {
    const channel = await bench.channel();
    const [work, wait] = [bench.name('work'), bench.name('wait')];
    await queueWith(channel, work, to(wait));
    await queueWith(channel, wait, to(work, { 'x-message-ttl': 5 }));
    send(channel, work, 'a');
    for (let round = 1; round <= 3; round++) {
      const message = await got(channel, work, false);
      const deaths = [
        death({ queue: wait, reason: 'expired', count: round - 1 }),
        death({ queue: work, reason: 'rejected', count: round - 1 }),
      ];
      expect(headersOf(message)['x-death']).toEqual(round === 1 ? undefined : deaths);
      channel.send('basic.reject', { deliveryTag: message.deliveryTag });
    }
  });

  its('of a client is taken over and counted on', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters));
    const { time: _, ...old } = death({ queue, reason: 'rejected' });
    const claimed = { ...old, count: { '!': 'int64', value: 7 } };
    send(channel, queue, 'a', withHeaders({ 'x-death': [claimed], 'x-first-death-queue': 'elsewhere' }));
    await reject(channel, queue);
    expect(headersOf(await got(channel, letters))).toEqual({
      'x-death': [{ ...old, count: 8 }],
      'x-first-death-queue': 'elsewhere',
    });
  });

  its('of a client that makes no sense is replaced, with nothing on the first death', async (bench) => {
    const channel = await bench.channel();
    const letters = await queueWith(channel, bench.name('dlq'));
    const queue = await queueWith(channel, bench.name('q'), to(letters));
    send(channel, queue, 'a', withHeaders({ 'x-death': 'nonsense' }));
    await reject(channel, queue);
    expect(headersOf(await got(channel, letters))).toEqual({
      'x-death': [death({ queue, reason: 'rejected' })],
    });
  });
});

contract('gotcha 40: a cycle of dead letters', (its) => {
  its('ends where nobody rejected: the message is dropped', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await queueWith(channel, queue, to(queue, { 'x-message-ttl': 10 }));
    const [one, two] = [bench.name('one'), bench.name('two')];
    await queueWith(channel, one, to(two, { 'x-message-ttl': 10 }));
    await queueWith(channel, two, to(one, { 'x-message-ttl': 10 }));
    for (const name of [queue, one]) send(channel, name, 'a');
    await elapsed(bench, 150);
    for (const name of [queue, one, two]) expect(await channel.bodies(name)).toEqual([]);
  });

  its('goes on for ever where somebody rejects', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await queueWith(channel, queue, to(queue));
    send(channel, queue, 'a');
    for (let round = 0; round < 5; round++) await reject(channel, queue);
    const message: Received = await got(channel, queue);
    expect(headersOf(message)['x-death']).toEqual([death({ queue, reason: 'rejected', count: 5 })]);
  });
});
