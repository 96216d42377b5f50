import { wordsOf } from '../../routing/exchange-types/topic-words.ts';

/** One word, whichever. */
const ONE = Symbol('*');
/** Any number of words, none included. */
const MANY = Symbol('#');

/** A set of routing keys: those that a topic pattern takes, or one key. */
export interface KeyPattern {
  readonly words: readonly (string | typeof ONE | typeof MANY)[];
  /** As it is written. */
  readonly text: string;
  /** It is one key, in which `*` and `#` are plain text. */
  readonly isKey: boolean;
}

/** The keys that a binding key takes on a topic exchange. */
export function topicPattern(bindingKey: string): KeyPattern {
  const words = wordsOf(bindingKey).map((word) => (word === '*' ? ONE : word === '#' ? MANY : word));
  return { words, text: bindingKey, isKey: words.every((word) => typeof word === 'string') };
}

/** That key alone. */
export const oneKey = (key: string): KeyPattern => ({ words: wordsOf(key), text: key, isKey: true });

/** Where in the pattern one may be after some words: bit n is set where its first n words have been taken. */
type Positions = bigint;

/** A word that stands in no pattern: only wildcards take it. */
const FRESH = Symbol('fresh');
type Word = string | typeof FRESH;

function settled({ words }: KeyPattern, positions: Positions): Positions {
  let all = positions;
  for (const [at, word] of words.entries())
    if (word === MANY && (all >> BigInt(at)) & 1n) all |= 1n << BigInt(at + 1);
  return all;
}

const atStart = (pattern: KeyPattern): Positions => settled(pattern, 1n);

function after(pattern: KeyPattern, positions: Positions, word: Word): Positions {
  let next = 0n;
  for (const [at, wanted] of pattern.words.entries()) {
    if (!((positions >> BigInt(at)) & 1n)) continue;
    if (wanted === MANY) next |= 1n << BigInt(at);
    else if (wanted === ONE || wanted === word) next |= 1n << BigInt(at + 1);
  }
  return settled(pattern, next);
}

const isAtEnd = ({ words }: KeyPattern, positions: Positions): boolean =>
  ((positions >> BigInt(words.length)) & 1n) === 1n;

/** Whether the pattern takes this key. */
export function takesKey(pattern: KeyPattern, key: string): boolean {
  if (pattern.isKey) return pattern.text === key;
  let positions = atStart(pattern);
  for (const word of wordsOf(key)) positions = after(pattern, positions, word);
  return isAtEnd(pattern, positions);
}

/** Whether the patterns take no key in common, as far as their words before the first `#` and behind the last say so. */
export const areApart = ({ words: one }: KeyPattern, { words: other }: KeyPattern): boolean =>
  beginApart(one.length, other.length, (at) => [one[at], other[at]]) ||
  beginApart(one.length, other.length, (at) => [one[one.length - 1 - at], other[other.length - 1 - at]]);

type PatternWord = KeyPattern['words'][number];

function beginApart(
  one: number,
  other: number,
  wordsAt: (at: number) => readonly [PatternWord | undefined, PatternWord | undefined],
): boolean {
  for (let at = 0; at < one || at < other; at++) {
    const [a, b] = wordsAt(at);
    if (a === MANY || b === MANY) return false;
    if (a === undefined || b === undefined || (a !== ONE && b !== ONE && a !== b)) return true;
  }
  return false;
}

/**
 * The word that each key of the pattern has at that place, from 0 at the beginning or from -1 at the end; undefined where
 * it varies, or where some key is not that long.
 */
export function fixedWordAt({ words }: KeyPattern, at: number): string | undefined {
  const word = words.at(at);
  if (typeof word !== 'string') return undefined;
  const outside = at < 0 ? words.slice(words.length + at) : words.slice(0, at);
  return outside.includes(MANY) ? undefined : word;
}

/** The words of a key so far. One empty word alone is no key: the empty key has no words. */
type Length = 'none' | 'one empty word' | 'some';

const lengthAfter = (length: Length, word: Word): Length =>
  length === 'none' && word === '' ? 'one empty word' : 'some';

/** Beyond so many places a question is given up; real patterns need a few dozen. */
const MAX_PLACES = 5_000;

/**
 * Whether `wide` takes every key that `narrow` takes. Exact: looks for a key that only `narrow` takes, in which its
 * wildcards take words that stand in neither pattern, since whatever takes such a word takes any. False where that
 * would take too long.
 */
export function covers(wide: KeyPattern, narrow: KeyPattern): boolean {
  if (narrow.isKey) return takesKey(wide, narrow.text);
  if (areApart(wide, narrow)) return false;
  const seen = new Map<string, Positions[]>();
  const open: { at: number; positions: Positions; length: Length }[] = [];
  let places = 0;
  const visit = (at: number, positions: Positions, length: Length): void => {
    const place = `${at} ${length}`;
    const before = seen.get(place);
    // From fewer positions `wide` takes fewer keys: nothing new is found from more.
    if (before?.some((fewer) => (fewer & positions) === fewer)) return;
    if (before) before.push(positions);
    else seen.set(place, [positions]);
    open.push({ at, positions, length });
  };
  visit(0, atStart(wide), 'none');
  for (let place = open.pop(); place; place = open.pop()) {
    if (++places > MAX_PLACES) return false;
    const { at, positions, length } = place;
    const word = narrow.words[at];
    if (word === undefined) {
      if (length !== 'one empty word' && !isAtEnd(wide, positions)) return false;
      continue;
    }
    if (word === MANY) {
      visit(at + 1, positions, length);
      visit(at, after(wide, positions, FRESH), 'some');
      continue;
    }
    const taken = word === ONE ? FRESH : word;
    visit(at + 1, after(wide, positions, taken), lengthAfter(length, taken));
  }
  return true;
}

/** Whether there is a key that all the patterns take. True where finding out would take too long. */
export function haveCommonKey(patterns: readonly KeyPattern[]): boolean {
  const key = patterns.find(({ isKey }) => isKey);
  if (key) return patterns.every((pattern) => takesKey(pattern, key.text));
  const seen = new Set<string>();
  const open: { all: readonly Positions[]; length: Length }[] = [];
  const visit = (all: readonly Positions[], length: Length): void => {
    const place = `${length} ${all.join(' ')}`;
    if (all.includes(0n) || seen.has(place)) return;
    seen.add(place);
    open.push({ all, length });
  };
  visit(patterns.map(atStart), 'none');
  for (let place = open.pop(); place; place = open.pop()) {
    const { all, length } = place;
    const isEnd = all.every((positions, at) => isAtEnd(patterns[at] as KeyPattern, positions));
    if ((isEnd && length !== 'one empty word') || seen.size > MAX_PLACES) return true;
    for (const word of nextWords(patterns, all)) {
      const next = all.map((positions, at) => after(patterns[at] as KeyPattern, positions, word));
      visit(next, lengthAfter(length, word));
    }
  }
  return false;
}

function nextWords(patterns: readonly KeyPattern[], all: readonly Positions[]): ReadonlySet<Word> {
  const next = new Set<Word>([FRESH]);
  for (const [which, { words }] of patterns.entries())
    for (const [at, word] of words.entries())
      if (typeof word === 'string' && ((all[which] as Positions) >> BigInt(at)) & 1n) next.add(word);
  return next;
}

/** Whether each key is taken by one of the patterns at least. */
export function takeEveryKey(patterns: readonly KeyPattern[]): boolean {
  // Of a key whose words stand in no pattern only the number of words counts, and only wildcards take it.
  const wild = patterns.filter(({ words }) => words.every((word) => typeof word !== 'string'));
  const longest = Math.max(0, ...wild.map(({ words }) => words.length));
  const lengths = Array.from({ length: longest + 2 }, (_, length) => length);
  return lengths.every((length) => wild.some((pattern) => takesLength(pattern, length)));
}

function takesLength(pattern: KeyPattern, length: number): boolean {
  let positions = atStart(pattern);
  for (let word = 0; word < length; word++) positions = after(pattern, positions, FRESH);
  return isAtEnd(pattern, positions);
}

/** A key that the pattern takes and that has nothing in common with others by chance. */
export function sampleKey({ words }: KeyPattern): string {
  return words.map((word) => (typeof word === 'string' ? word : '\u0000')).join('.');
}
