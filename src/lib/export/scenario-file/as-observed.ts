import type { Experiment } from '../../lab/experiment.ts';
import type { Expectation, Observed, Section } from '../../lab/observed.ts';
import { openBroker } from '../../lab/run/brokers.ts';
import { runExperiment } from '../../lab/run/runner.ts';
import { reportOf } from '../../lab/verdict/report.ts';

interface PlayOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** What depends on how fast things go, and is better not expected. */
  readonly timing?: readonly Section[];
}

/** The experiment with what the embedded broker does as its expectation. Throws a LabError where it cannot be played. */
export async function asObserved(
  experiment: Experiment,
  { timing = [], ...options }: PlayOptions,
): Promise<Experiment> {
  const broker = await openBroker({ kind: 'embedded' });
  try {
    const events = await runExperiment(experiment, broker, { ...options, keep: false });
    return { ...experiment, expected: expectationFrom(reportOf(experiment, events).observed, timing) };
  } finally {
    await broker.close();
  }
}

/** What was observed, without what depends on timing and what did not happen. */
export function expectationFrom(observed: Observed, timing: readonly Section[] = []): Expectation {
  const sections = Object.entries(observed).filter(
    ([section, seen]) => !timing.includes(section as Section) && !isNeedless(section as Section, seen),
  );
  return Object.fromEntries(sections);
}

/** What rarely happens is said only where it did. */
const isNeedless = (section: Section, seen: object): boolean =>
  ['cancelled', 'gone', 'skipped', 'empty'].includes(section) && Object.keys(seen).length === 0;
