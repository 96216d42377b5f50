import { AMQPClient, type AMQPMessage, AMQPSession } from '@cloudamqp/amqp-client';
import { expect } from 'vitest';
import { type Bench, contract } from '../contract/contract.ts';
import { noQueue } from '../contract/expected.ts';
import { Inbox } from './inbox.ts';

/** A connection that ends after the case, whatever comes of it. */
async function connected(bench: Bench, run: (client: AMQPClient) => Promise<void>): Promise<void> {
  const client = new AMQPClient(bench.broker.url);
  await client.connect();
  client.onerror = () => {};
  try {
    await run(client);
  } finally {
    if (!client.closed) await client.close();
  }
}

contract('@cloudamqp/amqp-client', (its) => {
  its('declares, publishes with confirms, consumes, acks and nacks', (bench) =>
    connected(bench, async (client) => {
      const channel = await client.channel();
      await channel.confirmSelect();
      const exchange = bench.name('x');
      await channel.exchangeDeclare(exchange, 'headers', { autoDelete: true });
      const { name } = await channel.queueDeclare('', { exclusive: true });
      await channel.queueBind(name, exchange, '', { 'x-match': 'any', level: 'high' });
      const tags = await Promise.all(
        ['high', 'low', 'high'].map((level, at) =>
          channel.basicPublish(exchange, '', `${level} ${at}`, { headers: { level } }),
        ),
      );
      expect(tags).toEqual([1, 2, 3]);
      const got = new Inbox<AMQPMessage>();
      await channel.prefetch(1);
      await channel.basicConsume(name, { noAck: false }, got.push);
      const first = await got.next();
      await first.nack(true);
      const again = await got.next();
      await again.ack();
      const last = await got.next();
      await last.reject(false);
      expect([first, again, last].map((each) => `${each.bodyString()} ${each.redelivered}`)).toEqual([
        'high 0 false',
        'high 0 true',
        'high 2 false',
      ]);
      expect(await channel.queueDeclare(name, { passive: true })).toMatchObject({ messageCount: 0 });
    }),
  );

  its('gets a mandatory message that nobody takes back', (bench) =>
    connected(bench, async (client) => {
      const channel = await client.channel();
      const returned = new Inbox<AMQPMessage>();
      channel.onReturn = returned.push;
      await channel.basicPublish('', bench.name('q'), 'lost', { contentType: 'text/plain' }, true);
      const message = await returned.next();
      expect([message.replyCode, message.replyText, message.bodyString()]).toEqual([312, 'NO_ROUTE', 'lost']);
    }),
  );

  its('gets the error of a channel, and goes on with another one', (bench) =>
    connected(bench, async (client) => {
      const channel = await client.channel();
      const queue = bench.name('q');
      await expect(channel.queueDeclare(queue, { passive: true })).rejects.toThrow(noQueue(queue));
      expect(channel.closed).toBe(true);
      const other = await client.channel();
      expect(await other.queueDeclare(queue, { exclusive: true })).toMatchObject({ messageCount: 0 });
    }),
  );

  its('hears that its consumer was cancelled', (bench) =>
    connected(bench, async (client) => {
      const channel = await client.channel();
      const { name } = await channel.queueDeclare('', { exclusive: true });
      const consumer = await channel.basicConsume(name, {}, () => {});
      const ended = expect(consumer.wait()).rejects.toThrow(/cancel/i);
      await (await client.channel()).queueDelete(name);
      await ended;
    }),
  );

  its('asks and is answered by direct reply-to', async (bench) => {
    const session = await AMQPSession.connect(bench.broker.url);
    try {
      const queue = bench.name('rpc');
      await session.rpcServer(queue, (message) => `${message.bodyString()} pong`);
      const answer = await session.rpcCall(queue, 'ping', { timeout: 5000 });
      expect(answer.bodyString()).toBe('ping pong');
    } finally {
      await session.stop();
    }
  });

  its('keeps what a message carries', (bench) =>
    connected(bench, async (client) => {
      const channel = await client.channel();
      const { name } = await channel.queueDeclare('', { exclusive: true });
      const properties = {
        contentType: 'text/plain',
        contentEncoding: 'utf-8',
        headers: { text: 'ü', number: 1, far: 2 ** 40, yes: true, list: [1, 'a'], table: { a: 1 } },
        deliveryMode: 2,
        priority: 3,
        correlationId: 'c',
        replyTo: 'r',
        expiration: '600000',
        messageId: 'm',
        type: 't',
        userId: 'guest',
        appId: 'a',
      };
      const body = Buffer.alloc(300_000, 'xyz');
      await channel.basicPublish('', name, body, properties);
      const got = await channel.basicGet(name, { noAck: true });
      expect(got?.properties).toMatchObject(properties);
      expect(body.equals(got?.body as unknown as Uint8Array)).toBe(true);
    }),
  );

  its('may be closed with consumers at work', (bench) =>
    connected(bench, async (client) => {
      const channel = await client.channel();
      const { name } = await channel.queueDeclare('', { exclusive: true });
      for (let count = 0; count < 10; count++) await channel.basicConsume(name, { noAck: true }, () => {});
      for (let count = 0; count < 10; count++) await channel.basicPublish('', name, 'x');
      await client.close();
    }),
  );
});
