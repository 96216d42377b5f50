import { CONSUMERS } from './consumers.ts';
import type { Helper } from './helper.ts';
import { PARTS } from './parts.ts';
import { QUIET } from './quiet.ts';

const HELPERS = { ...PARTS, ...CONSUMERS, ...QUIET };

export type HelperName = keyof typeof HELPERS;

/** These helpers and all that they need, in the order in which they are read. */
export function helpersFor(names: Iterable<HelperName>): Helper[] {
  const wanted = new Set<string>(names);
  // What is added to a set while it is gone through is gone through as well.
  for (const name of wanted)
    for (const needed of (HELPERS as Record<string, Helper>)[name]?.needs ?? []) wanted.add(needed);
  return Object.entries(HELPERS).flatMap(([name, helper]) => (wanted.has(name) ? [helper] : []));
}
