import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { route } from '../../src/lib/routing/route.ts';
import { RoutingTable } from '../../src/lib/routing/routing-table.ts';
import { fieldTable } from '../../src/lib/routing/values.ts';
import { aBinding, anExchange, aPolicy, aQueue, plainTopology, read, unordered, without } from './build.ts';

const exported = (name: string): string => readFileSync(join(import.meta.dirname, 'exports', name), 'utf8');

describe("RabbitMQ's own export", () => {
  const all = readDefinitions(exported('management.json'));
  const one = readDefinitions(exported('one-virtual-host.json'), { virtualHost: 'shop' });
  const ctl = readDefinitions(exported('rabbitmqctl.json'));

  test('of all virtual hosts has one of them in it: that is taken', () => {
    expect(all.virtualHost).toBe('shop');
    expect(all.topology.exchanges.map(({ name }) => name).sort()).toEqual(
      ['audit', 'dead', 'docs', 'orders', 'ping', 'spare'].sort(),
    );
  });

  test('of one virtual host is the same, though nothing in it says where it belongs', () => {
    expect(unordered(one.topology)).toEqual(unordered(all.topology));
    expect(readDefinitions(exported('one-virtual-host.json')).virtualHost).toBe('/');
  });

  test('by rabbitmqctl lacks internal exchanges, keeps what leads to exclusive queues, and both are told', () => {
    const there = unordered(all.topology);
    const found = unordered(ctl.topology);
    expect(found.exchanges).toEqual(there.exchanges.filter(({ internal }) => !internal));
    expect(found.queues).toEqual(there.queues);
    expect(found.bindings.filter(({ destination }) => destination !== 'mine')).toEqual(there.bindings);
    expect(ctl.notes).toContain(
      "Bindings lead from or to 'audit', and no such exchange is in the file. rabbitmqctl leaves internal exchanges out: GET /api/definitions of the management API does not.",
    );
    expect(ctl.notes).toContain(
      "Bindings lead to 'mine', and no such queue is in the file; exclusive queues are in none.",
    );
  });

  test('keeps the type of every argument', () => {
    const binding = all.topology.bindings.find(({ source }) => source === 'docs');
    expect(binding?.arguments).toEqual(
      fieldTable({
        big: 9007199254740993n,
        format: 'pdf',
        nested: { list: [1n, 'a'] },
        pages: 1n,
        ratio: { '!': 'double', value: 1 },
        urgent: true,
        'x-match': 'any',
      }),
    );
  });

  test('has durable, auto_delete and internal as they are', () => {
    const { exchanges, queues } = all.topology;
    expect(exchanges.find(({ name }) => name === 'audit')).toMatchObject({ type: 'fanout', internal: true });
    expect(exchanges.find(({ name }) => name === 'ping')).toMatchObject({ durable: false, autoDelete: true });
    expect(queues.find(({ name }) => name === 'temp')).toMatchObject({ durable: false, autoDelete: true });
  });

  test.each([all, one, ctl])('has its policies in the arguments', ({ topology }) => {
    const args = Object.fromEntries(
      plainTopology(topology).queues.map(({ name, arguments: each }) => [name, each]),
    );
    expect(args).toEqual({
      billing: {
        'x-message-ttl': 20_000,
        'x-max-length': 1000,
        'x-dead-letter-exchange': 'dead',
        'x-max-priority': 5,
      },
      shipping: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': 5,
        'x-message-ttl': 20_000,
        'x-max-length': 1000,
      },
      log: { 'x-queue-type': 'stream', 'x-max-age': '1h' },
      'dead-letters': { 'x-message-ttl': 20_000 },
      temp: { 'x-message-ttl': 20_000 },
    });
    const orders = plainTopology(topology).exchanges.find(({ name }) => name === 'orders');
    expect(orders?.arguments).toEqual({ 'alternate-exchange': 'spare' });
  });

  test('says what was made of policies, and what is not modelled', () => {
    expect(one.notes).toEqual([
      "Policy 'spare' sets alternate-exchange of 'orders': taken as an argument.",
      "Policy 'limits' sets max-length of 'shipping' and 'billing': taken as an argument.",
      expect.stringMatching(/^Operator policy 'ceiling' sets message-ttl of '.*: taken as an argument\.$/),
      "vhost-limits 'limits' is not modelled.",
    ]);
    expect(all.notes).toContain(
      'Topic permissions, by which RabbitMQ refuses some who publish or bind, are not modelled.',
    );
  });

  test('routes as the broker does', () => {
    const table = RoutingTable.from(all.topology);
    const queues = (exchange: string, routingKey: string, headers = {}) =>
      route(table, { exchange, routingKey, headers: fieldTable(headers) });
    expect([...queues('orders', 'order.paid')].sort()).toEqual(['billing', 'log', 'shipping']);
    expect(queues('docs', '', { ratio: { '!': 'double', value: 1 } })).toEqual(['billing']);
    expect(queues('docs', '', { format: 'txt' })).toEqual([]);
    expect(queues('amq.topic', 'a.b')).toEqual(['temp']);
  });
});

describe('a definitions file', () => {
  test('may begin with a byte order mark, and have space around it', () => {
    const text = `\ufeff\n ${JSON.stringify({ queues: [aQueue('q')] })}\n\n`;
    expect(readDefinitions(text).topology.queues).toHaveLength(1);
  });

  test('may have no exchanges, no queues, no bindings, and no arguments, as RabbitMQ takes it', () => {
    expect(read({ rabbit_version: '3.10.8' }).topology).toEqual({ exchanges: [], queues: [], bindings: [] });
    const bare = read({
      exchanges: [without(anExchange('x'), 'arguments', 'internal')],
      queues: [aQueue('q', { arguments: [] })],
      bindings: [without(aBinding('x', 'q'), 'arguments')],
    });
    expect(bare.notes).toEqual([]);
    expect(bare.topology.exchanges[0]).toMatchObject({ internal: false, arguments: new Map() });
    expect(bare.topology.queues[0]?.arguments.size).toBe(0);
  });

  test('leaves predeclared exchanges out, and keeps what is bound to them', () => {
    const { topology, notes } = read({
      exchanges: [anExchange(''), anExchange('amq.topic', { type: 'topic' }), anExchange('amq.mine')],
      queues: [aQueue('q')],
      bindings: [aBinding('amq.topic', 'q', { routing_key: '#' })],
    });
    expect(topology.exchanges.map(({ name }) => name)).toEqual(['amq.mine']);
    expect(topology.bindings).toHaveLength(1);
    expect(notes).toEqual([]);
  });

  test('carries exchanges of other types along, and says that they are not modelled', () => {
    const { topology, notes } = read({
      exchanges: ['a', 'b'].map((name) => anExchange(name, { type: 'x-consistent-hash' })),
      queues: [aQueue('q')],
      bindings: [aBinding('a', 'q', { routing_key: '10' })],
    });
    expect(topology.exchanges.map(({ type }) => type)).toEqual(['x-consistent-hash', 'x-consistent-hash']);
    expect(topology.bindings).toHaveLength(1);
    expect(notes).toEqual([
      "Exchange type 'x-consistent-hash' is not modelled: where 'a' and 'b' routes to is not known.",
    ]);
  });

  test('keeps bindings to what is not there, and says so', () => {
    const { topology, notes } = read({
      exchanges: [anExchange('x')],
      bindings: [
        aBinding('x', 'gone'),
        aBinding('x', 'gone', { routing_key: 'k' }),
        aBinding('nobody', 'gone too'),
        aBinding('x', 'none', { destination_type: 'exchange' }),
      ],
    });
    expect(topology.bindings).toHaveLength(4);
    expect(notes).toEqual([
      "Bindings lead from or to 'nobody' and 'none', and no such exchange is in the file.",
      "Bindings lead to 'gone' and 'gone too', and no such queue is in the file; exclusive queues are in none.",
    ]);
  });

  test('has the same binding once, and none of the default exchange', () => {
    const { topology, notes } = read({
      exchanges: [anExchange('x')],
      queues: [aQueue('q')],
      bindings: [
        aBinding('x', 'q', { arguments: { n: 1, m: 2 } }),
        aBinding('x', 'q', { arguments: { m: 2, n: 1 } }),
        aBinding('', 'q', { routing_key: 'q' }),
        aBinding('', 'q', { routing_key: 'another' }),
      ],
    });
    expect(topology.bindings).toHaveLength(1);
    expect(notes).toEqual([
      '1 binding from the default exchange passed over: every queue is bound to it by its name, and by nothing else.',
      '1 binding left out: they are there more than once.',
    ]);
  });

  test('tells 1, 1.0 and "1" apart in bindings that are otherwise the same', () => {
    const text = (value: string): string =>
      JSON.stringify(aBinding('x', 'q', { arguments: { n: '@' } })).replace('"@"', value);
    const { topology } = readDefinitions(
      `{"exchanges": [${JSON.stringify(anExchange('x', { type: 'headers' }))}],
        "queues": [${JSON.stringify(aQueue('q'))}],
        "bindings": [${['1', '1.0', '"1"', '10e-1'].map(text).join(', ')}]}`,
    );
    expect(topology.bindings.map(({ arguments: args }) => args.get('n'))).toEqual([
      { type: 'int64', value: 1n },
      { type: 'double', value: 1 },
      { type: 'string', value: '1' },
    ]);
  });

  test('may have a void value that the export made a text of, which is said', () => {
    const { notes } = read({
      queues: [aQueue('q')],
      bindings: [aBinding('amq.headers', 'q', { arguments: { urgent: 'undefined' } })],
    });
    expect(notes).toEqual([
      'Bindings of \'amq.headers\' want a header to be "undefined": RabbitMQ exports a void value, which any value satisfies, as that text.',
    ]);
  });

  test('may have fields that nobody knows: they are passed over, and named', () => {
    const { notes } = read({
      $schema: 'x',
      exchanges: [anExchange('x', { policy: 'p', user_who_performed_action: 'guest' })],
      queues: [aQueue('q', { type: 'classic', messages: 3 }), aQueue('r', { messages: 3 })],
      bindings: [aBinding('x', 'q', { properties_key: '~' })],
      policies: [aPolicy('p', { 'message-ttl': 1 }, { pattern: 'none', note: 1 })],
    });
    expect(notes).toEqual([
      "Fields of the whole that are not known here are passed over: '$schema'.",
      "Fields of exchanges that are not known here are passed over: 'policy' and 'user_who_performed_action'.",
      "Fields of queues that are not known here are passed over: 'messages'.",
      "Fields of policies that are not known here are passed over: 'note'.",
    ]);
  });

  test('may have shovels and federation, which are not modelled, and say what they do', () => {
    const parameter = (component: string, name: string) => ({ component, name, vhost: '/', value: {} });
    const { notes } = read({
      parameters: [
        parameter('shovel', 'a'),
        parameter('shovel', 'b'),
        parameter('federation-upstream', 'up'),
        parameter('other', 'o'),
      ],
    });
    expect(notes).toEqual([
      "shovel 'a' and 'b', which moves messages by itself, is not modelled.",
      "federation-upstream 'up', which brings messages from other brokers, is not modelled.",
      "other 'o' is not modelled.",
    ]);
  });

  test('may have 500 of everything', () => {
    const names = Array.from({ length: 500 }, (_, at) => `n${at}`);
    const { topology, notes } = read({
      exchanges: names.map((name) => anExchange(name)),
      queues: names.map((name) => aQueue(name)),
      bindings: names.map((name) => aBinding(name, name)),
      policies: names.map((name) => aPolicy(name, { 'max-length': 1 }, { pattern: `^${name}$` })),
    });
    expect([topology.exchanges, topology.queues, topology.bindings].map(({ length }) => length)).toEqual([
      500, 500, 500,
    ]);
    expect(topology.queues.every(({ arguments: args }) => args.has('x-max-length'))).toBe(true);
    expect(notes).toHaveLength(500);
  });
});

describe('a virtual host', () => {
  const file = {
    vhosts: [{ name: '/' }, { name: 'shop' }, { name: 'empty' }],
    queues: [aQueue('q1'), aQueue('q2', { vhost: 'shop' })],
    exchanges: [anExchange('x', { vhost: 'shop' })],
    policies: [aPolicy('p', { 'max-length': 1 }, { vhost: 'shop' })],
    parameters: [{ component: 'shovel', name: 's', vhost: '/', value: {} }],
  };

  test('is the one that is asked for, with nothing of the others', () => {
    const shop = read(file, 'shop');
    expect(plainTopology(shop.topology).queues).toMatchObject([
      { name: 'q2', arguments: { 'x-max-length': 1 } },
    ]);
    expect(shop.virtualHost).toBe('shop');
    expect(shop.notes.join()).not.toContain('shovel');
    const root = read(file, '/');
    expect(plainTopology(root.topology).queues).toMatchObject([{ name: 'q1', arguments: {} }]);
    expect(root.topology.exchanges).toEqual([]);
    expect(read(file, 'empty').topology.queues).toEqual([]);
  });

  test('that is broken does no harm to the others', () => {
    expect(read({ ...file, queues: [aQueue('q1'), { vhost: 'shop' }] }, '/').topology.queues).toHaveLength(1);
  });

  test('without anything in it is no choice', () => {
    const one = { ...file, queues: [aQueue('q2', { vhost: 'shop' })] };
    expect(read(one).virtualHost).toBe('shop');
    expect(read({ vhosts: file.vhosts }).virtualHost).toBe('/');
    expect(read({ vhosts: [{ name: 'only' }] }).virtualHost).toBe('only');
  });

  test('has the name that is asked for where the file does not say one', () => {
    const one = { queues: [without(aQueue('q'), 'vhost')] };
    expect(read(one, 'mine').virtualHost).toBe('mine');
    expect(read({ ...one, original_vhost_name: 'shop' }).virtualHost).toBe('shop');
    expect(read({ ...one, original_vhost_name: 'shop' }, 'mine').virtualHost).toBe('mine');
  });
});
