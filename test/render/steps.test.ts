import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/lib/lab/experiment.ts';
import * as n from '../../src/lib/lab/notation.ts';
import { groupTexts, scriptTexts } from '../../src/lib/render/steps/step-groups.ts';
import { stepText } from '../../src/lib/render/steps/steps.ts';
import { english } from '../../src/lib/render/words/en.ts';

const TEXTS: readonly [Step, string][] = [
  [
    n.publish('m1', 'orders', 'order.new', { expiration: 100 }),
    'publish m1 to orders with key order.new, expires after 100 ms',
  ],
  [n.publish('m1', '', 'work', { expiration: '5s' }), 'publish m1 to queue work, expiration "5s"'],
  [n.publish('m1', '', 'work', { replyTo: 'mine' }), 'publish m1 to queue work, reply-to mine'],
  [n.publish('m1', 'news'), 'publish m1 to news'],
  [n.publish('m1', '', 'work', { by: 'p2', persistent: true }), 'p2 publishes m1 to queue work, persistent'],
  [n.publish('m1', 'x', '', { headers: { n: 1, s: '1' } }), 'publish m1 to x, n=1, s="1"'],
  [
    n.publish('m1', 'x', 'k', { priority: 5, mandatory: false, wantsReply: true }),
    'publish m1 to x with key k, priority 5, not mandatory, asks for a reply',
  ],
  [
    n.publish('m1', 'x', 'k', { confirmLost: true, recovers: true }),
    'publish m1 to x with key k, the connection breaks before the confirm and comes back',
  ],
  [n.publish('m1', 'x', 'k', { body: 'a,b\n1,2' }), 'publish m1 to x with key k, body "a,b\\n1,2"'],
  [n.publish('m1', 'x', 'k', { body: 'a'.repeat(30) }), 'publish m1 to x with key k, body of 30 characters'],
  [n.confirms(), 'wait for the confirms'],
  [n.confirms('p2'), 'p2 waits for its confirms'],
  [n.consume('c1', 'work'), 'c1 consumes work'],
  [
    n.consume('c1', 'work', { prefetch: 1, takesMs: 100, answer: 'reject' }),
    'c1 consumes work: prefetch 1, takes 100 ms, rejects',
  ],
  [
    n.consume('c1', 'work', { by: 'app', prefetch: 1, channelPrefetch: 2 }),
    "c1 consumes work: on app's channel, prefetch 1, prefetch 2 for the whole channel",
  ],
  [
    n.consume('c1', 'work', { noAck: true, exclusive: true, arguments: { 'x-priority': 5 } }),
    'c1 consumes work: without acknowledging, exclusively, x-priority=5',
  ],
  [
    n.consume('c1', 'work', { answer: 'requeue', failures: 2, except: { m3: 'hold', m4: 'hold' } }),
    'c1 consumes work: requeues the first 2 deliveries of each, holds m3, m4',
  ],
  [
    n.consume('c1', 'work', { failures: 1, except: { m1: 'reject', m2: 'reject' } }),
    'c1 consumes work: rejects the first delivery of m1, m2',
  ],
  [
    n.consume('c1', 'work', { batch: 10, skipsDuplicates: true, replies: true }),
    'c1 consumes work: acks 10 at a time, skips duplicates, replies',
  ],
  [
    n.consume('c1', 'work', { publishes: { exchange: 'x', routingKey: 'k', each: 'csv-row' } }),
    'c1 consumes work: publishes each CSV row to x with key k',
  ],
  [
    n.consume('c1', 'work', { answer: 'retry', retries: { exchange: '', routingKeys: ['r1', 'r2'] } }),
    'c1 consumes work: retries over r1, then r2',
  ],
  [n.get('work'), 'operator gets from work'],
  [
    n.get('work', { by: 'c1', noAck: true, answer: 'hold' }),
    'c1 gets from work: without acknowledging, holds',
  ],
  [n.cancel('c1'), 'c1 stops consuming'],
  [n.answer('c1', 'm2', 'ack'), 'c1 acks m2'],
  [n.answer('c1', 'm2', 'reject', { multiple: true }), 'c1 rejects everything up to m2'],
  [
    n.declareQueue(n.queue('orders', { 'x-message-ttl': 100 })),
    'declare queue orders (durable, x-message-ttl=100)',
  ],
  [
    n.declareQueue(n.queue('', {}, { durable: false, exclusive: true }), { by: 'c1', alias: 'inbox' }),
    'c1 declares a queue without a name, called inbox here (transient, exclusive)',
  ],
  [n.declareExchange(n.exchange('x', 'topic')), 'declare exchange x (topic, durable)'],
  [n.declareQueue(n.queue('q'), { passive: true }), 'ask whether queue q is there'],
  [n.bind('orders -[order.*]-> billing'), 'bind orders ─ order.* ─▶ billing'],
  [n.bindLast('orders', 'paid', { by: 'c1' }), 'c1 binds orders ─ paid ─▶ the queue declared last'],
  [n.unbind('news -> q1', { by: 'c1' }), 'c1 unbinds news ─▶ q1'],
  [n.bind('x -> q', { arguments: { 'x-match': 'any' } }), 'bind x ─ {x-match: "any"} ─▶ q'],
  [n.deleteQueue('q'), 'delete queue q'],
  [n.deleteExchange('x'), 'delete exchange x'],
  [n.purge('q'), 'purge queue q'],
  [n.cut('c1'), "c1's connection breaks"],
  [n.cut('c1', { recovers: true }), "c1's connection breaks; it connects again"],
  [n.restart(), 'restart the broker'],
  [n.wait(1_200), 'wait 1.2 s'],
  [n.drain(), 'wait until no consumer has work left'],
  [n.look('at first'), 'look: at first'],
];

describe('a step', () => {
  test.each(TEXTS.map(([step, text]) => [step.kind, text, step] as const))('%s: %s', (_kind, text, step) => {
    expect(stepText(step)).toBe(text);
  });

  test('shows what a terminal would obey', () => {
    const evil = '\u001b[2J\n';
    const texts = [
      n.publish(evil, evil, evil, { body: evil, headers: { [evil]: evil } }),
      n.consume(evil, evil, { by: evil, except: { [evil]: 'hold' }, arguments: { [evil]: evil } }),
      n.declareQueue(n.queue(evil), { by: evil, alias: evil }),
      n.answer(evil, evil, 'ack'),
      n.get(evil, { by: evil }),
      n.cut(evil),
      n.look(evil),
    ].map((step) => stepText(step));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(texts.join('')).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe('steps that are done in one go', () => {
  const lines = (steps: readonly Step[], width = 80) =>
    groupTexts(steps, { width, full: false, words: english });
  const ids = (count: number) => Array.from({ length: count }, (_, at) => `m${at + 1}`);

  test('and publish to one exchange share a line, with the keys that they differ in', () => {
    const steps = [
      n.publish('m1', 'x', 'a'),
      n.publish('m2', 'x', 'b', { expiration: 5 }),
      n.publish('m3', 'x'),
    ];
    expect(lines(steps)).toEqual(['publish m1 (a), m2 (b, expires after 5 ms), m3 (empty key) to x']);
    expect(lines(steps, 20)).toEqual(['publish m1, m2 (expires after 5 ms), m3 to x']);
  });

  test('and publish under one key name it once', () => {
    const steps = ids(3).map((id) => n.publish(id, 'x', 'k', { persistent: true }));
    expect(lines(steps)).toEqual(['publish m1, m2, m3 to x with key k, persistent']);
  });

  test('and publish a hundred messages say how many', () => {
    expect(lines(ids(100).map((id) => n.publish(id, '', 'work')))).toEqual([
      'publish 100 messages to queue work: m1, m2, m3 … m100',
    ]);
  });

  test('on the default exchange always say where each goes', () => {
    const steps = [n.publish('m1', '', 'a'), n.publish('m2', '', 'b')];
    expect(lines(steps, 20)).toEqual(['publish m1 (a), m2 (b) to the default exchange']);
  });

  test('keep the order of consumers that do not do alike', () => {
    const steps = [n.consume('c1', 'q'), n.consume('c2', 'q'), n.consume('c3', 'q', { noAck: true })];
    expect(lines([...steps, n.consume('c4', 'q')])).toEqual([
      'c1, c2 consume q',
      'c3 consumes q: without acknowledging',
      'c4 consumes q',
    ]);
  });

  test('are cut short where there are many', () => {
    const steps = ids(30).map((id) => n.deleteQueue(id));
    expect(lines(steps)).toHaveLength(7);
    expect(lines(steps).at(-1)).toBe('… and 24 more steps like these');
  });
});

test('a script names every key', () => {
  const steps = [
    ...Array.from({ length: 10 }, (_, at) => n.publish(`m${at}`, 'x', `key-${at}`)),
    n.wait(10),
    n.wait(20),
  ];
  const [published, ...waits] = scriptTexts(steps, 20);
  expect(published).toMatch(/^publish m0 \(key-0\), .* m9 \(key-9\) to x$/);
  expect(waits).toEqual(['wait 10 ms', 'wait 20 ms']);
});
