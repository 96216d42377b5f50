import type { BindingIndex, ExchangeType, Match, TopicMismatch } from '../match.ts';
import type { Binding, RoutedMessage } from '../topology.ts';

/**
 * Words between dots are compared one by one: `*` takes exactly one, `#` any number, none included; wildcards count
 * only as whole words of the binding key.
 */
export const topic: ExchangeType = {
  readsKeys: true,
  match: (binding, _message, routingKey) => matchTopic(binding.routingKey, routingKey),
  createIndex: () => new TopicIndex(),
};

/** An empty key has no words; an empty word between dots is a word. */
export function wordsOf(key: string): string[] {
  return key === '' ? [] : key.split('.');
}

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

interface TrieNode {
  readonly children: Map<string, TrieNode>;
  readonly bindings: Set<Binding>;
  /** `#` nodes alone: the lowest position already tried in the walk numbered `walk`. */
  lowest: number;
  walk: number;
  /** The walk that gave the bindings last. */
  given: number;
}

const newNode = (): TrieNode => ({ children: new Map(), bindings: new Set(), lowest: 0, walk: 0, given: 0 });

/** The binding keys as a tree of words: a route costs what its words cost, not what the bindings do. */
class TopicIndex implements BindingIndex {
  readonly #root = newNode();
  /** Of the walk for one key. */
  #number = 0;
  /** Of the walk for the message's first key: what was given since then need not be given again. */
  #first = 0;

  add(binding: Binding): void {
    let node = this.#root;
    for (const word of wordsOf(binding.routingKey)) {
      let next = node.children.get(word);
      if (!next) {
        next = newNode();
        node.children.set(word, next);
      }
      node = next;
    }
    node.bindings.add(binding);
  }

  remove(binding: Binding): void {
    this.#removeBelow(this.#root, wordsOf(binding.routingKey), 0, binding);
  }

  #removeBelow(node: TrieNode, words: readonly string[], at: number, binding: Binding): void {
    const word = words[at];
    if (word === undefined) {
      node.bindings.delete(binding);
      return;
    }
    const child = node.children.get(word);
    if (!child) return;
    this.#removeBelow(child, words, at + 1, binding);
    if (child.bindings.size === 0 && child.children.size === 0) node.children.delete(word);
  }

  visitMatches(
    _message: RoutedMessage,
    routingKeys: readonly string[],
    visit: (binding: Binding) => void,
  ): void {
    this.#first = this.#number + 1;
    for (const key of routingKeys) {
      this.#number++;
      this.#walk(this.#root, wordsOf(key), 0, visit);
    }
  }

  #walk(node: TrieNode, words: readonly string[], position: number, visit: (binding: Binding) => void): void {
    const hash = node.children.get('#');
    if (hash) this.#walkHash(hash, words, position, visit);
    const word = words[position];
    if (word === undefined) {
      if (node.given < this.#first) node.bindings.forEach(visit);
      node.given = this.#number;
      return;
    }
    const star = node.children.get('*');
    if (star) this.#walk(star, words, position + 1, visit);
    // In a routing key `*` and `#` are plain text: they must not find the wildcards' own branches again.
    if (word === '*' || word === '#') return;
    const exact = node.children.get(word);
    if (exact) this.#walk(exact, words, position + 1, visit);
  }

  /**
   * A `#` may leave the rest of the key from any position on. Positions that an earlier arrival at this node tried
   * are not tried again, so that several `#` in one pattern stay cheap on any key.
   */
  #walkHash(
    hash: TrieNode,
    words: readonly string[],
    position: number,
    visit: (binding: Binding) => void,
  ): void {
    const end = hash.walk === this.#number ? hash.lowest : words.length + 1;
    if (position >= end) return;
    hash.walk = this.#number;
    hash.lowest = position;
    for (let at = position; at < end; at++) this.#walk(hash, words, at, visit);
  }
}
