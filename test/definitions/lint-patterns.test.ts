import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  covers,
  haveCommonKey,
  oneKey,
  takeEveryKey,
  takesKey,
  topicPattern,
} from '../../src/lib/definitions/lint/key-pattern.ts';
import { meet, narrowed, onlyKey } from '../../src/lib/definitions/lint/keys.ts';
import { PatternIndex } from '../../src/lib/definitions/lint/pattern-index.ts';
import { matchTopic } from '../../src/lib/routing/exchange-types/topic.ts';

const matches = (pattern: string, key: string): boolean => matchTopic(pattern, key).matched;

const pattern = fc
  .array(fc.constantFrom('a', 'b', '', '*', '#', '#'), { maxLength: 4 })
  .map((words) => words.join('.'));

/** Every key of up to so many words. `c` stands in no pattern, for all the words that do not. */
const KEYS = keysUpTo(5);

function keysUpTo(most: number): readonly string[] {
  const keys = [''];
  let longest: string[][] = [[]];
  for (let length = 1; length <= most; length++) {
    longest = longest.flatMap((words) => ['a', 'b', '', 'c'].map((word) => [...words, word]));
    keys.push(...longest.map((words) => words.join('.')));
  }
  return [...new Set(keys)];
}

describe('one topic pattern takes all that another takes', () => {
  test.each([
    ['order.#', 'order.*', true],
    ['order.*', 'order.#', false],
    ['order.#', 'order', true],
    ['#', '', true],
    ['#', 'a.*.#', true],
    ['#.#', '#', true],
    ['*.#', '#.*', true],
    ['#.*', '*.#', true],
    ['*.*.#', '*.#', false],
    ['#.a.#', 'a.#', true],
    ['#.a.#', '*.#', false],
    ['*.a', 'b.a', true],
    ['*', '', false],
    ['#.a.*.#', '#.a.b', true],
    ['#.x.*.#', '#.x.#.x.#', true],
    ['order.x*', 'order.x1', false],
    // There is no key of one empty word: the empty key has none.
    ['*.#.', '#.', true],
  ])('%s, all of %s: %s', (wide, narrow, expected) => {
    expect(covers(topicPattern(wide), topicPattern(narrow))).toBe(expected);
  });

  test('exactly when there is no key that only the other one takes', () => {
    fc.assert(
      fc.property(pattern, pattern, (wide, narrow) => {
        const only = KEYS.filter((key) => matches(narrow, key) && !matches(wide, key));
        expect([covers(topicPattern(wide), topicPattern(narrow)), wide, narrow]).toEqual([
          only.length === 0,
          wide,
          narrow,
        ]);
      }),
      { numRuns: 200 },
    );
  });

  test('is decided soon for patterns that are made to take long', () => {
    const many = Array.from({ length: 20 }, () => '#.a.*').join('.');
    expect(covers(topicPattern('#.a.*.*.*.*.*.*.*.*.*.*.*.*.b.#'), topicPattern(many))).toBe(false);
    expect(covers(topicPattern(many), topicPattern(many))).toBe(true);
  });
});

describe('several patterns', () => {
  test('have a key in common exactly when one key is taken by all of them', () => {
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), (patterns) => {
        const common = KEYS.some((key) => patterns.every((each) => matches(each, key)));
        // A common key may be longer than those tried, but then its patterns want as many words together.
        const fewWords = patterns.join('.').split('.').length <= 5;
        const found = haveCommonKey(patterns.map(topicPattern));
        if (fewWords || common) expect([found, patterns]).toEqual([common, patterns]);
      }),
      { numRuns: 200 },
    );
  });

  test('take every key exactly when no key is left over', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 5 }), (patterns) => {
        const all = KEYS.every((key) => patterns.some((each) => matches(each, key)));
        expect([takeEveryKey(patterns.map(topicPattern)), patterns]).toEqual([all, patterns]);
      }),
      { numRuns: 200 },
    );
  });

  test('that take keys of each length together take every key', () => {
    expect(takeEveryKey(['', '*', '*.*.#'].map(topicPattern))).toBe(true);
    expect(takeEveryKey(['*', '*.*.#'].map(topicPattern))).toBe(false);
    expect(takeEveryKey(['', '*.#'].map(topicPattern))).toBe(true);
  });
});

test('an index of patterns finds at least those that have a key in common with others', () => {
  let leftOut = 0;
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 9, maxLength: 20 }), pattern, pattern, (all, one, other) => {
      const asked = [topicPattern(one), topicPattern(other)];
      const found = new Set(new PatternIndex(all, topicPattern).candidates(asked));
      const meeting = all.filter((each) => haveCommonKey([topicPattern(each), ...asked]));
      leftOut += all.length - found.size;
      expect(meeting.filter((each) => !found.has(each))).toEqual([]);
    }),
    { numRuns: 500 },
  );
  // One that finds all finds nothing.
  expect(leftOut).toBeGreaterThan(100);
});

test('a pattern takes the keys that a topic binding takes', () => {
  fc.assert(
    fc.property(pattern, fc.constantFrom(...KEYS, '*', '#', 'a.#'), (each, key) => {
      expect(takesKey(topicPattern(each), key)).toBe(matches(each, key));
    }),
  );
});

test('one key is not read as a pattern', () => {
  expect(takesKey(oneKey('a.*'), 'a.b')).toBe(false);
  expect(covers(topicPattern('a.*'), oneKey('a.*'))).toBe(true);
  expect(covers(oneKey('a.*'), topicPattern('a.*'))).toBe(false);
});

describe('keys', () => {
  test('are narrowed to those that a pattern takes, too', () => {
    const orders = narrowed([], topicPattern('order.#')) ?? [];
    expect(narrowed(orders, topicPattern('invoice.*'))).toBeUndefined();
    expect(narrowed(orders, topicPattern('#'))).toBe(orders);
    expect(onlyKey(narrowed(orders, oneKey('order.new')) ?? [])).toBe('order.new');
    expect(narrowed(orders, topicPattern('*.new'))).toHaveLength(2);
  });

  test('meet where one key is in both', () => {
    expect(meet([topicPattern('a.*')], [topicPattern('*.b')])).toBe(true);
    expect(meet([topicPattern('a.*')], [topicPattern('b.#')])).toBe(false);
    expect(meet([], [oneKey('x')])).toBe(true);
  });
});
