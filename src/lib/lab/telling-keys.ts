import { wordsOf } from '../routing/exchange-types/topic-words.ts';
import { MAX_NAME_BYTES } from '../routing/topology.ts';

/**
 * Routing keys that tell these topic patterns apart: for each pattern one that it takes (`#` standing for no word at
 * all, then for two), one with a word too many, one with a word too few, and one with another word. Each once.
 */
export function tellingKeys(patterns: readonly string[]): string[] {
  const keys = patterns.flatMap((pattern) => keysFor(pattern, fillerFor(pattern, patterns)));
  return [...new Set(keys)].filter((key) => Buffer.byteLength(key) <= MAX_NAME_BYTES);
}

function keysFor(pattern: string, filler: string): string[] {
  const words = wordsOf(pattern);
  const fill = (hash: readonly string[]): string[] =>
    words.flatMap((word) => (word === '#' ? hash : word === '*' ? [filler] : [word]));
  const taken = fill([]);
  const keys = [taken, [...taken, 'extra']];
  if (words.includes('#') && words.at(-1) !== '#') keys.push(fill(['two', 'words']));
  if (taken.length > 0) keys.push(taken.slice(0, -1));
  const literal = words.filter((word) => word !== '#').findIndex((word) => word !== '*');
  if (literal >= 0) keys.push(taken.with(literal, 'other'));
  return keys.map((key) => key.join('.'));
}

/** What stands for a `*`: a word that another pattern asks for, so that one key tries both. */
function fillerFor(pattern: string, patterns: readonly string[]): string {
  const own = new Set(wordsOf(pattern));
  const isTelling = (word: string): boolean => word !== '*' && word !== '#' && word !== '' && !own.has(word);
  for (const other of patterns) {
    const word = wordsOf(other).find(isTelling);
    if (word !== undefined) return word;
  }
  return 'any';
}
