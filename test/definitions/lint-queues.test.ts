import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkQueueArguments, checkQueueType } from '../../src/lib/broker/queues/argument-rules.ts';
import { QUEUE_ARGUMENTS } from '../../src/lib/definitions/lint/queue-arguments.ts';
import { exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import type { Queue } from '../../src/lib/routing/topology.ts';
import { fieldTable, type PlainTable, type PlainValue } from '../../src/lib/routing/values.ts';
import { messagesOf, rows, rulesThatFind } from './lint-found.ts';

const queues = (...all: readonly Queue[]) => topology([], all);
const one = (args: PlainTable, flags: Parameters<typeof queue>[2] = {}) => queues(queue('q', args, flags));
const quorum = (args: PlainTable = {}): PlainTable => ({ 'x-queue-type': 'quorum', ...args });
const stream = (args: PlainTable = {}): PlainTable => ({ 'x-queue-type': 'stream', ...args });
/** An exchange alone, of that type and with that argument. */
const exchangeWith = (name: string, value: string | number, type = 'fanout') =>
  topology([exchange('x', type, { arguments: { [name]: value } })], []);

rows('queue-argument-value', [
  ...(
    [
      { 'x-message-ttl': '60000' },
      { 'x-message-ttl': 1.5 },
      { 'x-message-ttl': -1 },
      { 'x-message-ttl': true },
      { 'x-message-ttl': 315_360_000_001 },
      { 'x-expires': 0 },
      { 'x-max-length': '10' },
      { 'x-max-length-bytes': -1 },
      { 'x-max-priority': 256 },
      { 'x-overflow': 'drop-tail' },
      { 'x-dead-letter-exchange': null },
      { 'x-dead-letter-exchange': 'x', 'x-dead-letter-routing-key': 1 },
      { 'x-queue-type': 'quorums' },
      { 'x-queue-mode': 'eager' },
      { 'x-single-active-consumer': 'true' },
      quorum({ 'x-dead-letter-strategy': 'always' }),
      stream({ 'x-max-age': '7d' }),
      stream({ 'x-max-age': '0D' }),
    ] satisfies PlainTable[]
  ).map((args) => [`is told of ${JSON.stringify(args)}`, one(args), ['queue q']] as const),
  ...(
    [
      {
        'x-message-ttl': 0,
        'x-expires': 1,
        'x-max-length': 0,
        'x-max-length-bytes': 1,
        'x-max-priority': 255,
      },
      { 'x-overflow': 'reject-publish-dlx', 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': '' },
      { 'x-queue-type': 'classic', 'x-queue-mode': 'lazy', 'x-queue-version': 2 },
      { 'x-message-ttl': { '!': 'int64', value: 60_000 } },
      quorum({ 'x-dead-letter-strategy': 'at-least-once', 'x-delivery-limit': 3 }),
      stream({ 'x-max-age': '7D', 'x-max-length-bytes': 1_000, 'x-stream-max-segment-size-bytes': 5 }),
      { 'x-anything': 'else' },
    ] satisfies PlainTable[]
  ).map((args) => [`is not told of ${JSON.stringify(args)}`, one(args), []] as const),
]);

rows('queue-argument-type', [
  ['is told of a delivery limit on a classic queue', one({ 'x-delivery-limit': 3 }), ['queue q']],
  ['is told of a priority on a quorum queue', one(quorum({ 'x-max-priority': 3 })), ['queue q']],
  ['is told of a TTL on a stream', one(stream({ 'x-message-ttl': 3 })), ['queue q']],
  ['is not told of a type that does not exist', one({ 'x-queue-type': 'nope', 'x-message-ttl': 3 }), []],
  ['is not told of a length in bytes, which all have', one(stream({ 'x-max-length-bytes': 3 })), []],
]);

rows('queue-type-property', [
  ['is told of a transient quorum queue', one(quorum(), { durable: false }), ['queue q']],
  ['is told of an exclusive stream', one(stream(), { exclusive: true }), ['queue q']],
  ['is told of an auto-delete quorum queue', one(quorum(), { autoDelete: true }), ['queue q']],
  ['is not told of classic queues', one({}, { durable: false, autoDelete: true, exclusive: true }), []],
  ['is not told of durable ones', queues(queue('q', quorum()), queue('s', stream())), []],
]);

rows('dead-letter-key-alone', [
  ['is told of a key without an exchange', one({ 'x-dead-letter-routing-key': 'k' }), ['queue q']],
  ['is not told of both', one({ 'x-dead-letter-routing-key': 'k', 'x-dead-letter-exchange': '' }), []],
]);

const AT_LEAST_ONCE = { 'x-dead-letter-strategy': 'at-least-once' };
const REJECT = { 'x-overflow': 'reject-publish' };

rows('argument-without-effect', [
  ['is told of a delivery limit that is no number', one(quorum({ 'x-delivery-limit': '3' })), ['queue q']],
  ['is told of reject-publish-dlx', one(quorum({ 'x-overflow': 'reject-publish-dlx' })), ['queue q']],
  [
    'is told of at-least-once with drop-head',
    one(quorum({ 'x-dead-letter-exchange': '', ...AT_LEAST_ONCE })),
    ['queue q'],
  ],
  [
    'is told of at-least-once without a dead-letter exchange',
    one(quorum({ ...REJECT, ...AT_LEAST_ONCE })),
    ['queue q'],
  ],
  [
    'is not told of at-least-once with reject-publish',
    one(quorum({ 'x-dead-letter-exchange': '', ...REJECT, ...AT_LEAST_ONCE })),
    [],
  ],
  ['is not told of classic queues', one({ 'x-overflow': 'reject-publish-dlx' }), []],
]);

rows('misspelt-argument', [
  ...['x-mesage-ttl', 'messageTtl', 'message-ttl', 'x-dead-leter-exchange', 'x-max-lenght', 'x_expires'].map(
    (name) => [`is told of ${name} on a queue`, one({ [name]: 1 }), ['queue q']] as const,
  ),
  ...['x-alternate-exchange', 'alternateExchange', 'alternate_exchange'].map(
    (name) => [`is told of ${name} on an exchange`, exchangeWith(name, 'y'), ['exchange x']] as const,
  ),
  ['is not told of names that are known', one({ 'x-message-ttl': 1, 'x-queue-type': 'classic' }), []],
  ['is not told of names that look like none', one({ 'x-team': 'shop', note: 'hello' }), []],
  ["is not told of a plugin's exchange", exchangeWith('x-alternate-exchange', 'y', 'x-random'), []],
]);

rows('unknown-argument', [
  ['is told of an x- argument', one({ 'x-team': 'shop' }), ['queue q']],
  ['is told of one of a queue on an exchange', exchangeWith('x-message-ttl', 1), ['exchange x']],
  ['is not told of what is misspelt', one({ 'x-mesage-ttl': 1 }), []],
  ['is not told of other names', one({ team: 'shop' }), []],
  ['is not told of what later versions know', one(stream({ 'x-stream-filter-size-bytes': 16 })), []],
  ["is not told of a plugin's exchange", exchangeWith('x-delayed-type', 'topic', 'x-delayed-message'), []],
]);

rows('exchange-argument-value', [
  ['is told of a number', exchangeWith('alternate-exchange', 1), ['exchange x']],
  ['is not told of a name', exchangeWith('alternate-exchange', 'y'), []],
]);

const DEAD = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'd' };

rows('expires-silently', [
  ['is told of a TTL alone', one({ 'x-message-ttl': 1 }), ['queue q']],
  ['is not told where there is a dead-letter exchange', one({ 'x-message-ttl': 1, ...DEAD }), []],
]);

rows('overflows-silently', [
  ['is told of a length', one({ 'x-max-length': 1 }), ['queue q']],
  ['is told of a length in bytes', one({ 'x-max-length-bytes': 1 }), ['queue q']],
  [
    'is told of reject-publish-dlx on a quorum queue, which does not know it',
    one(quorum({ 'x-max-length': 1, 'x-overflow': 'reject-publish-dlx' })),
    ['queue q'],
  ],
  ['is not told of reject-publish', one({ 'x-max-length': 1, 'x-overflow': 'reject-publish' }), []],
  ['is not told of reject-publish-dlx', one({ 'x-max-length': 1, 'x-overflow': 'reject-publish-dlx' }), []],
  ['is not told where there is a dead-letter exchange', one({ 'x-max-length': 1, ...DEAD }), []],
  ['is not told of streams, which keep so much on purpose', one(stream({ 'x-max-length-bytes': 1 })), []],
]);

rows('delivery-limit-drops', [
  ['is told of a limit alone', one(quorum({ 'x-delivery-limit': 3 })), ['queue q']],
  ['is not told where there is a dead-letter exchange', one(quorum({ 'x-delivery-limit': 3, ...DEAD })), []],
  ['is not told of a limit that later versions take for none', one(quorum({ 'x-delivery-limit': -1 })), []],
]);

rows('queue-expires-before-messages', [
  [
    'is told of an x-expires below the TTL',
    one({ 'x-expires': 1, 'x-message-ttl': 2, ...DEAD }),
    ['queue q'],
  ],
  ['is told of an equal one', one({ 'x-expires': 2, 'x-message-ttl': 2, ...DEAD }), ['queue q']],
  ['is not told of a longer one', one({ 'x-expires': 3, 'x-message-ttl': 2, ...DEAD }), []],
  ['is not told where messages are dropped anyway', one({ 'x-expires': 1, 'x-message-ttl': 2 }), []],
]);

rows('durable-auto-delete', [
  ['is told of a durable one', one({}, { autoDelete: true }), ['queue q']],
  ['is not told of a transient one', one({}, { durable: false, autoDelete: true }), []],
]);

rows('later-transient-queue', [
  ['is told of a queue that is neither durable nor exclusive', one({}, { durable: false }), ['queue q']],
  ['is not told of an exclusive one', one({}, { durable: false, exclusive: true }), []],
  ['is not told of a durable one', one({}), []],
]);

rows('later-delivery-limit', [
  ['is told of a quorum queue without one', one(quorum()), ['queue q']],
  ['is not told of a quorum queue with one', one(quorum({ 'x-delivery-limit': 20 })), []],
  ['is not told of others', queues(queue('q'), queue('s', stream())), []],
]);

rows('later-no-delivery-limit', [
  ['is told of a limit below 0', one(quorum({ 'x-delivery-limit': -1, ...DEAD })), ['queue q']],
  ['is not told of 0, which is the same everywhere', one(quorum({ 'x-delivery-limit': 0 })), []],
  ['is not told of none', one(quorum()), []],
]);

test('a message says the value, what RabbitMQ wants, and what was probably meant', () => {
  expect(messagesOf('queue-argument-value', one({ 'x-message-ttl': '60000' }))).toEqual([
    'Queue \'q\' has the text "60000" as x-message-ttl; RabbitMQ wants a whole number of milliseconds, from 0 to 315360000000.',
  ]);
  expect(messagesOf('misspelt-argument', one({ 'x-mesage-ttl': 1 }))).toEqual([
    "Queue 'q' has the argument 'x-mesage-ttl', which RabbitMQ does not know: did you mean x-message-ttl?",
  ]);
  expect(messagesOf('queue-argument-type', one({ 'x-delivery-limit': 3 }))).toEqual([
    "Queue 'q' is a classic queue, and x-delivery-limit is for quorum queues.",
  ]);
});

/** Whether the lab's broker, which does as RabbitMQ 3.10 does, refuses such a queue. */
function isRefused(args: PlainTable): boolean {
  const table = fieldTable(args);
  const owner = { queue: 'q', virtualHost: '/' };
  try {
    checkQueueArguments(checkQueueType(table, owner), table, owner);
    return false;
  } catch {
    return true;
  }
}

const plainValue = fc.oneof(
  fc.constantFrom<PlainValue>(
    0,
    1,
    2,
    3,
    -1,
    255,
    256,
    315_360_000_000,
    315_360_000_001,
    1.5,
    true,
    null,
    [1],
    { a: 1 },
  ),
  fc.constantFrom(
    '',
    '5',
    '7D',
    '0D',
    '7d',
    'lazy',
    'default',
    'drop-head',
    'reject-publish',
    'reject-publish-dlx',
  ),
  fc.constantFrom(
    'at-least-once',
    'at-most-once',
    'random',
    'balanced',
    'client-local',
    'classic',
    'quorum',
    'all',
  ),
  fc.constant<PlainValue>({ '!': 'timestamp', value: 5 }),
);
const queueArguments = fc
  .record({
    type: fc.constantFrom(undefined, 'classic', 'quorum', 'stream', 'nope'),
    others: fc.dictionary(fc.constantFrom(...Object.keys(QUEUE_ARGUMENTS), 'x-other'), plainValue, {
      maxKeys: 3,
    }),
  })
  .map(
    ({ type, others }): PlainTable => ({ ...others, ...(type !== undefined && { 'x-queue-type': type }) }),
  );

test('an argument is an error exactly where the broker refuses it', () => {
  fc.assert(
    fc.property(queueArguments, (args) => {
      const found = rulesThatFind(one(args), ['error']).filter((id) => OF_ARGUMENTS.includes(id));
      expect([args, found.length > 0]).toEqual([args, isRefused(args)]);
    }),
    { numRuns: 2_000 },
  );
});

const OF_ARGUMENTS: readonly string[] = [
  'queue-argument-value',
  'queue-argument-type',
  'dead-letter-key-alone',
];
