import type { BrokerInfo, LabEvent } from '../../lab/events.ts';
import type { Experiment } from '../../lab/experiment.ts';
import { type Broker, type BrokerSource, openBroker } from '../../lab/run/brokers.ts';
import { runExperiment } from '../../lab/run/runner.ts';
import { needsRestart } from '../../lab/scenario.ts';
import { reportOf } from '../../lab/verdict/report.ts';
import { judge } from '../../lab/verdict/verdict.ts';
import type { Run } from '../../render/deliveries.ts';
import { announcement } from '../announcement.ts';
import type { Io } from '../io.ts';

export interface PlayOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Told before anything is declared on a broker that is not the lab's own. */
  announce(stranger: Stranger): void;
}

/** Where an experiment is about to be played that is somebody else's. */
export interface Stranger {
  readonly experiment: Experiment;
  readonly broker: Broker;
  readonly info: BrokerInfo;
  readonly prefix: string;
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
        announce({ experiment, broker, info: event.broker, prefix: event.prefix });
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

/** Says what will be declared where. */
export const announcing =
  (io: Io): PlayOptions['announce'] =>
  ({ experiment, broker, info, prefix }) =>
    void io.stderr.write(announcement(experiment, broker, info, prefix));

/** Tells only the first of what it is told. */
export function once<T>(tell: (told: T) => void): (told: T) => void {
  let isTold = false;
  return (told) => {
    if (!isTold) tell(told);
    isTold = true;
  };
}
