import type { BrokerMessage } from '../message.ts';

/** A message in one queue. */
export interface QueueEntry {
  readonly message: BrokerMessage;
  /** As it goes out, where the queue tells more in it than was published. */
  readonly shown?: BrokerMessage;
  /** Counts up with every arrival: a requeued message goes back to where it was. */
  readonly position: number;
  /** From 0, already cut to the queue's highest. */
  readonly priority: number;
  /** On the clock of the broker. */
  readonly expiresAt: number | undefined;
  readonly redelivered: boolean;
  /** How often it came back; quorum queues count it. */
  readonly returns: number;
}

export const shownMessage = ({ shown, message }: QueueEntry): BrokerMessage => shown ?? message;
