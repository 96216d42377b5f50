import { parentPort } from 'node:worker_threads';
import { type Fault, faultOf, LabError } from '../lab/errors.ts';
import type { LabEvent } from '../lab/events.ts';
import type { Experiment } from '../lab/experiment.ts';
import { Unplayable } from '../lab/needs.ts';
import { openSupply, QUIETLY } from '../lab/run/brokers.ts';
import { playersOn } from './players.ts';

/** What the thread is to play. */
export interface Task {
  readonly id: number;
  readonly experiment: Experiment;
  readonly timeoutMs: number;
}

/** What came of it. */
export type Told = { readonly id: number } & (
  | { readonly kind: 'played'; readonly events: readonly LabEvent[] }
  | { readonly kind: 'failed' | 'unplayable'; readonly fault: Fault }
);

/** Only the end of the thread ends a run early. */
const { signal } = new AbortController();
const players = playersOn(await openSupply({ kind: 'embedded' }, QUIETLY));

parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await played(task)));

async function played({ id, experiment, timeoutMs }: Task): Promise<Told> {
  try {
    return { id, kind: 'played', events: await players.play(experiment, { timeoutMs, signal }) };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { id, kind: error instanceof Unplayable ? 'unplayable' : 'failed', fault: faultOf(error) };
  }
}
