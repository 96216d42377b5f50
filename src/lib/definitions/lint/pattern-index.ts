import { fixedWordAt, type KeyPattern } from './key-pattern.ts';

/** So many are tried sooner than told apart. */
const FEW = 8;
/** So far from either end words are told apart. */
const MAX_PLACES = 4;
const PLACES = [...Array(MAX_PLACES).keys()].flatMap((at) => [at, -1 - at]);

interface Place<T> {
  readonly byWord: ReadonlyMap<string, readonly T[]>;
  /** Those that leave the place open. */
  readonly open: readonly T[];
}

/** Finds among many patterns those that may have a key in common with another, by a word that both ask for. */
export class PatternIndex<T> {
  readonly #items: readonly T[];
  readonly #patternOf: (item: T) => KeyPattern;
  readonly #places = new Map<number, Place<T>>();

  constructor(items: readonly T[], patternOf: (item: T) => KeyPattern) {
    this.#items = items;
    this.#patternOf = patternOf;
  }

  /** All that have a key in common with each of the patterns, and perhaps others. */
  candidates(patterns: readonly KeyPattern[]): Iterable<T> {
    if (this.#items.length <= FEW) return this.#items;
    let [fewest, found] = [this.#items.length, undefined as Iterable<T> | undefined];
    for (const pattern of patterns)
      for (const at of PLACES) {
        const word = fixedWordAt(pattern, at);
        if (word === undefined) continue;
        const { byWord, open } = this.#place(at);
        const same = byWord.get(word) ?? [];
        if (same.length + open.length >= fewest) continue;
        fewest = same.length + open.length;
        found = both(same, open);
      }
    return found ?? this.#items;
  }

  #place(at: number): Place<T> {
    const known = this.#places.get(at);
    if (known) return known;
    const byWord = new Map<string, T[]>();
    const open: T[] = [];
    for (const item of this.#items) {
      const word = fixedWordAt(this.#patternOf(item), at);
      const same = word === undefined ? open : byWord.get(word);
      if (same) same.push(item);
      else if (word !== undefined) byWord.set(word, [item]);
    }
    const place = { byWord, open };
    this.#places.set(at, place);
    return place;
  }
}

function* both<T>(one: Iterable<T>, other: Iterable<T>): Iterable<T> {
  yield* one;
  yield* other;
}
