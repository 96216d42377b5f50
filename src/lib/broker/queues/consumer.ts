import type { FieldTable } from '../../routing/values.ts';
import type { QueueEntry } from './entry.ts';

/** What a consumer is at its start. */
export interface ConsumerOptions {
  readonly tag: string;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  /** Unacknowledged messages that it may hold, 0 for any number. */
  readonly prefetch: number;
  readonly priority: number;
  readonly arguments: FieldTable;
  /** Whether the prefetch of its whole channel holds for it. */
  readonly isLimitedByChannel: boolean;
}

/** Where a consumer's messages go: its channel. */
export interface DeliveryTarget {
  /** Whether it takes a message at all. */
  readonly canDeliver: boolean;
  /** Whether the channel's own prefetch lets another message through. */
  readonly isWithinLimit: boolean;
  deliver(consumer: Consumer, entry: QueueEntry): void;
  /** The consumer is gone without the client's doing: its queue was deleted. */
  cancelled(consumer: Consumer): void;
}

/** One subscription of a channel to a queue. */
export class Consumer implements ConsumerOptions {
  readonly tag: string;
  readonly noAck: boolean;
  readonly exclusive: boolean;
  readonly prefetch: number;
  readonly priority: number;
  readonly arguments: FieldTable;
  readonly isLimitedByChannel: boolean;
  readonly target: DeliveryTarget;
  unacknowledged = 0;

  constructor(options: ConsumerOptions, target: DeliveryTarget) {
    this.tag = options.tag;
    this.noAck = options.noAck;
    this.exclusive = options.exclusive;
    this.prefetch = options.prefetch;
    this.priority = options.priority;
    this.arguments = options.arguments;
    this.isLimitedByChannel = options.isLimitedByChannel;
    this.target = target;
  }

  get ready(): boolean {
    if (!this.noAck && this.prefetch > 0 && this.unacknowledged >= this.prefetch) return false;
    return this.target.canDeliver && (!this.isLimitedByChannel || this.target.isWithinLimit);
  }

  take(entry: QueueEntry): void {
    if (!this.noAck) this.unacknowledged++;
    this.target.deliver(this, entry);
  }
}

/** The order in which RabbitMQ tells the consumers of one channel that they are cancelled. */
export const byTag = (consumers: Iterable<Consumer>): Consumer[] =>
  [...consumers].sort((a, b) => (a.tag < b.tag ? -1 : 1));
