import { describe, expect, test } from 'vitest';
import { applyPolicies } from '../../src/lib/definitions/policies/apply.ts';
import { policyPattern } from '../../src/lib/definitions/policies/pattern.ts';
import type { Policy } from '../../src/lib/definitions/policies/usage.ts';
import { exchange, queue, topology } from '../../src/lib/lab/notation.ts';
import { type PlainTable, plainTable } from '../../src/lib/routing/values.ts';
import { policy } from './build.ts';

type Type = 'classic' | 'quorum' | 'stream';

/** The queue's arguments under these policies, but for its type. */
function under(
  args: PlainTable,
  policies: readonly Policy[],
  operators: readonly Policy[] = [],
  type: Type = 'classic',
): PlainTable {
  const there = topology(
    [],
    [queue('orders', type === 'classic' ? args : { ...args, 'x-queue-type': type })],
  );
  const [found] = applyPolicies(there, policies, operators).topology.queues;
  const { 'x-queue-type': _, ...rest } = plainTable(found?.arguments ?? new Map());
  return rest;
}

const notesOf = (policies: readonly Policy[]): readonly string[] =>
  applyPolicies(topology([exchange('x', 'fanout')], [queue('orders')]), policies, []).notes;

// All of it tried on RabbitMQ 3.10.
describe('a policy', () => {
  test.each<[Type, string, PlainTable, PlainTable, PlainTable]>([
    ['classic', 'message-ttl', { 'x-message-ttl': 5 }, { 'message-ttl': 3 }, { 'x-message-ttl': 3 }],
    ['classic', 'message-ttl', { 'x-message-ttl': 3 }, { 'message-ttl': 5 }, { 'x-message-ttl': 3 }],
    ['classic', 'max-length', { 'x-max-length': 9 }, { 'max-length': 2 }, { 'x-max-length': 2 }],
    ['classic', 'expires', { 'x-expires': 9 }, { expires: 2 }, { 'x-expires': 2 }],
    [
      'classic',
      'overflow',
      { 'x-overflow': 'drop-head' },
      { overflow: 'reject-publish' },
      { 'x-overflow': 'drop-head' },
    ],
    [
      'quorum',
      'overflow',
      { 'x-overflow': 'drop-head' },
      { overflow: 'reject-publish' },
      { 'x-overflow': 'reject-publish' },
    ],
    ['quorum', 'expires', { 'x-expires': 2 }, { expires: 9 }, { 'x-expires': 9 }],
    [
      'quorum',
      'delivery-limit',
      { 'x-delivery-limit': 2 },
      { 'delivery-limit': 1 },
      { 'x-delivery-limit': 1 },
    ],
    ['quorum', 'message-ttl', { 'x-message-ttl': 2 }, { 'message-ttl': 9 }, { 'x-message-ttl': 2 }],
    ['stream', 'max-age', { 'x-max-age': '1h' }, { 'max-age': '2h' }, { 'x-max-age': '2h' }],
    [
      'classic',
      'dead-letter-exchange',
      { 'x-dead-letter-exchange': 'mine' },
      { 'dead-letter-exchange': 'theirs', 'dead-letter-routing-key': 'k' },
      { 'x-dead-letter-exchange': 'mine', 'x-dead-letter-routing-key': 'k' },
    ],
  ])('and an argument of a %s queue that set %s: the right one counts', (type, _, args, set, expected) => {
    expect(under(args, [policy(set)], [], type)).toEqual(expected);
  });

  test('sets what the queue leaves open', () => {
    expect(under({}, [policy({ 'dead-letter-exchange': 'dlx', 'message-ttl': 1, 'max-length': 2 })])).toEqual(
      {
        'x-dead-letter-exchange': 'dlx',
        'x-message-ttl': 1,
        'x-max-length': 2,
      },
    );
  });

  test('with a dead letter key but no exchange does nothing', () => {
    const key = policy({ 'dead-letter-routing-key': 'k' });
    expect(under({}, [key])).toEqual({});
    expect(notesOf([key])).toEqual([]);
  });

  test('counts alone: the one with the highest priority, whatever the others set', () => {
    expect(under({}, [policy({ 'message-ttl': 1 }), policy({ 'max-length': 2 }, { priority: 1 })])).toEqual({
      'x-max-length': 2,
    });
  });

  test('with a setting that the type of queue does not know is none for it, and the next one counts', () => {
    const policies = [
      policy({ 'queue-mode': 'lazy', 'message-ttl': 7 }, { name: 'ha', priority: 9 }),
      policy({ 'delivery-limit': 3 }, { name: 'cq', priority: 10 }),
      policy({ 'message-ttl': 9 }, { name: 'low', priority: 1 }),
    ];
    expect(under({}, policies, [], 'classic')).toEqual({ 'x-message-ttl': 7 });
    expect(under({}, policies, [], 'quorum')).toEqual({ 'x-delivery-limit': 3 });
    expect(under({}, policies, [], 'stream')).toEqual({});
  });

  test('of an operator lowers a limit, and never raises one', () => {
    const own = [policy({ 'message-ttl': 5, 'max-length': 5 })];
    const operators = [policy({ 'message-ttl': 3, 'max-length': 9, 'max-length-bytes': 1 })];
    expect(under({ 'x-message-ttl': 4 }, own, operators)).toEqual({
      'x-message-ttl': 3,
      'x-max-length': 5,
      'x-max-length-bytes': 1,
    });
  });

  test.each<[string, Type, boolean]>([
    ['all', 'classic', true],
    ['queues', 'quorum', true],
    ['exchanges', 'classic', false],
    ['classic_queues', 'classic', true],
    ['classic_queues', 'quorum', false],
    ['quorum_queues', 'quorum', true],
    ['streams', 'classic', false],
  ])('for %s and a %s queue: %s', (applyTo, type, expected) => {
    const found = under({}, [policy({ 'max-length-bytes': 1 }, { applyTo })], [], type);
    expect('x-max-length-bytes' in found).toBe(expected);
  });

  test('sets the alternate exchange of an exchange that has none of its own', () => {
    const there = topology(
      [exchange('x', 'fanout'), exchange('own', 'fanout', { arguments: { 'alternate-exchange': 'mine' } })],
      [],
    );
    const { exchanges } = applyPolicies(there, [policy({ 'alternate-exchange': 'spare' })], []).topology;
    expect(exchanges.map(({ arguments: args }) => plainTable(args))).toEqual([
      { 'alternate-exchange': 'spare' },
      { 'alternate-exchange': 'mine' },
    ]);
  });

  test('says what it sets, what of it is not modelled, and where it is not applied', () => {
    expect(
      notesOf([
        policy({ 'max-length': 1, expires: 9, 'ha-mode': 'all' }, { name: 'a', pattern: '^orders$' }),
        policy({ 'max-length': 1 }, { name: 'b', pattern: '(?<=a++)' }),
        policy({ 'max-length': 1 }, { name: 'c', applyTo: 'topics' }),
        policy({ 'max-length': 2 }, { name: 'd', pattern: '^orders$' }),
        policy({ 'alternate-exchange': 'ae' }, { name: 'e', pattern: '^amq\\.(topic|direct)$' }),
      ]),
    ).toEqual([
      "Policy 'a' sets max-length, expires of 'orders': taken as arguments.",
      "Policy 'a' sets ha-mode: not modelled.",
      "Policy 'a' has the priority of 'd': RabbitMQ takes any one of them, the lab 'a'.",
      "Policy 'b' is not applied: its pattern '(?<=a++)' cannot be read here.",
      "Policy 'c' is not applied: it applies to 'topics', which is not known here.",
      "A policy sets alternate-exchange of 'amq.direct' and 'amq.topic': not modelled, for these are as they are from the start.",
    ]);
  });
});

describe("a policy's pattern", () => {
  test.each([
    ['', 'anything', true],
    ['order', 'my-orders', true],
    ['^(?!amq\\.).*', 'amq.topic', false],
    ['^(?!amq\\.).*', 'orders', true],
    ['(?i)^ORDERS$', 'orders', true],
    ['\\Aorders\\z', 'orders', true],
    ['(?P<kind>a|b)$', 'b', true],
    ['^\\\\A$', '\\A', true],
    // RabbitMQ 3.10: byte by byte.
    ['^é.$', 'éa', true],
    ['^é.$', 'éé', false],
    ['^é..$', 'éé', true],
  ])('%j and the name %j: %s', (pattern, name, expected) => {
    expect(policyPattern(pattern)?.(name)).toBe(expected);
  });

  // What is repeated and repeats itself takes longer with each letter than with the one before: twice as long.
  test.each(['(a+)+$', '((a|b)x)*', '(a{1,9})+', '((a*)b)*c'])(
    '%j, which may take for ever, is not read here',
    (pattern) => {
      expect(policyPattern(pattern)).toBeUndefined();
    },
  );

  test.each(['(a+)b', '(ab)+', '([*+]b)+', '(a|b)?', 'a+|b*', '(\\*a)*'])('%j is', (pattern) => {
    expect(policyPattern(pattern)).toBeDefined();
  });

  test.each(['(', 'a++', '(?>a)', '\\Qa.b\\E', '[[:alpha:]]', '\\p{L}', '[]a]', '\\x{41}', '(?x) a # b'])(
    '%j is not read here',
    (pattern) => {
      expect(policyPattern(pattern)).toBeUndefined();
    },
  );
});
