import { expect } from 'vitest';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import { connectionClosed } from '../contract/expected.ts';
import { deliveries, eventually, got, headersOf, queueWith, send, to } from '../contract/helpers.ts';
import type { Fields, RawChannel, Received } from '../support/raw-client.ts';
import { acrossRestart } from './restart.ts';

const DURABLE = { durable: true } as const;
const persistent = { deliveryMode: 2 } as const;

/** Waits until the broker has confirmed so many messages. */
async function confirmed(channel: RawChannel, count: number): Promise<void> {
  const waiting = new Set(Array.from({ length: count }, (_, at) => at + 1));
  while (waiting.size > 0) {
    const frame = await channel.next();
    if (frame.name !== 'basic.ack') throw new Error(JSON.stringify(frame));
    const { deliveryTag, multiple } = frame;
    for (const tag of waiting) if (multiple ? tag <= deliveryTag : tag === deliveryTag) waiting.delete(tag);
  }
}

async function durable(
  channel: RawChannel,
  queue: string,
  args: PlainTable = {},
  more: Fields<'queue.declare'> = {},
) {
  return queueWith(channel, queue, args, { ...DURABLE, ...more });
}

const code = (answer: Received): number | string =>
  answer.name === 'channel.close' ? answer.replyCode : answer.name;

/** Whether there is such a queue or exchange; a channel that this closed is opened again. */
async function exists(channel: RawChannel, what: { queue: string } | { exchange: string }): Promise<boolean> {
  const answer =
    'queue' in what
      ? await channel.call('queue.declare', { ...what, passive: true })
      : await channel.call('exchange.declare', { ...what, passive: true });
  if (answer.name !== 'channel.close') return true;
  expect(code(answer)).toBe(404);
  await channel.reopen();
  return false;
}

acrossRestart((its) => {
  // The first, since it expires while the others run.
  its('an unused queue expires some time after the restart', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'), { 'x-expires': 3000 });
    return async (after) => {
      expect(await exists(after, { queue })).toBe(true);
      // Asking for it would put it off: it is published to instead, until that comes back.
      await eventually('the queue expires', async () => {
        after.publish('', queue, 'm', { mandatory: true });
        const [returned] = await after.settled();
        return returned?.name === 'basic.return' || undefined;
      });
    };
  });

  its('every connection is told of the shutdown', async (bench) => {
    const idle = await bench.connect();
    const channel = await bench.channel();
    return async () => {
      const closing = connectionClosed(
        320,
        "CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'",
      );
      expect(await idle.next()).toEqual(closing);
      expect(await channel.next()).toEqual(closing);
    };
  });

  its('durable exchanges stay, others go', async (bench) => {
    const channel = await bench.channel();
    const [kept, gone, auto] = [bench.name('kept'), bench.name('gone'), bench.name('auto')];
    await channel.ok('exchange.declare', { exchange: kept, type: 'topic', durable: true, internal: true });
    await channel.ok('exchange.declare', { exchange: auto, type: 'direct', durable: true, autoDelete: true });
    await channel.ok('exchange.declare', { exchange: gone, type: 'topic' });
    return async (after) => {
      expect(await exists(after, { exchange: kept })).toBe(true);
      expect(await exists(after, { exchange: auto })).toBe(true);
      expect(await exists(after, { exchange: gone })).toBe(false);
      await after.ok('exchange.declare', { exchange: kept, type: 'topic', durable: true, internal: true });
      await after.ok('exchange.declare', { exchange: auto, type: 'direct', durable: true, autoDelete: true });
    };
  });

  its('the predeclared exchanges are there', async () => async (after) => {
    for (const exchange of [
      'amq.direct',
      'amq.fanout',
      'amq.topic',
      'amq.headers',
      'amq.match',
      'amq.rabbitmq.trace',
    ])
      expect(await exists(after, { exchange })).toBe(true);
  });

  its('a binding of a durable queue to a predeclared exchange stays', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'));
    await channel.ok('queue.bind', { exchange: 'amq.direct', queue, routingKey: queue });
    return async (after) => {
      after.publish('amq.direct', queue, 'm');
      expect((await got(after, queue)).body?.toString()).toBe('m');
    };
  });

  its('durable queues stay, others go', async (bench) => {
    const channel = await bench.channel();
    const [kept, gone] = [await durable(channel, bench.name('kept')), bench.name('gone')];
    await queueWith(channel, gone, {}, {});
    return async (after) => {
      expect(await exists(after, { queue: kept })).toBe(true);
      expect(await exists(after, { queue: gone })).toBe(false);
    };
  });

  its('a durable queue named by the broker stays', async (bench) => {
    const channel = await bench.channel();
    const answer = await channel.ok('queue.declare', { durable: true });
    const queue = answer.name === 'queue.declare-ok' ? answer.queue : '';
    return async (after) => {
      expect(await exists(after, { queue })).toBe(true);
      await after.ok('queue.delete', { queue });
    };
  });

  its('exclusive queues go, durable or not', async (bench) => {
    const channel = await bench.channel();
    const [one, other] = [bench.name('one'), bench.name('other')];
    await queueWith(channel, one, {}, { exclusive: true, durable: true });
    await queueWith(channel, other, {}, { exclusive: true });
    return async (after) => {
      expect(await exists(after, { queue: one })).toBe(false);
      expect(await exists(after, { queue: other })).toBe(false);
    };
  });

  its('a durable auto-delete queue that never had a consumer stays', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'), {}, { autoDelete: true });
    return async (after) => {
      expect(await exists(after, { queue })).toBe(true);
    };
  });

  its('a durable auto-delete queue goes with its consumer', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'), {}, { autoDelete: true });
    await channel.ok('basic.consume', { queue });
    return async (after) => {
      expect(await exists(after, { queue })).toBe(false);
    };
  });

  its('bindings stay between what is durable', async (bench) => {
    const channel = await bench.channel();
    const [source, middle] = [bench.name('source'), bench.name('middle')];
    const queue = await durable(channel, bench.name('q'));
    for (const exchange of [source, middle]) {
      await channel.ok('exchange.declare', { exchange, type: 'headers', durable: true });
    }
    await channel.ok('exchange.bind', { source, destination: middle, arguments: fieldTable({ a: 1 }) });
    await channel.ok('queue.bind', {
      exchange: middle,
      queue,
      arguments: fieldTable({ 'x-match': 'any', a: 1 }),
    });
    return async (after) => {
      after.publish(source, '', 'yes', { properties: { headers: fieldTable({ a: 1 }) } });
      after.publish(source, '', 'no', { properties: { headers: fieldTable({ a: 2 }) } });
      await after.settled(queue);
      expect(await after.bodies(queue)).toEqual(['yes']);
    };
  });

  its('bindings with something transient at one end go', async (bench) => {
    const channel = await bench.channel();
    const [kept, gone] = [bench.name('kept'), bench.name('gone')];
    const [stays, goes] = [await durable(channel, bench.name('stays')), bench.name('goes')];
    await queueWith(channel, goes, {}, {});
    await channel.ok('exchange.declare', { exchange: kept, type: 'fanout', durable: true });
    await channel.ok('exchange.declare', { exchange: gone, type: 'fanout' });
    await channel.ok('queue.bind', { exchange: kept, queue: goes });
    await channel.ok('queue.bind', { exchange: gone, queue: stays });
    return async (after) => {
      await queueWith(after, goes, {}, {});
      await after.ok('exchange.declare', { exchange: gone, type: 'fanout' });
      for (const exchange of [kept, gone]) after.publish(exchange, '', exchange);
      await after.settled(goes, stays);
      expect(await after.bodies(goes)).toEqual([]);
      expect(await after.bodies(stays)).toEqual([]);
    };
  });

  its('a durable auto-delete exchange does not miss a binding to a transient queue', async (bench) => {
    const channel = await bench.channel();
    const [bound, between] = [bench.name('bound'), bench.name('between')];
    const [stays, goes] = [await durable(channel, bench.name('stays')), bench.name('goes')];
    await queueWith(channel, goes, {}, {});
    for (const exchange of [bound, between]) {
      await channel.ok('exchange.declare', { exchange, type: 'fanout', durable: true, autoDelete: true });
      await channel.ok('queue.bind', { exchange, queue: goes });
    }
    await channel.ok('queue.bind', { exchange: between, queue: stays });
    return async (after) => {
      expect(await exists(after, { exchange: between })).toBe(true);
      expect(await exists(after, { exchange: bound })).toBe(true);
    };
  });

  its(
    'a durable auto-delete exchange does not miss a transient exchange that it was bound to',
    async (bench) => {
      const channel = await bench.channel();
      const [kept, transient] = [bench.name('auto'), bench.name('transient')];
      await channel.ok('exchange.declare', {
        exchange: kept,
        type: 'fanout',
        durable: true,
        autoDelete: true,
      });
      await channel.ok('exchange.declare', { exchange: transient, type: 'fanout' });
      await channel.ok('exchange.bind', { source: kept, destination: transient });
      return async (after) => {
        expect(await exists(after, { exchange: transient })).toBe(false);
        expect(await exists(after, { exchange: kept })).toBe(true);
      };
    },
  );

  its('an alternate exchange is asked still', async (bench) => {
    const channel = await bench.channel();
    const [exchange, alternate] = [bench.name('x'), bench.name('alternate')];
    const queue = await durable(channel, bench.name('q'));
    await channel.ok('exchange.declare', { exchange: alternate, type: 'fanout', durable: true });
    const args = fieldTable({ 'alternate-exchange': alternate });
    await channel.ok('exchange.declare', { exchange, type: 'direct', durable: true, arguments: args });
    await channel.ok('queue.bind', { exchange: alternate, queue });
    return async (after) => {
      after.publish(exchange, 'nobody', 'm');
      expect((await got(after, queue)).body?.toString()).toBe('m');
    };
  });

  its('persistent messages stay in order, with their properties, others go', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'));
    await channel.ok('confirm.select');
    const headers = fieldTable({ h: 'v' });
    send(channel, queue, 'a', { ...persistent, headers, messageId: 'id' });
    send(channel, queue, 'b');
    send(channel, queue, 'c', { deliveryMode: 1 });
    send(channel, queue, 'd', persistent);
    await confirmed(channel, 4);
    return async (after) => {
      const first = await after.call('basic.get', { queue, noAck: true });
      expect(first).toMatchObject({
        redelivered: false,
        messageCount: 1,
        properties: { headers, messageId: 'id' },
      });
      expect(await after.bodies(queue)).toEqual(['d']);
    };
  });

  its('what was not acknowledged is ready again, redelivered, in its place', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'));
    await channel.ok('confirm.select');
    for (const body of ['a', 'b', 'c', 'd']) send(channel, queue, body, persistent);
    await confirmed(channel, 4);
    await channel.ok('basic.qos', { prefetchCount: 2 });
    await channel.ok('basic.consume', { queue, consumerTag: 't' });
    expect(deliveries(await channel.settled(queue))).toEqual(['t:a', 't:b']);
    const got = await channel.call('basic.get', { queue });
    expect(got).toMatchObject({ body: Buffer.from('c') });
    channel.send('basic.ack', { deliveryTag: 1 });
    await channel.settled(queue);
    return async (after) => {
      await after.ok('basic.consume', { queue, consumerTag: 't', noAck: true });
      expect(deliveries(await after.settled(queue))).toEqual(['t:b+', 't:c+', 't:d+']);
    };
  });

  its('what was requeued before is redelivered', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'));
    await channel.ok('confirm.select');
    for (const body of ['a', 'b']) send(channel, queue, body, persistent);
    await confirmed(channel, 2);
    await channel.call('basic.get', { queue });
    channel.send('basic.nack', { deliveryTag: 1, requeue: true });
    await channel.settled(queue);
    return async (after) => {
      await after.ok('basic.consume', { queue, consumerTag: 't', noAck: true });
      expect(deliveries(await after.settled(queue))).toEqual(['t:a+', 't:b']);
    };
  });

  its('priorities stay', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'), { 'x-max-priority': 5 });
    await channel.ok('confirm.select');
    for (const [body, priority] of [
      ['a', 0],
      ['b', 5],
      ['c', 2],
      ['d', 5],
    ] as const) {
      send(channel, queue, body, { ...persistent, priority });
    }
    await confirmed(channel, 4);
    return async (after) => {
      await durable(after, queue, { 'x-max-priority': 5 });
      expect(await after.bodies(queue)).toEqual(['b', 'd', 'c', 'a']);
    };
  });

  its('messages expire as if nothing had happened', async (bench) => {
    const channel = await bench.channel();
    const dead = await durable(channel, bench.name('dead'));
    const queue = await durable(channel, bench.name('q'), to(dead, { 'x-message-ttl': 500 }));
    await channel.ok('confirm.select');
    send(channel, queue, 'm', persistent);
    await confirmed(channel, 1);
    return async (after) => {
      const message = await got(after, dead);
      expect(headersOf(message)).toMatchObject({
        'x-first-death-reason': 'expired',
        'x-first-death-queue': queue,
      });
    };
  });

  its('a message with an expiration of its own expires', async (bench) => {
    const channel = await bench.channel();
    const dead = await durable(channel, bench.name('dead'));
    const queue = await durable(channel, bench.name('q'), to(dead));
    await channel.ok('confirm.select');
    send(channel, queue, 'm', { ...persistent, expiration: '400' });
    await confirmed(channel, 1);
    return async (after) => {
      expect((await got(after, dead)).body?.toString()).toBe('m');
    };
  });

  its('limits hold still', async (bench) => {
    const channel = await bench.channel();
    const dead = await durable(channel, bench.name('dead'));
    const dropping = await durable(channel, bench.name('dropping'), to(dead, { 'x-max-length': 2 }));
    const refusing = await durable(channel, bench.name('refusing'), {
      'x-max-length': 1,
      'x-overflow': 'reject-publish',
    });
    await channel.ok('confirm.select');
    for (const body of ['a', 'b']) send(channel, dropping, body, persistent);
    send(channel, refusing, 'a', persistent);
    await confirmed(channel, 3);
    return async (after) => {
      send(after, dropping, 'c', persistent);
      expect((await got(after, dead)).body?.toString()).toBe('a');
      await after.ok('confirm.select');
      send(after, refusing, 'b', persistent);
      expect(await after.next()).toMatchObject({ name: 'basic.nack' });
      expect(await after.bodies(dropping)).toEqual(['b', 'c']);
      expect(await after.bodies(refusing)).toEqual(['a']);
    };
  });

  its('dead letters keep their history and go the same way', async (bench) => {
    const channel = await bench.channel();
    const dead = await durable(channel, bench.name('dead'));
    const queue = await durable(channel, bench.name('q'), to(dead));
    await channel.ok('confirm.select');
    send(channel, queue, 'before', persistent);
    send(channel, queue, 'after', persistent);
    await confirmed(channel, 2);
    await channel.call('basic.get', { queue });
    channel.send('basic.reject', { deliveryTag: 1 });
    await eventually('the dead letter', async () => {
      const answer = await channel.ok('queue.declare', { queue: dead, passive: true });
      return (answer.name === 'queue.declare-ok' && answer.messageCount === 1) || undefined;
    });
    return async (after) => {
      await after.call('basic.get', { queue });
      after.send('basic.reject', { deliveryTag: 1 });
      for (const body of ['before', 'after']) {
        const message = await got(after, dead);
        expect(message.body?.toString()).toBe(body);
        expect(headersOf(message)).toMatchObject({ 'x-death': [{ queue, reason: 'rejected' }] });
      }
    };
  });

  its('a quorum queue keeps every message, and counts what was out', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'), { 'x-queue-type': 'quorum' });
    await channel.ok('confirm.select');
    send(channel, queue, 'a');
    send(channel, queue, 'b', persistent);
    send(channel, queue, 'c', { deliveryMode: 1 });
    await confirmed(channel, 3);
    const out = await channel.call('basic.get', { queue });
    expect(out).toMatchObject({ body: Buffer.from('a') });
    return async (after) => {
      const rest = await eventually('all three messages', async () => {
        const answer = await after.ok('queue.declare', { queue, passive: true });
        return (answer.name === 'queue.declare-ok' && answer.messageCount === 3) || undefined;
      });
      expect(rest).toBe(true);
      const seen: unknown[] = [];
      for (let left = 3; left > 0; left--) {
        const message = await got(after, queue);
        seen.push([String(message.body), message.redelivered, headersOf(message)['x-delivery-count']]);
      }
      expect(seen).toEqual([
        ['a', true, 1],
        ['b', false, 0],
        ['c', false, 0],
      ]);
    };
  });

  its('a stream keeps its messages and offsets', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'), { 'x-queue-type': 'stream' });
    await channel.ok('confirm.select');
    for (const body of ['a', 'b', 'c']) send(channel, queue, body);
    await confirmed(channel, 3);
    return async (after) => {
      await after.ok('confirm.select');
      send(after, queue, 'd');
      await confirmed(after, 1);
      await after.ok('basic.qos', { prefetchCount: 10 });
      await after.ok('basic.consume', {
        queue,
        consumerTag: 's',
        arguments: fieldTable({ 'x-stream-offset': 'first' }),
      });
      const seen: unknown[] = [];
      while (seen.length < 4) {
        const frame = await after.next();
        if (frame.name === 'basic.deliver')
          seen.push([String(frame.body), headersOf(frame)['x-stream-offset']]);
      }
      expect(seen).toEqual([
        ['a', 0],
        ['b', 1],
        ['c', 2],
        ['d', 3],
      ]);
    };
  });

  its('an uncommitted transaction never was', async (bench) => {
    const channel = await bench.channel();
    const queue = await durable(channel, bench.name('q'));
    await channel.ok('confirm.select');
    send(channel, queue, 'before', persistent);
    await confirmed(channel, 1);
    const within = await channel.client.openChannel(2);
    await within.ok('tx.select');
    send(within, queue, 'within', persistent);
    await within.call('basic.get', { queue });
    within.send('basic.ack', { deliveryTag: 1 });
    await within.settled();
    return async (after) => {
      await after.ok('basic.consume', { queue, consumerTag: 't', noAck: true });
      expect(deliveries(await after.settled(queue))).toEqual(['t:before+']);
    };
  });

  its(
    'a queue with a single active consumer, its arguments and a lazy one are what they were',
    async (bench) => {
      const channel = await bench.channel();
      const args: PlainTable = { 'x-single-active-consumer': true, 'x-queue-mode': 'lazy', unknown: 'kept' };
      const queue = await durable(channel, bench.name('q'), args);
      return async (after) => {
        await durable(after, queue, args);
        await after.ok('basic.consume', { queue, consumerTag: 'one' });
        await after.ok('basic.consume', { queue, consumerTag: 'two' });
        for (const body of ['a', 'b']) send(after, queue, body);
        expect(deliveries([await after.next(), await after.next()])).toEqual(['one:a', 'one:b']);
      };
    },
  );
});
