import { type AsyncMessage, Connection, ConsumerStatus, type ReturnedMessage } from 'rabbitmq-client';
import { expect } from 'vitest';
import { type Bench, contract } from '../contract/contract.ts';
import { noQueue } from '../contract/expected.ts';
import { Inbox } from './inbox.ts';

/** A connection that ends after the case, whatever comes of it. */
async function connected(bench: Bench, run: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = new Connection({ url: bench.broker.url, retryLow: 10 });
  try {
    await connection.onConnect();
    await run(connection);
    await connection.close();
  } finally {
    connection.unsafeDestroy();
  }
}

contract('rabbitmq-client', (its) => {
  its('declares, publishes with confirms, and consumes with a reply for each status', (bench) =>
    connected(bench, async (connection) => {
      const [exchange, queue] = [bench.name('x'), bench.name('q')];
      const got = new Inbox<AsyncMessage>();
      const consumer = connection.createConsumer(
        {
          queue,
          queueOptions: { autoDelete: true, durable: false },
          qos: { prefetchCount: 1 },
          exchanges: [{ exchange, type: 'topic', autoDelete: true }],
          queueBindings: [{ exchange, routingKey: 'users.#' }],
        },
        (message) => {
          got.push(message);
          if (message.body === 'again' && !message.redelivered) return ConsumerStatus.REQUEUE;
          return message.body === 'drop' ? ConsumerStatus.DROP : ConsumerStatus.ACK;
        },
      );
      await new Promise<void>((resolve) => consumer.once('ready', resolve));
      const publisher = connection.createPublisher({ confirm: true });
      for (const body of ['again', 'drop', { json: 'ü' }]) {
        await publisher.send({ exchange, routingKey: 'users.new', headers: { n: 1 } }, body);
      }
      const messages = await got.take(4);
      expect(messages.map(({ body, redelivered }) => [body, redelivered])).toEqual([
        ['again', false],
        ['again', true],
        ['drop', false],
        [{ json: 'ü' }, false],
      ]);
      expect(messages[0]).toMatchObject({ exchange, routingKey: 'users.new', headers: { n: 1 } });
      await publisher.close();
      await consumer.close();
    }),
  );

  its('gets a mandatory message that nobody takes back', (bench) =>
    connected(bench, async (connection) => {
      const returned = new Inbox<ReturnedMessage>();
      const publisher = connection.createPublisher({ confirm: true });
      publisher.on('basic.return', returned.push);
      const routingKey = bench.name('q');
      await publisher.send({ routingKey, mandatory: true }, 'lost');
      expect(await returned.next()).toMatchObject({ replyCode: 312, replyText: 'NO_ROUTE', routingKey });
      await publisher.close();
    }),
  );

  its('asks and is answered by direct reply-to', (bench) =>
    connected(bench, async (connection) => {
      const queue = bench.name('rpc');
      const server = connection.createConsumer(
        { queue, queueOptions: { exclusive: true } },
        async ({ body }, reply) => reply(`${body} pong`),
      );
      await new Promise<void>((resolve) => server.once('ready', resolve));
      const client = connection.createRPCClient({ confirm: true });
      const answers = await Promise.all(['a', 'b', 'c'].map((body) => client.send(queue, body)));
      expect(answers.map(({ body }) => body)).toEqual(['a pong', 'b pong', 'c pong']);
      await client.close();
      await server.close();
    }),
  );

  its('hears that its consumer was cancelled, and starts another one', (bench) =>
    connected(bench, async (connection) => {
      const queue = bench.name('q');
      const got = new Inbox<unknown>();
      const errors = new Inbox<Error>();
      const consumer = connection.createConsumer({ queue, queueOptions: { durable: false } }, ({ body }) => {
        got.push(body);
      });
      consumer.on('error', errors.push);
      await new Promise<void>((resolve) => consumer.once('ready', resolve));
      const again = new Promise<void>((resolve) => consumer.once('ready', resolve));
      await connection.queueDelete(queue);
      expect((await errors.next()).message).toMatch(/cancel/i);
      await again;
      const publisher = connection.createPublisher();
      await publisher.send(queue, 'anew');
      await publisher.close();
      expect(await got.next()).toBe('anew');
      await consumer.close();
    }),
  );

  its('gets the error of a channel, and goes on with another one', (bench) =>
    connected(bench, async (connection) => {
      const channel = await connection.acquire();
      const queue = bench.name('q');
      await expect(channel.queueDeclare({ queue, passive: true })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: expect.stringContaining(noQueue(queue)),
      });
      expect(await connection.queueDeclare({ queue, exclusive: true })).toMatchObject({ messageCount: 0 });
    }),
  );

  its('takes messages larger than its frames', (bench) =>
    connected(bench, async (connection) => {
      const queue = bench.name('q');
      await connection.queueDeclare({ queue, exclusive: true });
      const body = Buffer.alloc(100_000, 'abcdefg');
      const publisher = connection.createPublisher({ confirm: true });
      await publisher.send(queue, body);
      await publisher.close();
      const got = await connection.basicGet({ queue, noAck: true });
      expect(body.equals(got?.body)).toBe(true);
    }),
  );

  its('commits and rolls back', (bench) =>
    connected(bench, async (connection) => {
      const channel = await connection.acquire();
      const { queue } = await channel.queueDeclare({ exclusive: true });
      await channel.txSelect();
      await channel.basicPublish({ routingKey: queue }, 'gone');
      await channel.txRollback();
      await channel.basicPublish({ routingKey: queue }, 'kept');
      await channel.txCommit();
      expect((await channel.basicGet({ queue, noAck: true }))?.body).toBe('kept');
      expect(await channel.basicGet({ queue })).toBeUndefined();
      await channel.close();
    }),
  );
});
