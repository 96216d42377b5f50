import fc from 'fast-check';
import { expect, test } from 'vitest';
import { route } from '../../src/lib/routing/route.ts';
import { RoutingTable } from '../../src/lib/routing/routing-table.ts';
import { binding, EXCHANGE_NAMES, message, QUEUE_NAMES, sample } from '../support/topologies.ts';

const SEED = 20_240_611;

/** A change to a table: what a client may do to it between two messages. */
const change = fc.oneof(
  { weight: 4, arbitrary: binding.map((of) => (table: RoutingTable) => void table.bind(of)) },
  { weight: 4, arbitrary: binding.map((of) => (table: RoutingTable) => void table.unbind(of)) },
  {
    weight: 2,
    arbitrary: fc.nat(30).map((at) => (table: RoutingTable) => {
      const bound = EXCHANGE_NAMES.flatMap((name) => table.bindingsFrom(name))[at];
      if (bound) table.unbind(bound);
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...QUEUE_NAMES)
      .map((name) => (table: RoutingTable) => void table.removeQueue(name)),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...EXCHANGE_NAMES)
      .map((name) => (table: RoutingTable) => void table.removeExchange(name)),
  },
);

test('route finds the same queues with and without its reasons, through every change of the table', () => {
  fc.assert(
    fc.property(
      sample,
      fc.array(fc.tuple(change, message), { maxLength: 8 }),
      ({ topology, messages }, changes) => {
        const table = RoutingTable.from(topology);
        const agree = (sent: Parameters<typeof route>[1]) =>
          expect([...route(table, sent)].sort()).toEqual([...route(table, sent, () => {})].sort());
        for (const sent of messages) agree(sent);
        for (const [apply, sent] of changes) {
          apply(table);
          for (const each of [sent, ...messages]) agree(each);
        }
      },
    ),
    { seed: SEED, numRuns: 1000 },
  );
});

test('route names every queue once, and only queues that exist', () => {
  fc.assert(
    fc.property(sample, ({ topology, messages }) => {
      const table = RoutingTable.from(topology);
      for (const sent of messages) {
        const queues = route(table, sent);
        expect(new Set(queues).size).toBe(queues.length);
        expect(queues.every((name) => table.hasQueue(name))).toBe(true);
      }
    }),
    { seed: SEED, numRuns: 300 },
  );
});
