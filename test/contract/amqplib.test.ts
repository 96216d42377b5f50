import type { Channel, ConfirmChannel, ConsumeMessage, Message } from 'amqplib';
import { expect } from 'vitest';
import { type Bench, contract } from './contract.ts';
import { noExchange, noQueue } from './expected.ts';

// The raw client shows every frame; these cases show that the client most people use is content with them.

/** The error that closes a channel, awaited. */
function failure(channel: Channel): Promise<Error & { code?: number }> {
  return new Promise((resolve) => channel.once('error', resolve));
}

/** Collects what a consumer gets, up to `count` messages. */
async function consumed(channel: Channel, queue: string, count: number): Promise<ConsumeMessage[]> {
  const messages: ConsumeMessage[] = [];
  await new Promise<void>((resolve, reject) => {
    channel
      .consume(queue, (message) => {
        if (!message) return;
        messages.push(message);
        channel.ack(message);
        if (messages.length === count) resolve();
      })
      .catch(reject);
  });
  return messages;
}

contract('amqplib', (its) => {
  const confirmChannel = async (bench: Bench): Promise<ConfirmChannel> => {
    const channel = await (await bench.amqplib()).createConfirmChannel();
    channel.on('error', () => {});
    return channel;
  };

  its('declares, publishes with confirms and consumes over each type of exchange', async (bench) => {
    const channel = await confirmChannel(bench);
    const { queue } = await channel.assertQueue('', { exclusive: true });
    const exchanges = ['direct', 'fanout', 'topic', 'headers'].map(
      (type) => [type, bench.name(type)] as const,
    );
    for (const [type, exchange] of exchanges) {
      await channel.assertExchange(exchange, type, { durable: false });
      await channel.bindQueue(queue, exchange, type === 'topic' ? 'a.#' : 'a', { 'x-match': 'all', a: 1 });
      channel.publish(exchange, 'a', Buffer.from(type), { headers: { a: 1 } });
    }
    await channel.waitForConfirms();
    const messages = await consumed(channel, queue, 4);
    expect(messages.map(({ content }) => String(content))).toEqual(['direct', 'fanout', 'topic', 'headers']);
    expect(messages.map(({ fields }) => fields.exchange)).toEqual(exchanges.map(([, name]) => name));
  });

  its('keeps the types of headers apart', async (bench) => {
    const channel = await confirmChannel(bench);
    const { queue } = await channel.assertQueue('', { exclusive: true });
    const headers = {
      int: 1,
      double: 1.5,
      text: '1',
      yes: true,
      nothing: null,
      list: [1, 'a'],
      table: { a: 1 },
      bytes: Buffer.from('a'),
    };
    channel.sendToQueue(queue, Buffer.from(''), {
      headers,
      persistent: true,
      timestamp: 1_700_000_000,
      messageId: 'm',
    });
    await channel.waitForConfirms();
    const got = (await channel.get(queue, { noAck: true })) as Message;
    expect(got.properties.headers).toEqual(headers);
    expect(got.properties).toMatchObject({ deliveryMode: 2, timestamp: 1_700_000_000, messageId: 'm' });
  });

  its('gets returns as events, before the confirm', async (bench) => {
    const channel = await confirmChannel(bench);
    const order: string[] = [];
    channel.on('return', (message: Message) =>
      order.push(`return ${(message.fields as { replyCode?: number }).replyCode}`),
    );
    channel.publish('', bench.name('q'), Buffer.from('a'), { mandatory: true }, () => order.push('confirm'));
    await channel.waitForConfirms();
    expect(order).toEqual(['return 312', 'confirm']);
  });

  its('gets channel errors with their code and text, and keeps its connection', async (bench) => {
    const connection = await bench.amqplib();
    const channel = await connection.createChannel();
    const error = failure(channel);
    const queue = bench.name('q');
    await expect(channel.checkQueue(queue)).rejects.toThrow(
      `404 (NOT-FOUND) with message "${noQueue(queue)}"`,
    );
    expect((await error).code).toBe(404);
    expect(await (await connection.createChannel()).assertQueue('', { exclusive: true })).toMatchObject({
      messageCount: 0,
    });
  });

  its('gets an asynchronous error for a publish to a missing exchange', async (bench) => {
    const channel = await (await bench.amqplib()).createChannel();
    const error = failure(channel);
    const exchange = bench.name('x');
    channel.publish(exchange, '', Buffer.from('a'));
    expect((await error).message).toContain(noExchange(exchange));
  });

  its('gets null when its queue is deleted', async (bench) => {
    const connection = await bench.amqplib();
    const [channel, other] = [await connection.createChannel(), await connection.createChannel()];
    const { queue } = await channel.assertQueue(bench.name('q'));
    const cancelled = new Promise((resolve) => {
      void channel.consume(queue, resolve);
    });
    await channel.checkQueue(queue);
    await other.deleteQueue(queue);
    expect(await cancelled).toBeNull();
  });

  its('redelivers what a closed channel left unacked', async (bench) => {
    const connection = await bench.amqplib();
    const channel = await connection.createConfirmChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    channel.sendToQueue(queue, Buffer.from('a'));
    await channel.waitForConfirms();
    await channel.get(queue);
    await channel.close();
    const again = await connection.createChannel();
    expect(await again.get(queue)).toMatchObject({ fields: { redelivered: true } });
  });

  its('heeds prefetch', async (bench) => {
    const channel = await confirmChannel(bench);
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.prefetch(1);
    for (const body of ['a', 'b', 'c']) channel.sendToQueue(queue, Buffer.from(body));
    await channel.waitForConfirms();
    expect((await consumed(channel, queue, 3)).map(({ content }) => String(content))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});
