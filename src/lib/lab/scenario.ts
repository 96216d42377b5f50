import { isDeepStrictEqual } from 'node:util';
import type { Expectation, Experiment } from './experiment.ts';
import type { OptionSpecs, OptionValues } from './options.ts';

/** A play: what is declared, and what is done on it. */
export type Play = Pick<Experiment, 'topology' | 'steps'>;

/** One entry of the catalogue. Everything that is said of its messages holds at its default options. */
export interface Scenario<S extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  readonly group: string;
  /** One line, for the catalogue. */
  readonly summary: string;
  /** Where the naive guess is wrong, and where that bites. */
  readonly notice: readonly string[];
  /** Command lines worth trying, without `mq-lab`. */
  readonly examples: readonly string[];
  readonly options: S;
  /** Pure. Throws a LabError where the options do not go together. */
  build(options: OptionValues<S>): Play;
  /** Written by hand, never computed: for each message of the default options the queues that get it. */
  readonly expected: Expectation;
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
