import { isDeepStrictEqual } from 'node:util';
import type { Experiment } from './experiment.ts';
import type { Expectation, Section } from './observed.ts';
import type { OptionSpecs, OptionValues } from './options.ts';

/** A play: what is declared, and what is done on it. */
export type Play = Pick<Experiment, 'topology' | 'steps'>;

/** The groups of the catalogue, in teaching order. */
export const GROUPS = ['exchanges', 'publishing', 'queues', 'consuming', 'failure', 'patterns'] as const;
export type Group = (typeof GROUPS)[number];

/** One entry of the catalogue. Everything that is said of its messages holds at its default options. */
export interface Scenario<S extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  readonly group: Group;
  /** One line, for the catalogue. */
  readonly summary: string;
  /** What many would guess, wrongly. */
  readonly guess: string;
  /** What happens instead, message by message. */
  readonly notice: readonly string[];
  /** Where that bites in real systems, and what to do about it. */
  readonly takeaway: string;
  /** Command lines worth trying, without `mq-lab`. */
  readonly examples: readonly string[];
  readonly options: S;
  /** Pure. Throws a LabError where the options do not go together. */
  build(options: OptionValues<S>): Play;
  /** Written by hand, never computed: what happens at the default options. */
  readonly expected: Expectation;
  /** What depends on how fast things go, so that two brokers may differ in it. */
  readonly timing?: readonly Section[];
  /** Why there is no message that must not arrive somewhere, where there is none. */
  readonly allArrive?: string;
}

/** The scenario at these options; what was written by hand counts only at the default ones. */
export function experimentOf<S extends OptionSpecs>(
  scenario: Scenario<S>,
  options: OptionValues<S>,
): Experiment {
  return {
    name: scenario.name,
    ...scenario.build(options),
    expected: isDeepStrictEqual(options, defaultsOf(scenario.options)) ? scenario.expected : null,
  };
}

export function defaultsOf<S extends OptionSpecs>(specs: S): OptionValues<S> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, spec.fallback]),
  ) as OptionValues<S>;
}

/** Whether the experiment restarts its broker, which nobody does to somebody else's. */
export const needsRestart = ({ steps }: Pick<Experiment, 'steps'>): boolean =>
  steps.some(({ kind }) => kind === 'restart');
