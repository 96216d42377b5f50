import { expect } from 'vitest';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import type { RawChannel } from '../support/raw-client.ts';
import { type Bench, contract } from './contract.ts';
import { channelClosed, connectionClosed } from './expected.ts';
import { eventually, got, headersOf, queueWith, send, to } from './helpers.ts';

async function quorum(bench: Bench, args: PlainTable = {}): Promise<{ channel: RawChannel; queue: string }> {
  const channel = await bench.channel();
  const declared = { 'x-queue-type': 'quorum', ...args };
  const queue = await queueWith(channel, bench.name('q'), declared, { durable: true });
  await channel.ok('confirm.select');
  return { channel, queue };
}

/** Publishes and waits for the confirm. */
async function stored(channel: RawChannel, queue: string, body: string): Promise<void> {
  send(channel, queue, body);
  expect(await channel.next()).toMatchObject({ name: 'basic.ack' });
}

contract('gotcha 29: a consumer without a prefetch', (its) => {
  its.each([
    ['classic', 2010],
    ['quorum', 2000],
  ])('of a %s queue holds as many messages as RabbitMQ lets it', async (bench, type, held) => {
    const model = await bench.amqplib();
    const publisher = await model.createConfirmChannel();
    const queue = bench.name('q');
    await publisher.assertQueue(queue, { arguments: { 'x-queue-type': type } });
    for (let sent = 0; sent < 2010; sent++) publisher.sendToQueue(queue, Buffer.from('x'));
    await publisher.waitForConfirms();

    const consumer = await model.createChannel();
    let delivered = 0;
    await consumer.consume(queue, () => delivered++);
    const waiting = await eventually(`${held} deliveries`, async () => {
      const { messageCount } = await consumer.checkQueue(queue);
      return delivered >= held ? messageCount : undefined;
    });

    expect([delivered, waiting]).toEqual([held, 2010 - held]);
  });
});

contract('gotcha 43: a quorum queue', (its) => {
  its('counts the deliveries before a basic.get in x-delivery-count, from 0', async (bench) => {
    const { channel, queue } = await quorum(bench);
    await stored(channel, queue, 'a');
    for (let count = 0; count < 3; count++) {
      const message = await got(channel, queue, false);
      expect(message.redelivered).toBe(count > 0);
      expect(headersOf(message)).toEqual({ 'x-delivery-count': count });
      channel.send('basic.nack', { deliveryTag: message.deliveryTag, requeue: true });
    }
  });

  its('counts so for consumers, but leaves the header off the first delivery', async (bench) => {
    const { channel, queue } = await quorum(bench);
    await stored(channel, queue, 'a');
    await channel.ok('basic.consume', { queue });
    for (let count = 0; count < 3; count++) {
      const delivery = await channel.next();
      expect(delivery).toMatchObject({ name: 'basic.deliver', redelivered: count > 0 });
      expect(headersOf(delivery)).toEqual(count === 0 ? {} : { 'x-delivery-count': count });
      channel.send('basic.nack', { deliveryTag: count + 1, requeue: true });
    }
  });

  its('puts what is returned behind the rest', async (bench) => {
    const { channel, queue } = await quorum(bench);
    for (const body of ['a', 'b', 'c']) await stored(channel, queue, body);
    for (let count = 0; count < 2; count++) await got(channel, queue, false);
    channel.send('basic.nack', { deliveryTag: 2, multiple: true, requeue: true });
    await eventually('all three ready', async () => {
      const answer = await channel.call('queue.declare', { queue, passive: true });
      return (answer.name === 'queue.declare-ok' && answer.messageCount === 3) || undefined;
    });
    expect(await channel.bodies(queue)).toEqual(['c', 'a', 'b']);
  });

  its('dead-letters after x-delivery-limit returns: delivery_limit', async (bench) => {
    const setup = await bench.channel();
    const letters = await queueWith(setup, bench.name('dlq'), {}, {});
    const { channel, queue } = await quorum(bench, to(letters, { 'x-delivery-limit': 2 }));
    await stored(channel, queue, 'a');
    for (let count = 0; count < 3; count++) {
      const { deliveryTag } = await got(channel, queue, false);
      channel.send('basic.nack', { deliveryTag, requeue: true });
    }
    expect(headersOf(await got(channel, letters))).toMatchObject({
      'x-death': [{ queue, reason: 'delivery_limit', count: 1 }],
      'x-first-death-reason': 'delivery_limit',
    });
  });

  for (const limit of [-1, 0])
    its(
      `dead-letters what comes back once, with x-delivery-limit ${limit}: delivery_limit`,
      async (bench) => {
        const setup = await bench.channel();
        const letters = await queueWith(setup, bench.name('dlq'), {}, {});
        const { channel, queue } = await quorum(bench, to(letters, { 'x-delivery-limit': limit }));
        await stored(channel, queue, 'a');
        const { deliveryTag } = await got(channel, queue, false);
        channel.send('basic.nack', { deliveryTag, requeue: true });
        expect(headersOf(await got(channel, letters))).toMatchObject({
          'x-first-death-reason': 'delivery_limit',
        });
      },
    );

  its('dead-letters what is rejected', async (bench) => {
    const setup = await bench.channel();
    const letters = await queueWith(setup, bench.name('dlq'), {}, {});
    const { channel, queue } = await quorum(bench, to(letters));
    await stored(channel, queue, 'a');
    const { deliveryTag } = await got(channel, queue, false);
    channel.send('basic.reject', { deliveryTag });
    expect(headersOf(await got(channel, letters))).toMatchObject({
      'x-death': [{ queue, reason: 'rejected' }],
    });
  });

  its('counts what it purges', async (bench) => {
    const { channel, queue } = await quorum(bench);
    for (const body of ['a', 'b']) await stored(channel, queue, body);
    expect(await channel.call('queue.purge', { queue })).toMatchObject({ messageCount: 2 });
  });

  its.each<[string, 'ifUnused' | 'ifEmpty']>([
    ['if-unused', 'ifUnused'],
    ['if-empty', 'ifEmpty'],
  ])('is not to be deleted %s: 540', async (bench, flag, field) => {
    const { channel, queue } = await quorum(bench);
    const text = `NOT_IMPLEMENTED - cannot delete queue '${queue}' in vhost '/'. queue.delete operations with ${flag} flag set are not supported by quorum queues`;
    expect(await channel.call('queue.delete', { queue, [field]: true })).toEqual(
      connectionClosed(540, text, 'queue.delete'),
    );
  });

  its('has no global prefetch: 540', async (bench) => {
    const { channel, queue } = await quorum(bench);
    await channel.ok('basic.qos', { prefetchCount: 1, global: true });
    expect(await channel.call('basic.consume', { queue })).toEqual(
      connectionClosed(
        540,
        `NOT_IMPLEMENTED - queue '${queue}' in vhost '/' does not support global qos`,
        'basic.consume',
      ),
    );
  });

  its('gotcha 34: ignores exclusive consumers', async (bench) => {
    const { channel, queue } = await quorum(bench);
    await channel.ok('basic.consume', { queue, exclusive: true, consumerTag: 'a' });
    expect(await channel.call('basic.consume', { queue, consumerTag: 'b' })).toMatchObject({
      consumerTag: 'b',
    });
  });

  its('gotcha 34: with a single active consumer refuses basic.get: 405', async (bench) => {
    const { channel, queue } = await quorum(bench, { 'x-single-active-consumer': true });
    await channel.ok('basic.consume', { queue });
    const text = `RESOURCE_LOCKED - cannot obtain access to locked queue '${queue}' in vhost '/'. basic.get operations are not supported by quorum queues with single active consumer`;
    expect(await channel.call('basic.get', { queue })).toEqual(channelClosed(405, text, 'basic.get'));
  });

  its('counts who holds a message as a consumer', async (bench) => {
    const { channel, queue } = await quorum(bench);
    const consumers = async () => {
      const answer = await channel.ok('queue.declare', { queue, passive: true });
      return answer.name === 'queue.declare-ok' ? answer.consumerCount : undefined;
    };
    const count = (wanted: number) =>
      eventually(`${wanted} consumers`, async () => ((await consumers()) === wanted ? wanted : undefined));
    for (const body of ['a', 'b']) await stored(channel, queue, body);
    await got(channel, queue, false);
    await count(1);
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(await channel.next()).toMatchObject({ name: 'basic.deliver' });
    await channel.ok('basic.cancel', { consumerTag: 't' });
    await count(2);
    channel.send('basic.ack', { deliveryTag: 2, multiple: true });
    await count(0);
  });

  its(
    'with reject-publish takes the one message that goes over, and more once a fifth is free',
    async (bench) => {
      const { channel, queue } = await quorum(bench, { 'x-max-length': 2, 'x-overflow': 'reject-publish' });
      const answers: string[] = [];
      const publish = async (body: string) => {
        send(channel, queue, body);
        answers.push(`${body} ${(await channel.next()).name}`);
        await channel.settled(queue);
      };
      for (const body of ['a', 'b', 'c', 'd']) await publish(body);
      await got(channel, queue);
      await publish('e');
      await got(channel, queue);
      await channel.settled(queue);
      await publish('f');
      expect(answers).toEqual([
        'a basic.ack',
        'b basic.ack',
        'c basic.ack',
        'd basic.nack',
        'e basic.nack',
        'f basic.ack',
      ]);
    },
  );

  its('knows no reject-publish-dlx: it drops the head', async (bench) => {
    const { channel, queue } = await quorum(bench, { 'x-max-length': 1, 'x-overflow': 'reject-publish-dlx' });
    for (const body of ['a', 'b']) await stored(channel, queue, body);
    expect((await got(channel, queue)).body?.toString()).toBe('b');
  });

  its('is not under a prefetch of the whole channel that came after its consumer', async (bench) => {
    const { channel, queue } = await quorum(bench);
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    await channel.ok('basic.qos', { prefetchCount: 1, global: true });
    const bodies: string[] = [];
    for (const body of ['a', 'b', 'c']) send(channel, queue, body);
    while (bodies.length < 3) {
      const frame = await channel.next();
      if (frame.name === 'basic.deliver') bodies.push(String(frame.body));
    }
    expect(bodies).toEqual(['a', 'b', 'c']);
  });

  its('sorts the headers of what it counts', async (bench) => {
    const { channel, queue } = await quorum(bench);
    send(channel, queue, 'm', { headers: fieldTable({ z: 1, b: 2 }) });
    expect(await channel.next()).toMatchObject({ name: 'basic.ack' });
    expect(Object.keys(headersOf(await got(channel, queue)))).toEqual(['b', 'x-delivery-count', 'z']);
  });

  its('does not tell its count in a dead letter', async (bench) => {
    const dead = bench.name('dead');
    const { channel, queue } = await quorum(bench, to(dead, { 'x-delivery-limit': 1 }));
    await queueWith(channel, dead);
    await stored(channel, queue, 'm');
    for (let times = 0; times < 2; times++) {
      const { deliveryTag } = await got(channel, queue, false);
      channel.send('basic.nack', { deliveryTag, requeue: true });
    }
    const headers = headersOf(await got(channel, dead));
    expect(headers).toMatchObject({ 'x-first-death-reason': 'delivery_limit' });
    expect(headers).not.toHaveProperty('x-delivery-count');
  });

  its('delivers what comes back before it looks at its limits', async (bench) => {
    const { channel, queue } = await quorum(bench, { 'x-max-length': 1 });
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    for (const body of ['a', 'b']) send(channel, queue, body);
    const bodies = async (count: number) => {
      const seen: string[] = [];
      while (seen.length < count) {
        const frame = await channel.next();
        if (frame.name === 'basic.deliver') seen.push(String(frame.body));
      }
      return seen;
    };
    expect(await bodies(2)).toEqual(['a', 'b']);
    channel.send('basic.nack', { deliveryTag: 0, multiple: true, requeue: true });
    expect(await bodies(2)).toEqual(['a', 'b']);
  });
});
