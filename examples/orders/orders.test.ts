import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { explain, lint, RoutingTable, readDefinitions, route, runScenarioFile } from 'mq-lab';
import 'mq-lab/vitest';
import { expect, test } from 'vitest';

const at = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const { topology } = readDefinitions(readFileSync(at('definitions.json'), 'utf8'));
const placed = { exchange: 'orders', routingKey: 'order.placed', headers: new Map() };

test('an order that is placed is billed and audited', () => {
  expect(topology).toRoute(placed).to('billing', 'audit');
});

test('a word too many keeps an order from billing', () => {
  const added = { ...placed, routingKey: 'order.line.added' };
  expect(route(RoutingTable.from(topology), added)).toEqual(['audit']);
  const { to } = explain(topology, added, 'billing');
  expect(to).toMatchObject({
    verdict: 'missed',
    nearest: { stoppedBy: { binding: { routingKey: 'order.*' } } },
  });
});

test('nothing bites but what is meant, and the scenario file is right', async () => {
  const off = [{ rule: 'dropping-exchange', on: 'orders', reason: 'publishers set mandatory' }] as const;
  expect(lint(topology, { off })).toEqual([]);
  expect((await runScenarioFile(at('orders.lab.yaml'))).outcome).toBe('passed');
});
