import type { ExchangeType, Match, TopicMismatch } from '../match.ts';
import { TopicIndex } from './topic-index.ts';
import { wordsOf } from './topic-words.ts';

/**
 * Words between dots are compared one by one: `*` takes exactly one, `#` any number, none included; wildcards count
 * only as whole words of the binding key.
 */
export const topic: ExchangeType = {
  readsKeys: true,
  match: (binding, _message, routingKey) => matchTopic(binding.routingKey, routingKey),
  createIndex: () => new TopicIndex(),
};

export function matchTopic(bindingKey: string, routingKey: string): Match {
  const pattern = wordsOf(bindingKey);
  const words = wordsOf(routingKey);
  const reach = new Reach(pattern, words);
  return reach.fits(0, 0)
    ? { matched: true, kind: 'topic', pattern, words, taken: reach.taken() }
    : { matched: false, kind: 'topic', pattern, words, stuck: mismatch(pattern, words) };
}

/** Which tails of the pattern fit which tails of the words, each pair decided once. */
class Reach {
  readonly #pattern: readonly string[];
  readonly #words: readonly string[];
  readonly #decided = new Map<number, boolean>();

  constructor(pattern: readonly string[], words: readonly string[]) {
    this.#pattern = pattern;
    this.#words = words;
  }

  fits(at: number, position: number): boolean {
    const pair = at * (this.#words.length + 1) + position;
    let fits = this.#decided.get(pair);
    if (fits === undefined) {
      fits = this.#decide(at, position);
      this.#decided.set(pair, fits);
    }
    return fits;
  }

  #decide(at: number, position: number): boolean {
    const wanted = this.#pattern[at];
    const word = this.#words[position];
    if (wanted === undefined && word === undefined) return true;
    if (wanted === '#') {
      return this.fits(at + 1, position) || (word !== undefined && this.fits(at, position + 1));
    }
    return wanted !== undefined && takes(wanted, word) && this.fits(at + 1, position + 1);
  }

  taken(): { pattern: string; words: string[] }[] {
    const taken: { pattern: string; words: string[] }[] = [];
    let position = 0;
    for (const [at, pattern] of this.#pattern.entries()) {
      const start = position;
      if (pattern !== '#') position++;
      else while (!this.fits(at + 1, position)) position++;
      taken.push({ pattern, words: this.#words.slice(start, position) });
    }
    return taken;
  }
}

function mismatch(pattern: readonly string[], words: readonly string[]): TopicMismatch {
  const first = pattern.indexOf('#');
  const head = first < 0 ? pattern : pattern.slice(0, first);
  for (const [position, wanted] of head.entries()) {
    if (!takes(wanted, words[position])) return at(position, wanted, words[position]);
  }
  if (first < 0) return at(head.length, undefined, words[head.length]);

  const last = pattern.lastIndexOf('#');
  const tail = pattern.slice(last + 1);
  for (const [back, wanted] of tail.toReversed().entries()) {
    const position = words.length - 1 - back;
    if (position < head.length) return at(words.length, wanted, undefined);
    if (!takes(wanted, words[position])) return at(position, wanted, words[position]);
  }
  const between = pattern.slice(first, last + 1);
  return {
    position: head.length,
    pattern: firstWithoutPlace(between, words.slice(head.length)),
    nowhere: true,
  };
}

/** The first word between two `#` up to which the pattern finds no place in the words. */
function firstWithoutPlace(between: readonly string[], words: readonly string[]): string {
  const end = between.findIndex((wanted, at) => {
    const part = between.slice(0, at + 1);
    return wanted !== '#' && !new Reach([...part, '#'], words).fits(0, 0);
  });
  return between[end] ?? '#';
}

const takes = (wanted: string, word: string | undefined): boolean =>
  word !== undefined && (wanted === '*' || wanted === word);

const at = (position: number, pattern: string | undefined, word: string | undefined): TopicMismatch => ({
  position,
  ...(pattern === undefined ? {} : { pattern }),
  ...(word === undefined ? {} : { word }),
});
