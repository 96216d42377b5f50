import { AMQPSession } from '@cloudamqp/amqp-client';
import { type ChannelModel, connect } from 'amqplib';
import { Connection } from 'rabbitmq-client';
import { describe, expect, test } from 'vitest';
import { type RunningBroker, startBroker } from '../../src/lib/broker/broker.ts';
import { Inbox } from './inbox.ts';

/** A broker that goes away and comes back empty on the same port. */
class FlakyBroker implements AsyncDisposable {
  #broker: RunningBroker;

  private constructor(broker: RunningBroker) {
    this.#broker = broker;
  }

  static async start(): Promise<FlakyBroker> {
    return new FlakyBroker(await startBroker());
  }

  get url(): string {
    return this.#broker.url;
  }

  async comeBack(): Promise<void> {
    const { port } = this.#broker;
    await this.#broker.close();
    this.#broker = await startBroker({ port });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#broker.close();
  }
}

const soon = { initialDelay: 5, maxDelay: 20 };

describe.concurrent('a broker that is closed and started again on its port', () => {
  test('is found again by amqplib, whose setup runs anew', async () => {
    await using broker = await FlakyBroker.start();
    const got = new Inbox<string>();
    const ready = new Inbox<ChannelModel>();
    const connection = await connect(broker.url, {
      recovery: {
        ...soon,
        async setup(model: ChannelModel) {
          const channel = await model.createChannel();
          await channel.assertQueue('tasks', { durable: true });
          await channel.consume('tasks', (message) => got.push(String(message?.content)), { noAck: true });
          ready.push(model);
        },
      },
    });
    connection.on('error', () => {});
    await ready.next();
    await broker.comeBack();
    await ready.next();
    const channel = await connection.createConfirmChannel();
    channel.sendToQueue('tasks', Buffer.from('after'));
    await channel.waitForConfirms();
    expect(await got.next()).toBe('after');
    await connection.close();
  });

  test('is found again by rabbitmq-client, with its consumer and publisher', async () => {
    await using broker = await FlakyBroker.start();
    const connection = new Connection({ url: broker.url, retryLow: 5, retryHigh: 20 });
    connection.on('error', () => {});
    const got = new Inbox<unknown>();
    const ready = new Inbox<void>();
    const consumer = connection.createConsumer(
      { queue: 'tasks', queueOptions: { durable: true } },
      ({ body }) => got.push(body),
    );
    consumer.on('ready', () => ready.push());
    consumer.on('error', () => {});
    await ready.next();
    await broker.comeBack();
    await ready.next();
    const publisher = connection.createPublisher({ confirm: true });
    await publisher.send('tasks', 'after');
    expect(await got.next()).toBe('after');
    await publisher.close();
    await consumer.close();
    await connection.close();
  });
});

describe('a broker that is restarted', () => {
  // This client declares nothing anew: it counts on the durable queue.
  test('is found again by @cloudamqp/amqp-client, with its consumer', async () => {
    await using broker = await startBroker();
    const connected = new Inbox<void>();
    const session = await AMQPSession.connect(broker.url, {
      reconnectInterval: 5,
      maxReconnectInterval: 20,
      logger: null,
      onconnect: () => connected.push(),
    });
    await connected.next();
    const queue = await session.queue('tasks', { durable: true });
    const got = new Inbox<string | null>();
    await queue.subscribe((message) => {
      got.push(message.bodyString());
    });
    broker.restart();
    await connected.next();
    await queue.publish('after');
    expect(await got.next()).toBe('after');
    await session.stop();
  });
});
