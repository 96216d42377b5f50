import { wordsOf } from '../exchange-types/topic-words.ts';
import { distance } from './similar.ts';

/** What stands for a word that may be any. */
export const ANY_WORD = 'x';

export interface NearestKey {
  readonly key: string;
  /** What it takes to get there: a word more or less costs 1, another word between 0.5 and 1. */
  readonly cost: number;
}

/** Keys of many words against many patterns of many words: nobody waits for that. */
const MAX_STATES = 200_000;

/** The key that all these topic patterns take and that differs least from the one given; undefined where there is none. */
export function nearestKey(key: string, patterns: readonly string[]): NearestKey | undefined {
  const telling = [...new Set(patterns)].filter((pattern) => pattern !== '#');
  const { steps, cost } = cheapestSteps([wordsOf(key), ...telling.map(wordsOf)]);
  if (cost === Number.POSITIVE_INFINITY) return undefined;
  const taken: string[] = [];
  let state = 0;
  for (let step = steps[state]; step; step = steps[state]) {
    if (step.word !== undefined) taken.push(step.word);
    state += step.by;
  }
  return { key: taken.join('.'), cost };
}

/** What is done with the next words of the key and of the patterns. */
interface Step {
  /** By how much it makes the state greater. */
  readonly by: number;
  /** The word that it puts into the key. */
  readonly word?: string;
  readonly cost: number;
  /** Whether a pattern's word stands in the key already. */
  readonly isEqual?: boolean;
}

/**
 * The best step in each state, and what all of them cost. A state is how many words are done with on each side, the key's
 * first, as the digits of a number; no step makes a digit smaller, so that from the last state to the first each finds
 * what follows it.
 */
function cheapestSteps(sides: readonly (readonly string[])[]): { steps: (Step | undefined)[]; cost: number } {
  const weights: number[] = [];
  let states = 1;
  for (const words of sides.toReversed()) {
    weights.unshift(states);
    states *= words.length + 1;
  }
  if (states > MAX_STATES) return { steps: [], cost: Number.POSITIVE_INFINITY };
  const steps: (Step | undefined)[] = [];
  const costs = new Float64Array(states).fill(Number.POSITIVE_INFINITY, 0, states - 1);
  const equals = new Uint32Array(states);
  for (let state = states - 2; state >= 0; state--) {
    const [word, ...wanted] = sides.map(
      (words, side) => words[Math.floor(state / (weights[side] as number)) % (words.length + 1)],
    );
    for (const step of stepsFor(word, wanted, weights)) {
      const cost = step.cost + (costs[state + step.by] as number);
      const equal = (step.isEqual ? 1 : 0) + (equals[state + step.by] as number);
      const best = costs[state] as number;
      if (cost > best || (cost === best && equal <= (equals[state] as number))) continue;
      [steps[state], costs[state], equals[state]] = [step, cost, equal];
    }
  }
  return { steps, cost: costs[0] as number };
}

/** What can be done with the key's next word, and with the patterns'. */
function stepsFor(
  word: string | undefined,
  wanted: readonly (string | undefined)[],
  [wordWeight = 0, ...weights]: readonly number[],
): Step[] {
  const steps: Step[] = [];
  const literals: string[] = [];
  for (const [at, each] of wanted.entries()) {
    if (each === '#') steps.push({ by: weights[at] as number, cost: 0 });
    else if (each !== undefined && each !== '*') literals.push(each);
  }
  const write = (text: string, from: number, cost: number): void => {
    const by = advance(text, wanted, weights);
    // A word more that only `#` takes is of no use.
    if (by === undefined || from + by === 0) return;
    steps.push({ by: from + by, word: text, cost, isEqual: cost === 0 && literals.includes(text) });
  };
  if (word !== undefined) {
    write(word, wordWeight, 0);
    for (const text of literals) if (text !== word) write(text, wordWeight, exchangeCost(word, text));
    steps.push({ by: wordWeight, cost: 1 });
  }
  for (const text of literals.length > 0 ? literals : [ANY_WORD]) write(text, 0, 1);
  return steps;
}

/** How far the patterns get with this word, a `#` no further; undefined where one of them does not take it. */
function advance(
  text: string,
  wanted: readonly (string | undefined)[],
  weights: readonly number[],
): number | undefined {
  let by = 0;
  for (const [at, each] of wanted.entries()) {
    if (each === '#') continue;
    if (each !== '*' && each !== text) return undefined;
    by += weights[at] as number;
  }
  return by;
}

/** What it costs to write the one text where the other stands: less where they are alike. */
export const exchangeCost = (text: string, wanted: string): number =>
  text === wanted ? 0 : 0.5 + distance(text, wanted) / 2;
