import { expect, test } from 'vitest';
import { binding, exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import type { PlainTable } from '../../src/lib/routing/values.ts';
import { messagesOf, rows } from './lint-found.ts';

const dead = (to: string, key?: string, more: PlainTable = {}): PlainTable => ({
  'x-dead-letter-exchange': to,
  'x-dead-letter-routing-key': key,
  ...more,
});
const TTL = { 'x-message-ttl': 1_000 };

/** Orders come by `orders`, their dead letters go to `dlx`. */
const orders = (type: string, key: string, dlx: string, ...bindings: readonly string[]) =>
  topology(
    [exchange('orders', type), exchange('dlx', dlx)],
    [queue('work', dead('dlx')), queue('dead')],
    [`orders -[${key}]-> work`, ...bindings],
  );

rows('dead-letter-exchange-missing', [
  ['is told of a name that nothing has', topology([], [queue('q', dead('dxl'))]), ['queue q']],
  ['is not told of the default exchange', topology([], [queue('q', dead('', 'r')), queue('r')]), []],
  ['is not told of predeclared exchanges', topology([], [queue('q', dead('amq.fanout'))]), []],
  ['is not told of queues without one', topology([], [queue('q')]), []],
]);

rows('dead-letter-unroutable', [
  [
    'is told of a key that the dead-letter exchange has not',
    orders('direct', 'new', 'direct', 'dlx -[old]-> dead'),
    ['queue work'],
  ],
  [
    'is told of a pattern none of whose keys gets anywhere',
    orders('topic', 'order.*', 'topic', 'dlx -[invoice.#]-> dead'),
    ['queue work'],
  ],
  [
    'is told of a pattern, and names of queues',
    topology([exchange('orders', 'topic')], [queue('work', dead(''))], ['orders -[order.*]-> work']),
    ['queue work'],
  ],
  ['is told of an exchange without a binding', orders('direct', 'new', 'fanout'), ['queue work']],
  [
    'is told of the exchange behind it',
    topology(
      [exchange('dlx', 'fanout'), exchange('end', 'direct')],
      [queue('work', dead('dlx', 'x')), queue('dead')],
      ['dlx => end', 'end -[y]-> dead'],
    ),
    ['queue work'],
  ],
  [
    'is told of an x-dead-letter-routing-key that is bound nowhere',
    topology(
      [exchange('dlx', 'direct')],
      [queue('work', dead('dlx', 'x')), queue('dead')],
      ['dlx -[y]-> dead'],
    ),
    ['queue work'],
  ],
  [
    'is told of a name that no queue has',
    topology([], [queue('work', dead('', 'daed')), queue('dead')]),
    ['queue work'],
  ],
  [
    'is told of one key of two',
    topology(
      [exchange('orders', 'direct'), exchange('dlx', 'direct')],
      [queue('work', dead('dlx')), queue('dead')],
      ['orders -[a]-> work', 'orders -[b]-> work', 'dlx -[a]-> dead'],
    ),
    ['queue work'],
  ],
  ['is not told of a fanout', orders('direct', 'new', 'fanout', 'dlx -> dead'), []],
  ['is not told of the same key', orders('direct', 'new', 'direct', 'dlx -[new]-> dead'), []],
  [
    'is not told of a pattern that takes some of the keys',
    orders('topic', 'order.#', 'topic', 'dlx -[*.new]-> dead'),
    [],
  ],
  ['is not told where any key may come', orders('fanout', '', 'direct', 'dlx -[new]-> dead'), []],
  [
    'is not told of headers that may be there',
    topology(
      [exchange('dlx', 'headers')],
      [queue('work', dead('dlx')), queue('dead')],
      [binding('dlx -> dead', { x: '1' })],
    ),
    [],
  ],
  ["is not told of what goes through a plugin's exchange", orders('direct', 'new', 'x-delayed-message'), []],
  [
    "is not told where a plugin's exchange is behind it",
    topology(
      [exchange('dlx', 'fanout'), exchange('p', 'x-random')],
      [queue('work', dead('dlx'))],
      ['dlx => p'],
    ),
    [],
  ],
  [
    'is not told of the alternate exchange that takes the rest',
    topology(
      [
        exchange('dlx', 'direct', { arguments: { 'alternate-exchange': 'rest' } }),
        exchange('rest', 'fanout'),
      ],
      [queue('work', dead('dlx', 'x')), queue('dead')],
      ['rest -> dead'],
    ),
    [],
  ],
  [
    'is not told where messages come by the name of the queue',
    topology(
      [exchange('dlx', 'direct')],
      [queue('work', dead('dlx')), queue('dead')],
      ['dlx -[work]-> dead'],
    ),
    [],
  ],
  [
    'is not told of streams, which have no dead letters',
    topology([], [queue('s', { 'x-queue-type': 'stream', ...dead('', 'nope') })]),
    [],
  ],
]);

test('a message about dead letters names the key that they have', () => {
  expect(
    messagesOf('dead-letter-unroutable', orders('topic', 'order.*', 'topic', 'dlx -[x]-> dead')),
  ).toEqual([
    "The dead letters of queue 'work' go to exchange 'dlx' with the key that they came with, 'order.*', and no queue gets them there.",
  ]);
  expect(messagesOf('dead-letter-unroutable', orders('fanout', '', 'direct'))).toEqual([
    "The dead letters of queue 'work' go to exchange 'dlx' with the key that they came with, any key, and no queue gets them there.",
  ]);
  expect(messagesOf('dead-letter-unroutable', topology([], [queue('work', dead('', 'x'))]))).toEqual([
    "The dead letters of queue 'work' go to the default exchange with the key 'x', and no queue has that name.",
  ]);
});

const retry = (work: PlainTable, wait: PlainTable) =>
  topology([], [queue('work', dead('', 'wait', work)), queue('wait', dead('', 'work', wait))]);

/** What nothing takes there goes to `back`. */
const REST = exchange('x', 'direct', { arguments: { 'alternate-exchange': 'back' } });

rows('dead-letter-cycle', [
  ['is told of a retry, which ends with the rejects', retry({}, TTL), ['queue work']],
  [
    'is told of a queue that gets back what it rejects',
    topology([], [queue('q', dead('', 'q'))]),
    ['queue q'],
  ],
  [
    'is told of a queue whose dead letters go where its messages come from',
    topology([exchange('x', 'fanout')], [queue('q', dead('x'))], ['x -> q']),
    ['queue q'],
  ],
  ['is not told of a cycle without a consumer', retry(TTL, TTL), []],
  [
    'is not told of keys that do not come back',
    topology(
      [exchange('x', 'topic')],
      [queue('a', dead('x', 'b')), queue('b', dead('x', 'c'))],
      ['x -[a]-> a', 'x -[b]-> b'],
    ),
    [],
  ],
  [
    'is not told of headers that may not be there',
    topology([exchange('x', 'headers')], [queue('q', dead('x'))], [binding('x -> q', { h: '1' })]),
    [],
  ],
  [
    "is not told of a plugin's exchange",
    topology([exchange('x', 'x-random')], [queue('q', dead('x'))], ['x -> q']),
    [],
  ],
  [
    'is told of an alternate exchange that leads back',
    topology([REST, exchange('back', 'fanout')], [queue('q', dead('x', 'k'))], ['back -> q']),
    ['queue q'],
  ],
  [
    'is not told of an alternate exchange that may not be needed',
    topology(
      [REST, exchange('back', 'fanout')],
      [queue('q', dead('x')), queue('r')],
      ['back -> q', 'x -[k]-> r'],
    ),
    [],
  ],
  ['is not told of parking queues', topology([], [queue('work', dead('', 'parking')), queue('parking')]), []],
]);

rows('dead-letter-cycle-drops', [
  ['is told of two queues with a TTL', retry(TTL, TTL), ['queue work']],
  [
    'is told of a queue that expires into itself',
    topology([], [queue('q', dead('', 'q', TTL))]),
    ['queue q'],
  ],
  ['is told of overflow', retry({ 'x-max-length': 10 }, TTL), ['queue work']],
  [
    'is told of a delivery limit',
    retry({ 'x-queue-type': 'quorum', 'x-delivery-limit': 3 }, TTL),
    ['queue work'],
  ],
  [
    'is not told of reject-publish, which is no death',
    retry({ 'x-max-length': 10, 'x-overflow': 'reject-publish' }, TTL),
    [],
  ],
  ['is not told where a reject is needed', retry({}, TTL), []],
]);

test('a cycle is told of once, with its way', () => {
  const three = topology(
    [],
    [queue('a', dead('', 'b')), queue('b', dead('', 'c', TTL)), queue('c', dead('', 'a'))],
  );
  expect(messagesOf('dead-letter-cycle', three)).toEqual([
    "What consumers reject goes round 'a' → 'b' → 'c' → 'a', as often as they reject it.",
  ]);
  expect(messagesOf('dead-letter-cycle', topology([], [queue('q', dead('', 'q'))]))).toEqual([
    "What consumers reject goes round 'q' → 'q', as often as they reject it, and without a pause.",
  ]);
  expect(messagesOf('dead-letter-cycle-drops', retry({ 'x-max-length': 1 }, TTL))).toEqual([
    "Messages that nobody rejects are lost when they come round 'work' → 'wait' → 'work': in 'work' they overflow, in 'wait' they expire.",
  ]);
});

const EVENTS = [exchange('events', 'topic'), exchange('back', 'direct')];

rows('retry-reaches-others', [
  [
    'is told of a retry through the exchange that others listen to',
    topology(
      EVENTS,
      [queue('a', dead('', 'wait')), queue('b'), queue('wait', dead('events', 'order.retry', TTL))],
      ['events -[order.*]-> a', 'events -[#]-> b'],
    ),
    ['queue a'],
  ],
  [
    'is not told where the others do not take the key',
    topology(
      EVENTS,
      [queue('a', dead('', 'wait')), queue('b'), queue('wait', dead('events', 'retry.a', TTL))],
      ['events -[retry.a]-> a', 'events -[order.*]-> a', 'events -[order.*]-> b'],
    ),
    [],
  ],
  [
    'is not told of a retry by the name of the queue',
    topology(
      EVENTS,
      [queue('a', dead('', 'wait.a')), queue('b'), queue('wait.a', dead('', 'a', TTL))],
      ['events -[#]-> a', 'events -[#]-> b'],
    ),
    [],
  ],
  [
    'is not told where each failure is logged as well',
    topology(
      [exchange('failed', 'fanout')],
      [queue('work', dead('failed')), queue('wait', dead('', 'work', TTL)), queue('log')],
      ['failed -> wait', 'failed -> log'],
    ),
    [],
  ],
]);

const TWO = (dlx: string, a: PlainTable, b: PlainTable, ...bindings: readonly string[]) =>
  topology(
    [exchange('x', 'fanout'), exchange('dlx', dlx)],
    [queue('orders', a), queue('mails', b), queue('orders.dead'), queue('mails.dead'), queue('dead')],
    ['x -> orders', 'x -> mails', ...bindings],
  );

rows('dead-letters-doubled', [
  [
    'is told where each gets into the dead-letter queue of the other',
    TWO('fanout', dead('dlx'), dead('dlx'), 'dlx -> orders.dead', 'dlx -> mails.dead'),
    ['queue orders', 'queue mails'],
  ],
  [
    'is told of the same key',
    TWO('direct', dead('dlx', 'k'), dead('dlx', 'k'), 'dlx -[k]-> orders.dead', 'dlx -[k]-> mails.dead'),
    ['queue orders', 'queue mails'],
  ],
  [
    'is not told where each has a key of its own',
    TWO('direct', dead('dlx', 'o'), dead('dlx', 'm'), 'dlx -[o]-> orders.dead', 'dlx -[m]-> mails.dead'),
    [],
  ],
  ['is not told of one queue for all', TWO('fanout', dead('dlx'), dead('dlx'), 'dlx -> dead'), []],
  [
    'is not told of two queues for all',
    topology(
      [exchange('dlx', 'fanout')],
      [queue('a', dead('dlx')), queue('b', dead('dlx')), queue('dead'), queue('alert')],
      ['dlx -> dead', 'dlx -> alert'],
    ),
    [],
  ],
  [
    'is not told of a name inside a word',
    topology(
      [exchange('dlx', 'fanout')],
      [queue('dea', dead('dlx')), queue('back', dead('dlx')), queue('dead'), queue('backlog')],
      ['dlx -> dead', 'dlx -> backlog'],
    ),
    [],
  ],
]);

rows('dead-letters-mixed', [
  ['is told of one queue for all', TWO('fanout', dead('dlx'), dead('dlx'), 'dlx -> dead'), ['queue dead']],
  [
    'is told of the default exchange',
    topology([], [queue('a', dead('', 'dead')), queue('b', dead('', 'dead')), queue('dead')]),
    ['queue dead'],
  ],
  [
    'is not told of keys that tell them apart',
    TWO('direct', dead('dlx', 'o'), dead('dlx', 'm'), 'dlx -[o]-> dead', 'dlx -[m]-> dead'),
    [],
  ],
  [
    'is not told of queues in which messages only wait',
    topology([], [queue('w1', dead('', 'work', TTL)), queue('w2', dead('', 'work', TTL)), queue('work')]),
    [],
  ],
  [
    'is not told of a queue that passes them on',
    topology(
      [],
      [queue('a', dead('', 'wait')), queue('b', dead('', 'wait')), queue('wait', dead('', 'a', TTL))],
    ),
    [],
  ],
  ['is not told of one queue alone', topology([], [queue('a', dead('', 'dead')), queue('dead')]), []],
]);

rows('dead-letters-in-temporary-queue', [
  [
    'is told of an auto-delete queue',
    topology(
      [exchange('dlx', 'fanout')],
      [queue('a', dead('dlx')), queue('d', {}, { autoDelete: true })],
      ['dlx -> d'],
    ),
    ['queue a'],
  ],
  [
    'is told of an exclusive queue',
    topology([], [queue('a', dead('', 'd')), queue('d', {}, { durable: false, exclusive: true })]),
    ['queue a'],
  ],
  [
    'is not told where one of them stays',
    topology(
      [exchange('dlx', 'fanout')],
      [queue('a', dead('dlx')), queue('d', {}, { autoDelete: true }), queue('e')],
      ['dlx -> d', 'dlx -> e'],
    ),
    [],
  ],
  [
    'is not told where one of them is not known',
    topology(
      [exchange('dlx', 'fanout')],
      [queue('a', dead('dlx')), queue('d', {}, { autoDelete: true })],
      ['dlx -> d', 'dlx -> e'],
    ),
    [],
  ],
  [
    'is not told of queues that go themselves',
    topology([], [queue('a', dead('', 'd'), { autoDelete: true }), queue('d', {}, { autoDelete: true })]),
    [],
  ],
  [
    "is not told of a plugin's exchange",
    topology(
      [exchange('dlx', 'x-random')],
      [queue('a', dead('dlx')), queue('d', {}, { autoDelete: true })],
      ['dlx -> d'],
    ),
    [],
  ],
]);
