import { describe, expect, test } from 'vitest';
import { matchTopic } from '../../src/lib/routing/exchange-types/topic.ts';
import { wordsOf } from '../../src/lib/routing/exchange-types/topic-words.ts';

const takes = (pattern: string, key: string): boolean => matchTopic(pattern, key).matched;

describe('a topic binding', () => {
  test.each([
    ['T1', 'a.#', 'a', true],
    ['T2', '#.a', 'a', true],
    ['T3', 'a.#.b', 'a.z', false],
    ['T4', 'a.#.a', 'a', false],
    ['T5', 'stock.usd', 'stockXusd', false],
    ['T5', 'stock.usd', 'xstock.usd', false],
    ['T5', 'a.#', 'ab', false],
    ['T6', '#.a.b', 'a.a.b', true],
    ['T7', '#', '', true],
    ['gotcha 1', 'audit.events.#', 'audit.events', true],
    ['gotcha 1', 'audit.events.#', 'audit.events.users.signup', true],
    ['gotcha 1', 'audit.events.#', 'audit', false],
    ['gotcha 2', 'a.*', 'a', false],
    ['gotcha 2', 'a.*', 'a.b', true],
    ['gotcha 2', 'a.*', 'a.b.c', false],
    ['gotcha 2', 'a.*', 'a.', true],
    ['gotcha 2', '*', '', false],
    ['gotcha 2', '*', 'a', true],
    ['gotcha 2', '*.*', '.', true],
    ['gotcha 2', 'a..b', 'a..b', true],
    ['gotcha 2', 'a.*.b', 'a..b', true],
    ['gotcha 2', 'a.b', 'a..b', false],
    ['gotcha 3', 'a*', 'a*', true],
    ['gotcha 3', 'a*', 'ab', false],
    ['gotcha 3', 'a.b#', 'a.b.c', false],
    ['gotcha 3', 'a', '*', false],
    ['gotcha 3', 'a.b', '#', false],
    ['gotcha 3', '*', '#', true],
    ['gotcha 3', '#', '*.#', true],
    ['gotcha 5', '', '', true],
    ['gotcha 5', '', 'a', false],
    ['gotcha 5', '', '.', false],
    ['', '#.*', '', false],
    ['', '#.#', '', true],
    ['', '#.*.#', 'a', true],
    ['', '*.#.*', 'a', false],
    ['', '#.b.#.b.#', 'a.b.c', false],
    ['', '#.b.#.b.#', 'b.b', true],
    ['', 'a.b', 'A.b', false],
    ['', 'stock.$.^', 'stock.$.^', true],
  ])('%s: %j and the key %j: %s', (_label, pattern, key, expected) => {
    expect(takes(pattern, key)).toBe(expected);
  });

  test('splits its key at dots, and an empty key has no words', () => {
    expect(wordsOf('')).toEqual([]);
    expect(wordsOf('.')).toEqual(['', '']);
    expect(wordsOf('a..b')).toEqual(['a', '', 'b']);
  });

  test('that took a key tells which words each of its words took', () => {
    expect(matchTopic('a.#.*', 'a.b.c.d')).toMatchObject({
      taken: [
        { pattern: 'a', words: ['a'] },
        { pattern: '#', words: ['b', 'c'] },
        { pattern: '*', words: ['d'] },
      ],
    });
    expect(matchTopic('#.a', 'a')).toMatchObject({
      taken: [
        { pattern: '#', words: [] },
        { pattern: 'a', words: ['a'] },
      ],
    });
  });

  test.each([
    ['another word', 'a.b', 'a.c', { position: 1, pattern: 'b', word: 'c' }],
    ['a word too many', 'a.*', 'a.b.c', { position: 2, word: 'c' }],
    ['a word too few', 'a.*', 'a', { position: 1, pattern: '*' }],
    ['another last word after #', 'a.#.c', 'a.b.d', { position: 2, pattern: 'c', word: 'd' }],
    ['a last word that stands earlier too', '#.c', 'b.c.d', { position: 2, pattern: 'c', word: 'd' }],
    ['no word left for the end', 'a.#.c', 'a', { position: 1, pattern: 'c' }],
    ['a word between two # that is nowhere', '#.a.#.b', 'c.b', { pattern: 'a', nowhere: true }],
  ])('that refused a key tells where it stuck: %s', (_label, pattern, key, stuck) => {
    expect(matchTopic(pattern, key)).toMatchObject({ matched: false, stuck });
  });
});
