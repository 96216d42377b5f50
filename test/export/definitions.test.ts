import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { writeDefinitions } from '../../src/lib/definitions/write-definitions.ts';
import { binding, exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import { route } from '../../src/lib/routing/route.ts';
import { RoutingTable } from '../../src/lib/routing/routing-table.ts';
import type { Topology } from '../../src/lib/routing/topology.ts';
import { fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';
import { unordered } from '../definitions/build.ts';
import { MANAGEMENT_LEFT_OUT, ScratchVirtualHost } from '../definitions/management.ts';

if (MANAGEMENT_LEFT_OUT) process.stderr.write(`${MANAGEMENT_LEFT_OUT}\n`);

describe.skipIf(MANAGEMENT_LEFT_OUT !== undefined)(
  'an export of hundreds of objects',
  { timeout: 60_000 },
  () => {
    test('that is read and written comes back from a second virtual host as it was', async () => {
      await using first = await ScratchVirtualHost.create();
      await using second = await ScratchVirtualHost.create();
      await first.import(writeDefinitions(large()).text);
      const exported = await first.export();
      const { topology: there, notes } = readDefinitions(exported);
      const { text, notes: lost } = writeDefinitions(there);
      await second.import(text);
      const again = await second.export();
      expect([notes, lost]).toEqual([[], []]);
      expect(objectsIn(exported).length).toBeGreaterThan(700);
      expect(unordered(there)).toEqual(unordered(large()));
      // RabbitMQ's own words, by which it would notice what we do not.
      expect(objectsIn(again)).toEqual(objectsIn(exported));
      const tables = [RoutingTable.from(large()), RoutingTable.from(readDefinitions(again).topology)];
      for (const message of fc.sample(aMessage, { seed: 11, numRuns: 500 })) {
        const [before, after] = tables.map((table) => route(table, message).toSorted());
        expect(after).toEqual(before);
      }
    });
  },
);

/** Every object of an export as a text with its keys in order. */
function objectsIn(exported: string): string[] {
  const { exchanges, queues, bindings } = JSON.parse(exported);
  return [...exchanges, ...queues, ...bindings].map((each) => JSON.stringify(each, keysInOrder)).toSorted();
}

const keysInOrder = (_: string, value: unknown): unknown =>
  value === null || typeof value !== 'object' || Array.isArray(value)
    ? value
    : Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const TYPES = ['direct', 'fanout', 'topic', 'headers'] as const;
const KEYS = ['', 'a', 'a.b', 'a.*', '#', '*.b.#', 'ü ☃', '"\\'] as const;
const VALUES: readonly PlainTable[string][] = [
  1,
  { '!': 'double', value: 1 },
  '1',
  true,
  2 ** 40,
  0.25,
  ['a', 1],
  { in: { here: 'x' } },
];
const ARGUMENTS: readonly PlainTable[] = [
  {},
  { 'x-message-ttl': 60_000, 'x-dead-letter-exchange': 'x1', 'x-dead-letter-routing-key': '' },
  { 'x-queue-type': 'quorum', 'x-delivery-limit': 3 },
  { 'x-max-length': 10, 'x-overflow': 'reject-publish' },
  { 'x-odd': { '!': 'double', value: 3 }, 'x-list': [1, 'two'] },
];

/** 40 exchanges, 160 queues and 600 bindings of all kinds. */
function large(): Topology {
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
  const exchanges = Array.from({ length: 40 }, (_, index) =>
    exchange(`x${index}`, at(TYPES, index), {
      durable: index % 7 !== 0,
      autoDelete: index % 11 === 0,
      internal: index % 13 === 0,
      arguments: index % 5 === 0 ? { 'alternate-exchange': `x${(index + 1) % 40}` } : {},
    }),
  );
  const queues = Array.from({ length: 160 }, (_, index) => {
    const args = at(ARGUMENTS, index);
    return queue(`q${index}`, args, { durable: 'x-queue-type' in args || index % 3 !== 0 });
  });
  const bindings = Array.from({ length: 600 }, (_, index) => {
    const source = `x${index % 40}`;
    const toExchange = index % 9 === 0;
    const text = toExchange ? `${source} => x${(index * 3) % 40}` : `${source} -> q${(index * 7) % 160}`;
    const isHeaders = at(TYPES, index % 40) === 'headers';
    const args = isHeaders ? { 'x-match': at(['all', 'any'], index), h: at(VALUES, index), k: index } : {};
    return { ...binding(text, args), routingKey: at(KEYS, index + Math.floor(index / 160)) };
  });
  return topology(exchanges, queues, bindings);
}

const aMessage = fc.record({
  exchange: fc.nat(39).map((index) => `x${index}`),
  routingKey: fc.oneof(fc.constantFrom(...KEYS), fc.constantFrom('a.b', 'x.b.c', 'a.x')),
  headers: fc
    .record({ h: fc.constantFrom(...VALUES), k: fc.nat(600) })
    .map(({ h, k }) => fieldTable({ h, k })),
});
