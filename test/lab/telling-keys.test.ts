import { describe, expect, test } from 'vitest';
import { tellingKeys } from '../../src/lib/lab/telling-keys.ts';
import { matchTopic } from '../../src/lib/routing/exchange-types/topic.ts';

describe('the keys that tell topic patterns apart', () => {
  test.each([
    ['a.b', ['a.b', 'a.b.extra', 'a', 'other.b']],
    ['a.*', ['a.any', 'a.any.extra', 'a', 'other.any']],
    ['*', ['any', 'any.extra', '']],
    ['#', ['', 'extra']],
    ['a.#.b', ['a.b', 'a.b.extra', 'a.two.words.b', 'a', 'other.b']],
    ['', ['', 'extra']],
  ])('of %j are one that it takes, one word more, one less, one other', (pattern, keys) => {
    expect(tellingKeys([pattern])).toEqual(keys);
  });

  test('fill a * with a word that another pattern asks for', () => {
    expect(tellingKeys(['order.*', '#.created'])[0]).toBe('order.created');
  });

  test('are there once each', () => {
    const keys = tellingKeys(['a.*', 'a.*', 'a.#']);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('leave out what is longer than a routing key may be', () => {
    const pattern = 'a'.repeat(255);
    expect(tellingKeys([pattern])).toEqual([pattern, '', 'other']);
  });

  test.each([['a.*.c'], ['#.z'], ['*.*.#'], ['x']])('of %s begin with one that it takes', (pattern) => {
    expect(matchTopic(pattern, tellingKeys([pattern])[0] ?? '').matched).toBe(true);
  });
});
