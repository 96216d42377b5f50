import { describe, expect, test } from 'vitest';
import * as n from '../../src/lib/lab/notation.ts';
import type { Expectation } from '../../src/lib/lab/observed.ts';
import { GROUPS } from '../../src/lib/lab/scenario.ts';
import { jsonCatalogue, renderCatalogue } from '../../src/lib/render/catalogue.ts';
import { expectationTexts } from '../../src/lib/render/expectation.ts';
import { jsonScenario, renderScenario } from '../../src/lib/render/show.ts';
import { CONTROLS, columnsOf, experimentOf, plain, TITLE } from './build.ts';

const TOPOLOGY = n.topology(
  [n.exchange('orders', 'topic')],
  [n.queue('work', { 'x-message-ttl': 100 })],
  ['orders -[order.*]-> work'],
);
const STEPS = [
  n.consume('c1', 'work', { prefetch: 1, except: { m1: 'reject' } }),
  n.publish('m1', 'orders', 'order.new', { headers: { n: 1 }, confirmLost: true }),
  n.wait(200),
];
const EXPERIMENT = experimentOf(STEPS, TOPOLOGY, { queues: { m1: ['work'] } });

describe('a scenario that is shown', () => {
  test('tells the wrong guess, what is declared, each step, what is expected, and how to run it', () => {
    expect(renderScenario(TITLE, EXPERIMENT, { width: 80, colour: false })).toBe(
      [
        '',
        '  test  what it shows',
        '',
        '  ? Many would guess: the wrong thing',
        '',
        '  exchange  orders  (topic, durable)',
        '  queues    work  (durable, x-message-ttl=100)',
        '  bindings  orders ─ order.* ─▶ work',
        '',
        '         1  c1 consumes work: prefetch 1, rejects m1',
        '         2  publish m1 to orders with key order.new, n=1, the connection breaks',
        '            before the confirm',
        '         3  wait 200 ms',
        '',
        '  expected  m1 reaches work',
        '',
        '  › notice',
        '',
        '  ▸ In production: what to do',
        '',
        '  run it    mq-lab run test',
        '            mq-lab test --fast',
        '',
        '',
      ].join('\n'),
    );
  });

  test('names each command once', () => {
    const scenario = { ...TITLE, examples: ['run test'] };
    const text = renderScenario(scenario, EXPERIMENT, { width: 80, colour: false });
    expect(text.match(/mq-lab run test/g)).toHaveLength(1);
  });

  test('says nothing of an expectation where there is none', () => {
    const text = renderScenario(TITLE, { ...EXPERIMENT, expected: null }, { width: 80, colour: false });
    expect(text).not.toContain('expected');
  });

  test('has its data as JSON, with the names that files have', () => {
    const { steps, topology, expected, ...rest } = JSON.parse(jsonScenario(TITLE, EXPERIMENT));
    expect(rest).toEqual(TITLE);
    expect(expected).toEqual({ queues: { m1: ['work'] } });
    expect(topology.queues[0]).toMatchObject({ auto_delete: false, arguments: { 'x-message-ttl': 100 } });
    expect(steps[0]).toEqual({
      text: 'c1 consumes work: prefetch 1, rejects m1',
      kind: 'consume',
      consumer: 'c1',
      queue: 'work',
      prefetch: 1,
      behaviour: { except: { m1: 'reject' } },
    });
    expect(steps[1]).toMatchObject({
      kind: 'publish',
      confirm_lost: true,
      message: { id: 'm1', routing_key: 'order.new', headers: { n: 1 } },
    });
  });

  test.each([40, 60, 120])('keeps wide and evil names within %d columns', (width) => {
    const evil = `evil\u001b[31m${'x'.repeat(60)}`;
    const topology = n.topology([n.exchange('주문', 'topic')], [n.queue(evil)]);
    const steps = [n.publish(evil, '주문', '주문.생성'.repeat(9)), n.consume('소비자', evil)];
    const expected = { queues: { [evil]: [evil] }, left: { [evil]: [evil] }, errors: { [evil]: [evil] } };
    const text = renderScenario(TITLE, experimentOf(steps, topology, expected), { width, colour: true });
    expect(plain(text)).not.toMatch(CONTROLS);
    for (const line of plain(text).split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
  });
});

test('an expected message that is nowhere is seen in no queue', () => {
  expect(expectationTexts({ queues: { m3: [] } })).toEqual(['m3 is seen in no queue']);
});

test('an expectation is written in words', () => {
  const expected: Expectation = {
    queues: { m1: ['a', 'b'], m2: [], m3: [], m4: ['a'] },
    returned: ['m2', 'm3'],
    refused: ['m4'],
    unconfirmed: ['m5'],
    deliveries: { c1: ['m1', 'm1 redelivered'], c2: [] },
    shares: { c3: [2, 4] },
    skipped: { c1: ['m1'] },
    empty: { poller: ['a', 'a'] },
    deaths: { m1: ['retry expired ×2', 'work rejected'] },
    left: { a: ['m1', 'm4'], b: ['m1'] },
    errors: { producer: ["404 NOT_FOUND - no exchange 'x'"] },
    cancelled: ['c4'],
    gone: ['q'],
    looks: { 'at first': { a: 2, b: 'gone' } },
  };
  expect(expectationTexts(expected)).toEqual([
    'm1 reaches a, b',
    'm2, m3 are seen in no queue',
    'm4 reaches a',
    'm2, m3 come back: no queue takes them',
    'm4 is refused by the broker (basic.nack)',
    'nobody learns what became of m5',
    'c1 receives m1, m1 redelivered, in this order',
    'c2 receives nothing',
    'c3 receives 2 to 4 messages',
    'c1 skips m1',
    'poller gets nothing from a, a',
    'm1 dies: work rejected ▸ retry expired ×2',
    'm1, m4 are left in a',
    'm1 is left in b',
    "producer is told: 404 NOT_FOUND - no exchange 'x'",
    'the broker cancels c4',
    'q is gone in the end',
    "look 'at first': a 2, b gone",
  ]);
});

describe('the catalogue', () => {
  const entries = [
    { name: 'retry', group: 'failure', summary: 'Try again later, then later still, then park it' },
    { name: 'fanout', group: 'exchanges', summary: 'Every queue gets every message' },
    { name: 'dead-letter-nowhere', group: 'failure', summary: 'Dropped silently' },
  ] as const;

  test('goes group by group, in teaching order', () => {
    const text = renderCatalogue(entries, { width: 80, colour: false });
    expect(text).toContain(
      [
        '  exchanges',
        '    fanout               Every queue gets every message',
        '',
        '  failure',
        '    retry                Try again later, then later still, then park it',
        '    dead-letter-nowhere  Dropped silently',
      ].join('\n'),
    );
  });

  test.each([40, 60, 80, 120])('keeps within %d columns', (width) => {
    const long = GROUPS.map((group) => ({ name: 'a-rather-long-name', group, summary: 'word '.repeat(40) }));
    for (const line of renderCatalogue([...entries, ...long], { width, colour: false }).split('\n')) {
      expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    }
  });

  test('has its data as JSON', () => {
    expect(JSON.parse(jsonCatalogue(entries))).toEqual({ scenarios: entries });
  });
});
