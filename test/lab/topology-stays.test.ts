import { expect, test } from 'vitest';
import { type Step, topologyStays } from '../../src/lib/lab/experiment.ts';
import * as n from '../../src/lib/lab/notation.ts';

const steps: readonly Step[] = [
  n.consume('c1', 'work'),
  n.publish('m1', 'orders', 'a', { confirmLost: true }),
  n.wait(1),
  n.purge('work'),
  n.cancel('c1'),
];

const stays = (more: readonly Step[], queue = n.queue('work'), exchange = n.exchange('orders', 'topic')) =>
  topologyStays({ topology: n.topology([exchange], [queue]), steps: [...steps, ...more] });

test('what is there stays where nothing changes it', () => {
  expect(stays([])).toBe(true);
});

test.each<[string, Step]>([
  ['declare', n.declareQueue(n.queue('new'))],
  ['bind', n.bind('orders -> work')],
  ['unbind', { ...n.bind('orders -> work'), kind: 'unbind' }],
  ['delete', n.deleteExchange('orders')],
  ['restart', n.restart()],
  ['cut', n.cut('c1')],
])('a %s step changes what is there', (_kind, step) => {
  expect(stays([step])).toBe(false);
});

test('what goes by itself does not stay', () => {
  expect(stays([], n.queue('work', {}, { autoDelete: true }))).toBe(false);
  expect(stays([], n.queue('work', {}, { exclusive: true }))).toBe(false);
  expect(stays([], n.queue('work', { 'x-expires': 100 }))).toBe(false);
  expect(stays([], n.queue('work'), n.exchange('orders', 'topic', { autoDelete: true }))).toBe(false);
});
