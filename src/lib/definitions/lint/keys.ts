import { areApart, covers, haveCommonKey, type KeyPattern } from './key-pattern.ts';

/** The routing keys that all of these patterns take; without any pattern, every key. */
export type Keys = readonly KeyPattern[];

export const EVERY_KEY: Keys = [];

/** More patterns than that on one way are not kept in mind: what is left out lets too many keys through. */
const MAX_PATTERNS = 6;

/** Those of the keys that the pattern takes, too; undefined where it takes none of them. */
export function narrowed(keys: Keys, pattern: KeyPattern): Keys | undefined {
  if (keys.some((known) => areApart(pattern, known))) return undefined;
  if (keys.some((known) => covers(pattern, known))) return keys;
  const all = [...keys.filter((known) => !covers(known, pattern)), pattern];
  if (all.length > MAX_PATTERNS) return keys;
  return all.length === 1 || haveCommonKey(all) ? all : undefined;
}

/** Whether one key is in both. */
export const meet = (one: Keys, other: Keys): boolean =>
  one.length === 0 ||
  other.length === 0 ||
  (!one.some((pattern) => other.some((each) => areApart(pattern, each))) &&
    haveCommonKey([...one, ...other]));

/** The only key that they are, where they are one. */
export const onlyKey = (keys: Keys): string | undefined => keys.find(({ isKey }) => isKey)?.text;

/** The same text for the same patterns. */
export const keysText = (keys: Keys): string =>
  JSON.stringify(keys.map(({ text, isKey }) => [text, isKey]).sort());
