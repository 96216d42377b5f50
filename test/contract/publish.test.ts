import { expect } from 'vitest';
import { fieldTable, type PlainValue } from '../../src/lib/routing/values.ts';
import type { Properties } from '../../src/lib/wire/properties.ts';
import { type RawChannel, withHeaders } from '../support/raw-client.ts';
import { contract } from './contract.ts';
import { channelClosed, connectionClosed, noExchange, ok } from './expected.ts';
import { headersOf, queueWith } from './helpers.ts';

contract('basic.publish', (its) => {
  its('gotcha 13: to a missing exchange is 404, mandatory and confirmed or not', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    channel.publish(exchange, 'k');
    expect(await channel.next()).toEqual(channelClosed(404, noExchange(exchange), 'basic.publish'));
    await channel.reopen();
    await channel.ok('confirm.select');
    channel.publish(exchange, 'k', 'x', { mandatory: true });
    expect(await channel.next()).toEqual(channelClosed(404, noExchange(exchange), 'basic.publish'));
  });

  its('gotcha 13: that reaches no queue is silent', async (bench) => {
    const channel = await bench.channel();
    channel.publish('amq.direct', bench.name('k'));
    channel.publish('', bench.name('q'));
    expect(await channel.call('basic.qos')).toEqual(ok('basic.qos-ok'));
  });

  its('gotcha 16: to an internal exchange is 403', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    await channel.ok('exchange.declare', { exchange, type: 'fanout', internal: true });
    for (const name of [exchange, 'amq.rabbitmq.trace']) {
      channel.publish(name, '');
      const text = `ACCESS_REFUSED - cannot publish to internal exchange '${name}' in vhost '/'`;
      expect(await channel.next()).toEqual(channelClosed(403, text, 'basic.publish'));
      await channel.reopen();
    }
  });

  its('gotcha 14: with immediate is 540', async (bench) => {
    const channel = await bench.channel();
    channel.publish('', bench.name('q'), 'x', { immediate: true });
    expect(await channel.next()).toEqual(
      connectionClosed(540, 'NOT_IMPLEMENTED - immediate=true', 'basic.publish'),
    );
  });

  const refused: [string, Properties, string][] = [
    [
      'the user id of another',
      { userId: 'bob' },
      "user_id property set to 'bob' but authenticated user was 'guest'",
    ],
    ['an empty user id', { userId: '' }, "user_id property set to '' but authenticated user was 'guest'"],
    ['delivery mode 0', { deliveryMode: 0 }, 'invalid message: {delivery_mode_unknown,0}'],
    ['delivery mode 3', { deliveryMode: 3 }, 'invalid message: {delivery_mode_unknown,3}'],
    ['CC a string', withHeaders({ CC: 'a' }), 'invalid message: {unacceptable_type_in_header,"CC",longstr}'],
    ['CC a number', withHeaders({ CC: 1 }), 'invalid message: {unacceptable_type_in_header,"CC",signedint}'],
    ['BCC void', withHeaders({ BCC: null }), 'invalid message: {unacceptable_type_in_header,"BCC",void}'],
    [
      'BCC a table',
      withHeaders({ BCC: { a: 1 } }),
      'invalid message: {unacceptable_type_in_header,"BCC",table}',
    ],
    [
      'CC and BCC both wrong',
      withHeaders({ BCC: 1, CC: 1 }),
      'invalid message: {unacceptable_type_in_header,"CC",signedint}',
    ],
    ['the expiration abc', { expiration: 'abc' }, "invalid expiration 'abc': no_integer"],
    ['an empty expiration', { expiration: '' }, "invalid expiration '': no_integer"],
    ['the expiration -1', { expiration: '-1' }, "invalid expiration '-1': {value_negative,-1}"],
    ['the expiration 5x', { expiration: '5x' }, 'invalid expiration \'5x\': {leftover_string,"x"}'],
    ['the expiration 5"', { expiration: '5"' }, 'invalid expiration \'5"\': {leftover_string,"\\""}'],
    [
      'the expiration 5한',
      { expiration: '5한' },
      "invalid expiration '5한': {leftover_string,[237,149,156]}",
    ],
    ['the expiration 1.5', { expiration: '1.5' }, 'invalid expiration \'1.5\': {leftover_string,".5"}'],
  ];
  its.each(refused)(
    'with %s is 406, even where no queue is reached',
    async (bench, _label, properties, text) => {
      const channel = await bench.channel();
      channel.publish('amq.direct', bench.name('k'), 'x', { properties });
      expect(await channel.next()).toEqual(
        channelClosed(406, `PRECONDITION_FAILED - ${text}`, 'basic.publish'),
      );
    },
  );

  its("with the publisher's own user id is fine", async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    channel.publish('', queue, 'a', { properties: { userId: 'guest' } });
    expect(await channel.bodies(queue)).toEqual(['a']);
  });

  its('carries every property and header type to the consumer', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    const values: Record<string, PlainValue> = {
      int: 1,
      long: 2 ** 40,
      double: 1.5,
      text: '☃',
      bytes: Buffer.from([0, 255]),
      yes: true,
      nothing: null,
      list: [1, 'a', null, [true]],
      table: { a: { b: 'c' } },
      time: { '!': 'timestamp', value: 1_700_000_000 },
      decimal: { '!': 'decimal', value: { places: 2, digits: 314 } },
      float: { '!': 'float', value: 0.5 },
      byte: { '!': 'int8', value: -1 },
      ubyte: { '!': 'uint8', value: 255 },
      short: { '!': 'int16', value: -2 },
      ushort: { '!': 'uint16', value: 65_535 },
      uint: { '!': 'uint32', value: 4_294_967_295 },
    };
    const properties: Properties = {
      contentType: 'text/plain',
      contentEncoding: 'utf8',
      headers: fieldTable(values),
      deliveryMode: 2,
      priority: 7,
      correlationId: 'c',
      replyTo: 'r',
      expiration: '60000',
      messageId: 'm',
      timestamp: 1_700_000_000n,
      type: 't',
      userId: 'guest',
      appId: 'a',
      clusterId: 'cl',
    };
    channel.publish('', queue, 'x', { properties });
    const got = await channel.call('basic.get', { queue, noAck: true });
    expect(got.name === 'basic.get-ok' && got.properties).toEqual(properties);
  });

  its('keeps properties that were never set away', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    channel.publish('', queue, 'x');
    expect(await channel.call('basic.get', { queue, noAck: true })).toMatchObject({ properties: {} });
  });
});

contract('mandatory', (its) => {
  its(
    'gotcha 14: returns what reaches no queue: 312 with the whole message, then the confirm',
    async (bench) => {
      const channel = await bench.channel();
      await channel.ok('confirm.select');
      const routingKey = bench.name('q');
      const properties = { messageId: 'm', ...withHeaders({ a: 1 }) };
      channel.publish('', routingKey, 'body', { mandatory: true, properties });
      expect(await channel.next()).toEqual(
        ok('basic.return', {
          replyCode: 312,
          replyText: 'NO_ROUTE',
          exchange: '',
          routingKey,
          properties,
          body: Buffer.from('body'),
        }),
      );
      expect(await channel.next()).toEqual(ok('basic.ack', { deliveryTag: 1, multiple: false }));
    },
  );

  its('returns nothing that an alternate exchange took', async (bench) => {
    const channel = await bench.channel();
    const [exchange, alternate, queue] = [bench.name('x'), bench.name('ae'), bench.name('q')];
    const args = fieldTable({ 'alternate-exchange': alternate });
    await channel.ok('exchange.declare', { exchange, type: 'direct', arguments: args });
    await channel.ok('exchange.declare', { exchange: alternate, type: 'fanout' });
    await queueWith(channel, queue);
    await channel.ok('queue.bind', { queue, exchange: alternate });
    channel.publish(exchange, 'nobody', 'a', { mandatory: true });
    expect(await channel.bodies(queue)).toEqual(['a']);
  });

  its('returns what a missing alternate exchange would have got', async (bench) => {
    const channel = await bench.channel();
    const exchange = bench.name('x');
    const args = fieldTable({ 'alternate-exchange': bench.name('ae') });
    await channel.ok('exchange.declare', { exchange, type: 'direct', arguments: args });
    channel.publish(exchange, 'k', 'a', { mandatory: true });
    expect(await channel.next()).toMatchObject({ name: 'basic.return', exchange, routingKey: 'k' });
  });

  its('returns once more than nothing: an alternate of no name routes nowhere', async (bench) => {
    const channel = await bench.channel();
    const [exchange, queue] = [bench.name('x'), await queueWith(channel, bench.name('q'))];
    const args = fieldTable({ 'alternate-exchange': '' });
    await channel.ok('exchange.declare', { exchange, type: 'direct', arguments: args });
    channel.publish(exchange, queue, 'a', { mandatory: true });
    expect(await channel.next()).toMatchObject({ name: 'basic.return', exchange, routingKey: queue });
  });

  its(
    'T18: returns what an e2e target matched and routed nowhere, past the alternate exchange',
    async (bench) => {
      const channel = await bench.channel();
      const [source, target, alternate, queue] = ['s', 't', 'ae', 'q'].map(bench.name) as [
        string,
        string,
        string,
        string,
      ];
      const args = fieldTable({ 'alternate-exchange': alternate });
      await channel.ok('exchange.declare', { exchange: source, type: 'fanout', arguments: args });
      await channel.ok('exchange.declare', { exchange: target, type: 'fanout' });
      await channel.ok('exchange.declare', { exchange: alternate, type: 'fanout' });
      await queueWith(channel, queue);
      await channel.ok('queue.bind', { queue, exchange: alternate });
      await channel.ok('exchange.bind', { source, destination: target });
      channel.publish(source, '', 'a', { mandatory: true });
      expect(await channel.next()).toMatchObject({ name: 'basic.return', exchange: source });
      expect(await channel.bodies(queue)).toEqual([]);
    },
  );
});

contract('CC and BCC', (its) => {
  its('gotcha 17: add routing keys, and BCC is gone on delivery', async (bench) => {
    const channel = await bench.channel();
    const [one, two, three] = ['1', '2', '3'].map(bench.name) as [string, string, string];
    for (const name of [one, two, three]) await queueWith(channel, name);
    const properties = withHeaders({ CC: [two, two], BCC: [three, one], a: 1 });
    channel.publish('', one, 'x', { properties });
    for (const queue of [one, two, three]) {
      const got = await channel.call('basic.get', { queue, noAck: true });
      expect(got).toMatchObject({ name: 'basic.get-ok', routingKey: one, messageCount: 0 });
      expect(headersOf(got)).toEqual({ CC: [two, two], a: 1 });
    }
  });

  its('gotcha 17: BCC alone leaves an empty table, in a return too', async (bench) => {
    const channel = await bench.channel();
    channel.publish('', bench.name('q'), '', {
      mandatory: true,
      properties: withHeaders({ BCC: [bench.name('r')] }),
    });
    const returned = await channel.next();
    expect(returned).toMatchObject({ name: 'basic.return', replyCode: 312 });
    expect(headersOf(returned)).toEqual({});
  });

  its('count only the strings of an array', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    channel.publish('', bench.name('r'), 'x', { properties: withHeaders({ CC: [1, null, ['q'], queue] }) });
    expect(await channel.bodies(queue)).toEqual(['x']);
  });

  its('are spelled in capitals', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    const properties = withHeaders({ cc: [queue], Bcc: [queue] });
    channel.publish('', bench.name('r'), 'x', { mandatory: true, properties });
    expect(await channel.next()).toMatchObject({ name: 'basic.return' });
  });
});

contract('confirms', (its) => {
  its('come for every message, routed or not, once each', async (bench) => {
    const channel = await bench.channel();
    const queue = await queueWith(channel, bench.name('q'));
    await channel.ok('confirm.select');
    for (let tag = 1; tag <= 50; tag++) channel.publish('', tag % 2 ? queue : bench.name('r'), `${tag}`);
    expect(await confirmed(channel, 50)).toEqual({ acked: tags(1, 50), nacked: [] });
    expect(await channel.bodies(queue)).toHaveLength(25);
  });

  its('count from the confirm.select on, and a second one changes nothing', async (bench) => {
    const channel = await bench.channel();
    channel.publish('', bench.name('r'));
    await channel.ok('confirm.select');
    channel.publish('', bench.name('r'));
    expect(await confirmed(channel, 1)).toEqual({ acked: [1], nacked: [] });
    await channel.ok('confirm.select');
    channel.publish('', bench.name('r'));
    expect(await channel.next()).toMatchObject({ name: 'basic.ack', deliveryTag: 2 });
  });

  its('count per channel', async (bench) => {
    const channel = await bench.channel();
    const other = await channel.client.openChannel(2);
    for (const each of [channel, other]) {
      await each.ok('confirm.select');
      each.publish('', bench.name('r'));
      expect(await each.next()).toMatchObject({ name: 'basic.ack', deliveryTag: 1, channel: each.number });
    }
  });

  its('come for persistent messages in a durable queue', async (bench) => {
    const channel = await bench.channel();
    const queue = bench.name('q');
    await channel.ok('queue.declare', { queue, durable: true });
    await channel.ok('confirm.select');
    for (let tag = 1; tag <= 20; tag++) channel.publish('', queue, 'x', { properties: { deliveryMode: 2 } });
    expect(await confirmed(channel, 20)).toEqual({ acked: tags(1, 20), nacked: [] });
  });

  its('gotcha 46: and transactions exclude each other: 406', async (bench) => {
    const channel = await bench.channel();
    await channel.ok('confirm.select');
    expect(await channel.call('tx.select')).toEqual(
      channelClosed(406, 'PRECONDITION_FAILED - cannot switch from confirm to tx mode', 'tx.select'),
    );
    await channel.reopen();
    await channel.ok('tx.select');
    expect(await channel.call('confirm.select')).toEqual(
      channelClosed(406, 'PRECONDITION_FAILED - cannot switch from tx to confirm mode', 'confirm.select'),
    );
  });

  its('have no answer to confirm.select with no-wait', async (bench) => {
    const channel = await bench.channel();
    channel.send('confirm.select', { noWait: true });
    channel.publish('', bench.name('r'));
    expect(await channel.next()).toMatchObject({ name: 'basic.ack', deliveryTag: 1 });
  });
});

const tags = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Reads confirms until `count` messages have one; how the server bundles them is its own affair. */
async function confirmed(channel: RawChannel, count: number): Promise<{ acked: number[]; nacked: number[] }> {
  const open = new Set(tags(1, count));
  const result = { acked: [] as number[], nacked: [] as number[] };
  while (open.size > 0) {
    const frame = await channel.next();
    if (frame.name !== 'basic.ack' && frame.name !== 'basic.nack') throw new Error(JSON.stringify(frame));
    const meant = frame.multiple ? [...open].filter((tag) => tag <= frame.deliveryTag) : [frame.deliveryTag];
    for (const tag of meant) {
      expect(open.delete(tag)).toBe(true);
      (frame.name === 'basic.ack' ? result.acked : result.nacked).push(tag);
    }
  }
  for (const list of [result.acked, result.nacked]) list.sort((a, b) => a - b);
  return result;
}
