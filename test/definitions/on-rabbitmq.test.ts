import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readManagement } from '../../src/lib/check/management.ts';
import { applyPolicies } from '../../src/lib/definitions/policies/apply.ts';
import { readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { writeDefinitions } from '../../src/lib/definitions/write-definitions.ts';
import { binding, queue, topology } from '../../src/lib/lab/notation.ts';
import { defaultsOf } from '../../src/lib/lab/scenario.ts';
import { type PlainTable, plainTable } from '../../src/lib/routing/values.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { onOneBroker } from './arbitraries.ts';
import { anExchange, aPolicy, aQueue, plainTopology, policy, unordered, without } from './build.ts';
import { MANAGEMENT_LEFT_OUT, ScratchVirtualHost } from './management.ts';

if (MANAGEMENT_LEFT_OUT) process.stderr.write(`${MANAGEMENT_LEFT_OUT}\n`);

const TIMEOUT_MS = 60_000;

describe.skipIf(MANAGEMENT_LEFT_OUT !== undefined)('RabbitMQ', { timeout: TIMEOUT_MS }, () => {
  test('imports what is written, and exports what is read as the same', async () => {
    const topologies = fc.sample(onOneBroker, { seed: 5, numRuns: 25 });
    for (const there of topologies) {
      await using host = await ScratchVirtualHost.create();
      await host.import(writeDefinitions(there).text);
      expect(unordered(readDefinitions(await host.export()).topology)).toEqual(unordered(there));
    }
  });

  test('imports the topology of every scenario', async () => {
    for (const scenario of scenarios) {
      const { topology: there } = scenario.build(defaultsOf(scenario.options));
      const { text, notes } = writeDefinitions(there);
      const written = readDefinitions(text).topology;
      await using host = await ScratchVirtualHost.create();
      await host.import(text);
      const { exchanges, queues, bindings } = written;
      // What an import does not bring back is told.
      const shared = queues.map((each) => ({ ...each, exclusive: false }));
      const read = readDefinitions(await host.export()).topology;
      expect(unordered(read), scenario.name).toEqual(unordered({ exchanges, queues: shared, bindings }));
      expect(notes.length > 0, scenario.name).toBe(
        queues.some(({ exclusive }) => exclusive) || JSON.stringify(unordered(there)).includes('null'),
      );
    }
  });

  test('is read over its management API as from its export, with all policies', async () => {
    const queues = [aQueue('orders', { arguments: { 'x-max-length': 9 } }), aQueue('other')].map((each) =>
      without(each, 'vhost'),
    );
    await using host = await ScratchVirtualHost.create();
    const operator = without(aPolicy('o', { 'max-length': 2, 'message-ttl': 77 }), 'vhost', 'name');
    const inHost = { vhost: host.name };
    await host.import(
      JSON.stringify({
        queues,
        policies: [aPolicy('p', { 'dead-letter-exchange': 'amq.topic', 'max-length': 3 }, inHost)],
        parameters: [
          {
            ...inHost,
            component: 'operator_policy',
            name: 'o',
            value: { ...operator, 'apply-to': 'queues' },
          },
        ],
      }),
    );
    const exported = readDefinitions(await host.export());
    const listed = await readManagement(host.management);
    expect(unordered(listed.topology)).toEqual(unordered(exported.topology));
    expect(unordered(listed.topology).queues.map(({ arguments: args }) => args)).toEqual([
      { 'x-dead-letter-exchange': 'amq.topic', 'x-max-length': 2, 'x-message-ttl': 77 },
      { 'x-dead-letter-exchange': 'amq.topic', 'x-max-length': 2, 'x-message-ttl': 77 },
    ]);
  });

  test('keeps one of two declarations of a name that it imports, without a word', async () => {
    await using host = await ScratchVirtualHost.create();
    const names = Array.from({ length: 40 }, (_, at) => `q${at}`);
    const twice = names.flatMap((name) =>
      [5, 9].map((ttl) => without(aQueue(name, { arguments: { 'x-message-ttl': ttl } }), 'vhost')),
    );
    await host.import(JSON.stringify({ queues: twice }));
    const { queues } = plainTopology(readDefinitions(await host.export()).topology);
    expect(queues.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const { arguments: args } of queues) expect([5, 9]).toContain(args['x-message-ttl']);
  });

  test('gives each queue and exchange the policy that counts here', async () => {
    const named = (name: string, pattern: string, priority: number, applyTo: string, definition: object) =>
      aPolicy(name, { ...definition }, { pattern, priority, 'apply-to': applyTo });
    const file = {
      exchanges: ['orders', 'élan', 'é'].map((name) => anExchange(name)),
      queues: [
        ...['orders', 'éa', 'éé', 'other'].map((name) => aQueue(name)),
        aQueue('orders-quorum', { arguments: { 'x-queue-type': 'quorum' } }),
        aQueue('orders-stream', { arguments: { 'x-queue-type': 'stream' } }),
      ],
      policies: [
        named('low', '^orders', 1, 'all', { 'max-length-bytes': 1_000_000 }),
        named('lazy', '^orders', 9, 'queues', { 'queue-mode': 'lazy' }),
        named('limit', '^orders', 10, 'queues', { 'delivery-limit': 3 }),
        named('alternate', '^orders', 5, 'exchanges', { 'alternate-exchange': 'x' }),
        named('bytes', '^é.$', 1, 'all', { 'max-length-bytes': 2_000_000 }),
      ],
    };
    await using host = await ScratchVirtualHost.create();
    await host.import(JSON.stringify(file));
    const ours = readDefinitions(JSON.stringify(file)).notes.flatMap((note) => {
      const [, by, owners = ''] = /^Policy '(.*?)' sets [a-z-]+(?: of (.*))?: /.exec(note) ?? [];
      return Array.from(owners.matchAll(/'(.*?)'/g), ([, owner = '']) => `${owner} ${by}`);
    });
    const theirs = Object.entries(await host.policies('queues')).map(([name, by]) => `${name} ${by}`);
    expect(theirs.sort()).toEqual([
      'orders lazy',
      'orders-quorum limit',
      'orders-stream low',
      'other undefined',
      'éa bytes',
      'éé undefined',
    ]);
    expect(await host.policies('exchanges')).toMatchObject({ orders: 'alternate', é: undefined });
    // The mode of a queue is nothing that is modelled.
    expect(ours.sort()).toEqual(['orders alternate', 'orders-quorum limit', 'orders-stream low', 'éa bytes']);
  });

  test.each<{
    name: string;
    type?: string;
    args: PlainTable;
    set: PlainTable;
    operator?: PlainTable;
    ready: string[];
    dead?: string[];
  }>([
    { name: 'the smaller length', args: { 'x-max-length': 3 }, set: { 'max-length': 2 }, ready: ['3', '4'] },
    {
      name: "the queue's smaller length",
      args: { 'x-max-length': 2 },
      set: { 'max-length': 3 },
      ready: ['3', '4'],
    },
    {
      name: 'the smaller length of the operator',
      args: {},
      set: { 'max-length': 3 },
      operator: { 'max-length': 2 },
      ready: ['3', '4'],
    },
    {
      name: "a classic queue's own overflow",
      args: { 'x-max-length': 2, 'x-overflow': 'drop-head' },
      set: { overflow: 'reject-publish' },
      ready: ['3', '4'],
    },
    {
      name: "a policy's overflow for a quorum queue",
      type: 'quorum',
      args: { 'x-max-length': 2, 'x-overflow': 'drop-head' },
      set: { overflow: 'reject-publish' },
      ready: ['1', '2', '3'],
    },
    {
      name: "the queue's own dead letter exchange",
      args: { 'x-dead-letter-exchange': 'amq.topic' },
      set: { 'dead-letter-exchange': 'amq.direct', 'dead-letter-routing-key': 'k', 'max-length': 3 },
      ready: ['2', '3', '4'],
      dead: ['1'],
    },
    {
      name: 'the shorter life',
      args: { 'x-message-ttl': 600_000, 'x-dead-letter-exchange': 'amq.topic' },
      set: { 'message-ttl': 1 },
      ready: [],
      dead: ['1', '2', '3', '4'],
    },
  ])(
    'lets $name count, as the arguments say here',
    async ({ type, args, set, operator, ready, dead = [] }) => {
      const typed = type === undefined ? args : { ...args, 'x-queue-type': type };
      const operators = operator ? [policy(operator)] : [];
      const [effective] = applyPolicies(topology([], [queue('q', typed)]), [policy(set)], operators).topology
        .queues;
      const there = topology(
        [],
        [queue('ruled', typed), queue('twin', plainTable(effective?.arguments ?? new Map())), queue('dead')],
        ['amq.topic -[#]-> dead'].map((text) => binding(text)),
      );
      const rules = (definition: PlainTable) => ({ pattern: '^ruled$', definition, priority: 0 });
      await using host = await ScratchVirtualHost.create();
      const written = JSON.parse(writeDefinitions(there, { virtualHost: host.name }).text);
      const file = {
        ...written,
        policies: [{ name: 'p', vhost: host.name, 'apply-to': 'all', ...rules(set) }],
        parameters: operator
          ? [
              {
                component: 'operator_policy',
                name: 'o',
                vhost: host.name,
                value: { 'apply-to': 'queues', ...rules(operator) },
              },
            ]
          : [],
      };
      await host.import(JSON.stringify(file));
      for (const queueName of ['ruled', 'twin'])
        for (const payload of ['1', '2', '3', '4']) await host.publish(queueName, payload);
      const seen = async (name: string) => ({
        ready: (await host.messages(name)).map(({ payload }) => payload),
        dead: (await host.messages('dead')).filter(({ from }) => from === name).map(({ payload }) => payload),
      });
      for (const name of ['ruled', 'twin'])
        await expect.poll(() => seen(name), { timeout: 5_000 }).toEqual({ ready, dead });
    },
  );
});
