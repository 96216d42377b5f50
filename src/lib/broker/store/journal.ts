import type { Binding, Exchange, Queue as QueueDefinition } from '../../routing/topology.ts';
import type { QueueEntry } from '../queues/entry.ts';

/** What a broker tells whoever keeps its durable part. What is told in one turn is kept together, or not at all. */
export interface Journal {
  /** What was told last, until the next turn. */
  readonly batch: Batch;
  /** Goes up with each message that is to be kept. */
  readonly messagesTold: number;
  exchangeAdded(virtualHost: string, exchange: Exchange): void;
  exchangeRemoved(virtualHost: string, name: string): void;
  bound(virtualHost: string, binding: Binding): void;
  unbound(virtualHost: string, binding: Binding): void;
  /** The same journal for a queue that is there already. */
  queueAdded(virtualHost: string, definition: QueueDefinition): QueueJournal;
  /** With all its messages. */
  queueRemoved(virtualHost: string, name: string): void;
}

/** What happens to the messages of one queue, by their positions. */
export interface QueueJournal {
  /** A message is new, or has a new place. */
  stored(entry: QueueEntry): void;
  /** It went out, and is to be told as redelivered from now on; or it came back once more. */
  changed(position: number, state: Pick<QueueEntry, 'redelivered' | 'returns'>): void;
  gone(position: number): void;
}

/** What is written to disk in one go. */
export interface Batch {
  /** Calls back once all of it is safe on disk; never where that cannot be done. */
  whenSafe(callback: () => void): void;
}
