import { once } from 'node:events';
import { createConnection } from 'node:net';
import { Duplex } from 'node:stream';
import amqp, { type ChannelModel, type ConfirmChannel } from 'amqplib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BrokerEvent, type RunningBroker, startBroker } from '../../src/index.ts';

let broker: RunningBroker;
let connection: ChannelModel;
let channel: ConfirmChannel;

beforeEach(async () => {
  broker = await startBroker();
  connection = await amqp.connect(broker.url, {
    clientProperties: { connection_name: 'shop' },
    noDelay: true,
  });
  connection.on('error', () => {});
  channel = await connection.createConfirmChannel();
  channel.on('error', () => {});
  await channel.assertQueue('orders');
});

afterEach(() => broker.close());

async function publish(text: string, options = {}): Promise<void> {
  channel.sendToQueue('orders', Buffer.from(text), options);
  await channel.waitForConfirms();
}

describe('broker.queue', () => {
  it('shows what is ready, and takes nothing', async () => {
    await publish('first', { headers: { n: 1, ratio: 0.5 }, contentType: 'text/plain' });
    await publish('second');

    const seen = broker.queue('orders');

    expect(seen).toMatchObject({ name: 'orders', type: 'classic', consumers: 0 });
    expect(seen?.messages.map(({ content }) => content.toString())).toEqual(['first', 'second']);
    expect(seen?.messages[0]).toMatchObject({
      exchange: '',
      routingKey: 'orders',
      headers: { n: 1, ratio: 0.5 },
      properties: { contentType: 'text/plain' },
      redelivered: false,
    });
    expect((await channel.checkQueue('orders')).messageCount).toBe(2);
  });

  it('is undefined for a queue that is not there', () => {
    expect(broker.queue('nobody')).toBeUndefined();
  });

  it('throws for a virtual host that is not there', () => {
    expect(() => broker.queue('orders', 'nowhere')).toThrow("no virtual host 'nowhere'");
  });
});

describe('broker.topology', () => {
  it('is what clients declared', async () => {
    await channel.assertExchange('news', 'topic', { durable: false });
    await channel.bindQueue('orders', 'news', 'a.#');
    const { exchanges, queues, bindings } = broker.topology();
    expect(exchanges).toMatchObject([{ name: 'news', type: 'topic', durable: false }]);
    expect(queues).toMatchObject([{ name: 'orders', durable: true }]);
    expect(bindings).toMatchObject([{ source: 'news', destination: 'orders', routingKey: 'a.#' }]);
  });
});

describe('broker.onEvent', () => {
  it('tells what happened to a message, with the reason for every decision', async () => {
    const events: BrokerEvent[] = [];
    await channel.assertExchange('news', 'topic');
    await channel.bindQueue('orders', 'news', 'order.*');
    const stop = broker.onEvent((event) => events.push(event));
    await channel.consume('orders', (message) => message && channel.ack(message), { consumerTag: 'c1' });

    channel.publish('news', 'order.created', Buffer.from('x'));
    channel.publish('news', 'refund', Buffer.from('y'), { mandatory: true });
    await channel.waitForConfirms();
    await channel.checkQueue('orders');
    stop();
    await publish('unseen');

    expect(events.map(({ type }) => type)).toEqual([
      'routed',
      'enqueued',
      'delivered',
      'routed',
      'returned',
      'acknowledged',
    ]);
    expect(events[0]).toMatchObject({
      queues: ['orders'],
      tried: [{ kind: 'binding', match: { matched: true, kind: 'topic' } }],
    });
    expect(events[3]).toMatchObject({
      queues: [],
      tried: [{ match: { matched: false, stuck: { pattern: 'order', word: 'refund' } } }],
    });
  });

  it('tells of a dead letter where it went and why', async () => {
    await channel.assertQueue('graveyard');
    await channel.assertQueue('mortal', {
      arguments: { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'graveyard' },
    });
    channel.sendToQueue('mortal', Buffer.from('x'));
    await channel.waitForConfirms();
    const message = await channel.get('mortal');
    const dead = new Promise<BrokerEvent>((resolve) =>
      broker.onEvent((event) => event.type === 'dead-lettered' && resolve(event)),
    );
    if (message) channel.nack(message, false, false);
    expect(await dead).toMatchObject({ queue: 'mortal', reason: 'rejected', queues: ['graveyard'] });
  });
});

describe('a listener that throws', () => {
  it('disturbs neither the broker nor its clients', async () => {
    const uncaught = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const errors: unknown[] = [];
    process.on('uncaughtException', (error) => errors.push(error));
    broker.onEvent(() => {
      throw new Error('a failed expectation');
    });
    await publish('one');
    const received: string[] = [];
    await channel.consume('orders', (message) => received.push(`${message?.content}`), { noAck: true });
    await publish('two');
    await channel.checkQueue('orders');
    process.removeAllListeners('uncaughtException');
    for (const listener of uncaught) process.on('uncaughtException', listener);

    expect(received).toEqual(['one', 'two']);
    expect(new Set(errors.map(String))).toEqual(new Set(['Error: a failed expectation']));
  });
});

describe('broker.fail', () => {
  it('cuts connections by name, without a word', async () => {
    const closed = new Promise((resolve) => connection.on('close', resolve));
    expect(broker.fail.connections('another')).toBe(0);
    expect(broker.fail.connections('shop')).toBe(1);
    await closed;
  });

  it('closes channels with an error of choice', async () => {
    const error = once(channel, 'error');
    broker.fail.channels({ connection: 'shop', error: 'RESOURCE_LOCKED', text: 'on request' });
    expect((await error)[0]).toMatchObject({ code: 405, message: expect.stringContaining('on request') });
    await (await connection.createChannel()).checkQueue('orders');
  });

  it('cancels consumers', async () => {
    const cancelled = new Promise((resolve) => {
      void channel.consume('orders', resolve, { consumerTag: 'c1' });
    });
    await channel.checkQueue('orders');
    expect(broker.fail.consumers('c1')).toBe(1);
    expect(await cancelled).toBeNull();
  });

  it('refuses confirms, as many as are asked for', async () => {
    broker.fail.confirms(1);
    const outcome = (): Promise<unknown> =>
      new Promise((resolve) => channel.sendToQueue('orders', Buffer.from('x'), {}, resolve));
    const plain = await connection.createChannel();
    plain.sendToQueue('orders', Buffer.from('without confirms'));
    await plain.checkQueue('orders');
    expect(await outcome()).toBeInstanceOf(Error);
    expect(await outcome()).toBeNull();
    expect(() => broker.fail.confirms(-1)).toThrow(RangeError);
  });
});

describe('broker.handle', () => {
  it('serves a client on a stream of its own', async () => {
    const [clientSide, brokerSide] = duplexPair();
    broker.handle(brokerSide);
    clientSide.write('AMQP\0\0\x09\x01');
    const [start] = (await once(clientSide, 'data')) as [Buffer];
    expect(start.subarray(7, 11)).toEqual(Buffer.from([0, 10, 0, 10]));
    const ended = once(clientSide, 'end');
    await broker.close();
    await ended;
  });
});

describe('broker.restart', () => {
  it('ends connections and keeps what is durable and persistent', async () => {
    await channel.assertQueue('passing', { durable: false });
    await publish('lost');
    await publish('kept', { persistent: true });
    const closed = once(connection, 'close');

    broker.restart();
    await closed;

    expect(broker.queue('passing')).toBeUndefined();
    expect(broker.queue('orders')?.messages.map(({ content }) => content.toString())).toEqual(['kept']);
    await (await amqp.connect(broker.url)).close();
  });
});

describe('broker.restart with unacknowledged messages', () => {
  it('counts their return once, whoever else consumes', async () => {
    await channel.assertQueue('quorum', { arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 2 } });
    channel.sendToQueue('quorum', Buffer.from('x'));
    await channel.waitForConfirms();
    const others = await Promise.all(Array.from({ length: 6 }, () => amqp.connect(broker.url)));
    for (const other of others) {
      other.on('error', () => {});
      await (await other.createChannel()).consume('quorum', () => {});
    }
    await channel.checkQueue('quorum');

    broker.restart();

    expect(broker.queue('quorum')?.messages).toMatchObject([
      { headers: { 'x-delivery-count': 1 }, redelivered: true },
    ]);
  });
});

describe('broker.close', () => {
  it('ends although a client does not read', async () => {
    const socket = createConnection(broker.port);
    socket.on('error', () => {});
    socket.pause();
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    await broker.close();
    socket.resume();
    await closed;
  });
});

describe('startBroker', () => {
  it('knows the users and virtual hosts that it is given, and no others', async () => {
    await using private_ = await startBroker({ users: { 'a b': 'p@ss' }, virtualHosts: ['shop'] });
    await (await amqp.connect(`${private_.url}/shop`)).close();
    const { port } = private_;
    await expect(amqp.connect(`amqp://guest:guest@127.0.0.1:${port}`)).rejects.toThrow(/ACCESS.REFUSED/);
    await expect(amqp.connect(`${private_.url}/nowhere`)).rejects.toThrow('ConnectionClose');
  });

  it.each([
    [{ vhosts: ['shop'] }, "no option 'vhosts': expected one of host, port, users, virtualHosts, clock"],
    [{ users: 'x' }, 'users as { name: password }'],
    [{ virtualHosts: 'shop' }, 'virtualHosts as an array'],
  ])('rejects %j', async (options, said) => {
    await expect(startBroker(options as object)).rejects.toThrow(said);
  });

  it('rejects where the port is taken', async () => {
    await expect(startBroker({ port: broker.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

function duplexPair(): [Duplex, Duplex] {
  const make = (other: () => Duplex): Duplex =>
    new Duplex({
      read() {},
      write(chunk, _encoding, done) {
        other().push(chunk);
        done();
      },
      final(done) {
        other().push(null);
        done();
      },
    });
  const a: Duplex = make(() => b);
  const b: Duplex = make(() => a);
  return [a, b];
}
