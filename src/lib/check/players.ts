import { LabError } from '../lab/errors.ts';
import type { BrokerInfo, LabEvent } from '../lab/events.ts';
import type { Experiment } from '../lab/experiment.ts';
import { unsupported } from '../lab/needs.ts';
import type { Broker, BrokerSupply } from '../lab/run/brokers.ts';
import type { RunOptions } from '../lab/run/run.ts';
import { runUntilFault } from '../lab/run/runner.ts';
import { MODEL, modelEvents } from './model.ts';

export interface PlayOptions extends Pick<RunOptions, 'onBlocked'> {
  /** For each file. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** A file's run has reached its broker, and has declared nothing yet. */
  readonly onConnected?: (experiment: Experiment, broker: Broker, info: BrokerInfo) => void;
}

/** Who plays experiments, several at a time. */
export interface Players {
  /** Gives what happened, and last the fault if there was one. Throws as `runUntilFault` does. */
  play(experiment: Experiment, options: PlayOptions): Promise<readonly LabEvent[]>;
  close(): Promise<void>;
}

/** The routing model by itself. */
export const MODEL_PLAYER: Players = {
  async play(experiment) {
    const unable = unsupported(experiment, MODEL);
    if (unable) throw unable;
    return modelEvents(experiment);
  },
  close: async () => {},
};

/** The broker was never there: no other file will fare better. */
export class Unreachable extends LabError {
  constructor({ failure, message, hint, cause }: LabError) {
    super(failure, message, { cause, ...(hint !== undefined && { hint }) });
  }
}

/** Each experiment on a broker of the supply. */
export function playersOn(supply: BrokerSupply): Players {
  return { play: (experiment, options) => playOn(supply, experiment, options), close: () => supply.close() };
}

async function playOn(
  supply: BrokerSupply,
  experiment: Experiment,
  { timeoutMs, signal, onConnected, onBlocked }: PlayOptions,
): Promise<readonly LabEvent[]> {
  const broker = await supply.open();
  let isConnected = false;
  const onEvent = (event: LabEvent): void => {
    if (event.kind !== 'connected') return;
    isConnected = true;
    onConnected?.(experiment, broker, event.broker);
  };
  try {
    return await runUntilFault(experiment, broker, {
      timeoutMs,
      keep: false,
      signal,
      onEvent,
      ...(onBlocked && { onBlocked }),
    });
  } catch (error) {
    const unreachable = error instanceof LabError && error.failure === 'broker' && !isConnected;
    throw unreachable ? new Unreachable(error) : error;
  } finally {
    await broker.close();
  }
}
