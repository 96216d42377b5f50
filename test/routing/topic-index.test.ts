import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { matchTopic, topic } from '../../src/lib/routing/exchange-types/topic.ts';
import type { Binding } from '../../src/lib/routing/topology.ts';
import { binding, message } from './build.ts';

const SEED = 20_240_611;
const hashes = (times: number, word: string): string => Array(times).fill(`#.${word}`).join('.');

function found(bindings: readonly Binding[], key: string): string[] {
  const index = topic.createIndex();
  for (const each of bindings) index.add(each);
  const names = new Set<string>();
  index.visitMatches(message('x', key), [key], (each) => names.add(each.destination));
  return [...names].sort();
}

describe('the topic index', () => {
  test('finds what matchTopic takes, for patterns full of wildcards', () => {
    const word = fc.constantFrom('a', 'a', 'b', '', '*', '#');
    const patterns = fc.array(fc.array(fc.oneof(word, fc.constant('#')), { maxLength: 9 }), {
      maxLength: 12,
    });
    const keys = fc.array(fc.array(word, { maxLength: 9 }), { minLength: 1, maxLength: 6 });
    const join = (words: string[]) => words.join('.');
    fc.assert(
      fc.property(patterns, keys, (patternWords, keyWords) => {
        const bindings = patternWords.map((words, at) => binding('x', `q${at}`, join(words)));
        for (const key of keyWords.map(join)) {
          const expected = bindings.filter((each) => matchTopic(each.routingKey, key).matched);
          expect(found(bindings, key)).toEqual(expected.map((each) => each.destination).sort());
        }
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });

  test('forgets a binding that is removed and keeps those that share its words', () => {
    const index = topic.createIndex();
    const [one, other] = [binding('x', 'q1', 'a.#'), binding('x', 'q2', 'a.#.b')];
    index.add(one);
    index.add(other);
    index.remove(one);
    const visit = vi.fn();
    index.visitMatches(message('x', 'a.b'), ['a.b'], visit);
    expect(visit.mock.calls.map(([found]) => found)).toEqual([other]);
    index.remove(other);
    index.visitMatches(message('x', 'a.b'), ['a.b'], visit);
    expect(visit).toHaveBeenCalledTimes(1);
  });
});

describe('many # in one pattern', () => {
  const pattern = `${hashes(20, 'a')}.#`;
  const key = `${Array(120).fill('a').join('.')}.b`;
  const refusing = `${hashes(20, 'a')}.#.c`;

  test('stay cheap for the index: the steps grow with pattern × key, not with their power', () => {
    const bindings = [binding('x', 'q1', pattern), binding('x', 'q2', refusing)];
    const index = topic.createIndex();
    for (const each of bindings) index.add(each);
    const names = new Set<string>();
    const steps = lookups(() =>
      index.visitMatches(message('x', key), [key], (each) => names.add(each.destination)),
    );
    expect([...names]).toEqual(['q1']);
    expect(steps).toBeLessThan(10 * 42 * 121);
  });

  test('stay cheap for matchTopic', () => {
    expect(lookups(() => expect(matchTopic(refusing, key).matched).toBe(false))).toBeLessThan(10 * 42 * 121);
    expect(lookups(() => expect(matchTopic(pattern, key).matched).toBe(true))).toBeLessThan(10 * 42 * 121);
  });
});

/** How often a map was asked while `run` ran: both matchers do so at every step. */
function lookups(run: () => void): number {
  const spy = vi.spyOn(Map.prototype, 'get');
  try {
    run();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}
