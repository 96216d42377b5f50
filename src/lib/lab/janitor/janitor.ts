import type { BrokerAddress } from '../amqp/broker-url.ts';
import { type Detached, startDetached } from './detached.ts';

/** What is to be deleted from a broker where a run cannot do that itself any more. */
export interface Leftovers {
  /** The run's prefix, which no other run has. */
  readonly run: string;
  readonly address: BrokerAddress;
  readonly exchanges: readonly string[];
  readonly queues: readonly string[];
}

/** Somebody who deletes what a run leaves behind, whatever ends this process. */
export interface Janitor {
  /** Once this resolves, that will be deleted when this process ends; what was said of the same run before holds no more. */
  mind(leftovers: Leftovers): Promise<void>;
}

/** A broker that is being restarted comes back within this. */
export const GIVES_UP_AFTER_MS = 300_000;

let detached: Detached | undefined;

/** One process for all runs of this one, started with the first that needs it. */
export const JANITOR: Janitor = {
  mind(leftovers) {
    detached ??= startDetached('sweep.js');
    return detached.tell(leftovers);
  },
};
