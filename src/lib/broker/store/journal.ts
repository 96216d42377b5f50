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
  /** It went to somebody, and that is to be known of it when it is restored. */
  wentOut(position: number): void;
  /** The same of all that are there, which are before this position. */
  allWentOut(before: number): void;
  gone(position: number): void;
}

/** What is written to disk in one go. */
export interface Batch {
  /** Calls back once all of it is safe on disk; never where that cannot be done. */
  whenSafe(callback: () => void): void;
}

/** The messages of a queue as they were kept. */
export interface KeptMessages {
  /** In order of position. */
  readonly entries: readonly QueueEntry[];
  /** Whether it went to somebody. */
  readonly wentOut: (entry: QueueEntry) => boolean;
  /** Behind all that there were. */
  readonly nextPosition: number;
  /** Whether the broker before ended in its own time, so that all is as it left it. */
  readonly endedWell: boolean;
}
