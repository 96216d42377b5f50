import type { LabEvent } from '../../lab/events.ts';
import type { Experiment } from '../../lab/experiment.ts';
import { type BrokerSource, openBroker } from '../../lab/run/brokers.ts';
import { runExperiment } from '../../lab/run/runner.ts';
import { needsRestart } from '../../lab/scenario.ts';
import { reportOf } from '../../lab/verdict/report.ts';
import { judge } from '../../lab/verdict/verdict.ts';
import type { Run } from '../../render/deliveries.ts';
import { announcement } from '../announcement.ts';

export interface PlayOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told before the first thing is declared on a broker that is not the lab's own. */
  announce(text: string): void;
}

/** Plays the experiment and gives all that can be said of it. Throws as `runExperiment` does. */
export async function playRun(
  experiment: Experiment,
  source: BrokerSource,
  { timeoutMs, signal, announce }: PlayOptions,
): Promise<Run> {
  const broker = await openBroker(source);
  try {
    const onEvent = (event: LabEvent): void => {
      if (event.kind === 'connected' && event.prefix !== '')
        announce(announcement(experiment, broker, event.broker, event.prefix));
    };
    const events = await runExperiment(experiment, broker, { timeoutMs, keep: false, signal, onEvent });
    const report = reportOf(experiment, events);
    return { experiment, events, report, verdict: judge(experiment, report) };
  } finally {
    await broker.close();
  }
}

/** Where it can be played: nobody restarts somebody else's broker. */
export const playableSource = (experiment: Experiment, source: BrokerSource): BrokerSource =>
  needsRestart(experiment) ? { kind: 'embedded' } : source;

/** Tells only the first of what it is told. */
export function once(tell: (text: string) => void): (text: string) => void {
  let isTold = false;
  return (text) => {
    if (!isTold) tell(text);
    isTold = true;
  };
}
