import { errorOf, LabError, worstOf } from './errors.ts';
import type { BrokerInfo } from './events.ts';
import type { Experiment } from './experiment.ts';
import { footprintOf } from './footprint.ts';
import { Unplayable } from './needs.ts';
import type { Observed } from './observed.ts';
import type { Broker, BrokerSupply } from './run/brokers.ts';
import { unplayable } from './run/playable.ts';
import type { RunOptions } from './run/run.ts';
import { runUntilFault } from './run/runner.ts';
import { defaultsOf, experimentOf, needsRestart, type Scenario } from './scenario.ts';
import { reportOf } from './verdict/report.ts';
import { observedDifferences, type SectionProblem } from './verdict/sections.ts';
import { judge, type Problem } from './verdict/verdict.ts';

/** What became of one scenario at its default options. */
export type Verification = {
  readonly scenario: Scenario;
  /** Real time. */
  readonly ms: number;
} & (
  | { readonly outcome: 'skipped'; readonly reason: string }
  | {
      readonly outcome: 'passed' | 'failed';
      /** One on each broker, in order. */
      readonly runs: readonly Played[];
      /** Where the second broker did otherwise than the first, whose part is `expected`. */
      readonly differences: readonly SectionProblem[];
    }
);

/** One scenario on one broker. */
export interface Played {
  readonly broker: BrokerInfo;
  readonly problems: readonly Problem[];
  /** What ended it without a verdict. */
  readonly error: LabError | null;
  /** Null where it did not get to its end. */
  readonly observed: Observed | null;
}

export interface VerifyOptions extends Pick<RunOptions, 'onBlocked'> {
  /** How many scenarios are played at a time. */
  readonly concurrency: number;
  /** For each run. */
  readonly timeoutMs: number;
  /** Ends everything with its reason. */
  readonly signal: AbortSignal;
  readonly onStart?: (scenario: Scenario) => void;
  readonly onEnd?: (scenario: Scenario) => void;
  /** A run has reached its broker, and has declared nothing yet. */
  readonly onConnected?: (broker: Broker, info: BrokerInfo) => void;
  /** Called in the scenarios' order: a result waits for those before it. */
  readonly onResult?: (result: Verification) => void;
}

/**
 * Plays every scenario on every broker and judges what happened; those that may disturb others come last, one by one.
 * Throws a LabError where a broker cannot be reached, or what the signal says, once all that ran has been cleaned up.
 */
export async function verify(
  scenarios: readonly Scenario[],
  brokers: readonly Pick<BrokerSupply, 'open'>[],
  options: VerifyOptions,
): Promise<Verification[]> {
  const fault = new AbortController();
  const signal = AbortSignal.any([options.signal, fault.signal]);
  const results = new Map<Scenario, Verification>();
  const failures: unknown[] = [];
  const tell = inOrder(scenarios, results, options.onResult);
  const work = async (queue: Iterable<Scenario>): Promise<void> => {
    for (const scenario of queue) {
      if (signal.aborted) return;
      options.onStart?.(scenario);
      try {
        results.set(scenario, await verifyOne(scenario, brokers, { ...options, signal }));
        options.onEnd?.(scenario);
        tell();
      } catch (error) {
        failures.push(error);
        fault.abort(error);
      }
    }
  };
  const sideBySide = scenarios.filter((scenario) => !disturbs(scenario)).values();
  await Promise.all(Array.from({ length: options.concurrency }, () => work(sideBySide)));
  await work(scenarios.filter(disturbs));
  if (signal.aborted) throw worstOf(signal.reason, failures);
  return scenarios.flatMap((scenario) => results.get(scenario) ?? []);
}

/** Whether others that run on the same broker would notice. */
function disturbs(scenario: Scenario): boolean {
  const experiment = atDefaults(scenario);
  return needsRestart(experiment) || footprintOf(experiment).shared.length > 0;
}

const atDefaults = (scenario: Scenario): Experiment => experimentOf(scenario, defaultsOf(scenario.options));

async function verifyOne(
  scenario: Scenario,
  supplies: readonly Pick<BrokerSupply, 'open'>[],
  options: VerifyOptions,
): Promise<Verification> {
  const startedAt = performance.now();
  const experiment = atDefaults(scenario);
  const brokers: Broker[] = [];
  try {
    for (const supply of supplies) brokers.push(await supply.open());
    const [unable] = brokers.flatMap((broker) => unplayable(experiment, broker) ?? []);
    const end = () => ({ scenario, ms: performance.now() - startedAt });
    if (unable) return { ...end(), outcome: 'skipped', reason: unable.message };
    const runs: Played[] = [];
    for (const broker of brokers) {
      const played = await playOn(broker, experiment, options);
      if (played instanceof Unplayable) return { ...end(), outcome: 'skipped', reason: played.message };
      runs.push(played);
    }
    const differences = differencesOf(runs, scenario);
    const passed =
      differences.length === 0 && runs.every(({ problems, error }) => problems.length === 0 && !error);
    return { ...end(), outcome: passed ? 'passed' : 'failed', runs, differences };
  } finally {
    await Promise.all(brokers.map((broker) => broker.close()));
  }
}

async function playOn(
  broker: Broker,
  experiment: Experiment,
  { timeoutMs, signal, onConnected, onBlocked }: VerifyOptions,
): Promise<Played | Unplayable> {
  let info: BrokerInfo | undefined;
  try {
    const events = await runUntilFault(experiment, broker, {
      timeoutMs,
      keep: false,
      signal,
      ...(onBlocked && { onBlocked }),
      onEvent: (event) => {
        if (event.kind !== 'connected') return;
        info = event.broker;
        onConnected?.(broker, info);
      },
    });
    const report = reportOf(experiment, events);
    const { problems } = judge(experiment, report);
    const error = report.fault && errorOf(report.fault);
    return { broker: report.broker, problems, error, observed: report.complete ? report.observed : null };
  } catch (error) {
    if (error instanceof Unplayable) return error;
    // Who could not even connect will not fare better with the next scenario.
    if (!info || signal.aborted || !(error instanceof LabError)) throw error;
    return { broker: info, problems: [], error, observed: null };
  }
}

function differencesOf([one, other]: readonly Played[], { timing }: Scenario): readonly SectionProblem[] {
  if (!one?.observed || !other?.observed) return [];
  return observedDifferences(one.observed, other.observed, timing);
}

function inOrder(
  scenarios: readonly Scenario[],
  results: ReadonlyMap<Scenario, Verification>,
  onResult: VerifyOptions['onResult'],
): () => void {
  const waiting = [...scenarios];
  return () => {
    for (let first = waiting[0]; first && results.has(first); first = waiting[0]) {
      waiting.shift();
      onResult?.(results.get(first) as Verification);
    }
  };
}
