import { AmqpError } from '../errors.ts';
import { type BrokerMessage, withHeader } from '../message.ts';
import type { KeptMessages } from '../store/journal.ts';
import type { QueueTypeName } from './argument-rules.ts';
import type { Consumer } from './consumer.ts';
import type { QueueEntry } from './entry.ts';
import { MessageQueue } from './message-queue.ts';
import type { Overflow } from './options.ts';

/** A quorum queue of one member: every message survives a restart, and one that comes back too often dies. */
export class QuorumQueue extends MessageQueue {
  override readonly type: QueueTypeName = 'quorum';
  /** Messages on their way back go before all others, in the order in which they came back. */
  #nextReturn = Number.MIN_SAFE_INTEGER;
  readonly #gate = new Gate();

  /**
   * RabbitMQ: whoever still holds messages counts as a consumer, cancelled or never one; who waits for being the
   * single active consumer does not.
   */
  override get consumerCount(): number {
    const { active, count } = this.consumers;
    const consuming = this.options.singleActiveConsumer ? Number(active !== undefined) : count;
    return consuming + this.#otherHolders();
  }

  override addConsumer(consumer: Consumer, usesGlobalPrefetch: boolean): void {
    if (usesGlobalPrefetch) {
      throw new AmqpError('NOT_IMPLEMENTED', `${this.resource} does not support global qos`);
    }
    super.addConsumer(consumer, usesGlobalPrefetch);
  }

  override get(noAck: boolean): QueueEntry | undefined {
    if (!this.options.singleActiveConsumer) return super.get(noAck);
    throw new AmqpError(
      'RESOURCE_LOCKED',
      `cannot obtain access to locked ${this.resource}. basic.get operations are not supported by quorum queues with single active consumer`,
    );
  }

  override restore(kept: KeptMessages): void {
    const returned = kept.entries.findLast(({ position }) => position < 0);
    if (returned) this.#nextReturn = returned.position + 1;
    super.restore(kept);
  }

  protected override get takesExclusiveConsumers(): boolean {
    return false;
  }

  /** RabbitMQ: those that wait for being the single active one do so in the order in which they came. */
  protected override get ordersByPriority(): boolean {
    return !this.options.singleActiveConsumer;
  }

  protected override get deliversBeforeDropping(): boolean {
    return true;
  }

  protected override survives(): boolean {
    return true;
  }

  protected override get notesWhatIsOut(): boolean {
    return true;
  }

  protected override restored(kept: QueueEntry, { wentOut }: KeptMessages): QueueEntry | undefined {
    const entry = kept.returns > 0 ? { ...kept, shown: withCount(kept.message, kept.returns) } : kept;
    return wentOut(kept) ? this.putBackAbandoned(entry) : entry;
  }

  /** RabbitMQ: `reject-publish-dlx` is none of a quorum queue's ways, and drops the head. */
  protected override get overflow(): Overflow {
    return super.overflow === 'reject-publish' ? 'reject-publish' : 'drop-head';
  }

  /** RabbitMQ: dead letters are taken even so. */
  protected override isFullFor(_message: BrokerMessage, publisher: object | undefined): boolean {
    return (
      this.overflow === 'reject-publish' &&
      publisher !== undefined &&
      !this.#gate.admits(publisher, this.isOver(1))
    );
  }

  protected override lengthChanged(): void {
    if (this.overflow !== 'reject-publish') return;
    if (this.isOver(1)) this.#gate.shut();
    else if (!this.isOver(SOFT_LIMIT)) this.#gate.open();
  }

  /** RabbitMQ: basic.get tells the count from the start, deliveries to consumers only once there is one. */
  protected override got(entry: QueueEntry): QueueEntry {
    return { ...entry, shown: withCount(entry.message, entry.returns) };
  }

  /** RabbitMQ (3.10): without a delivery limit, what a consumer gives back goes to the end of the queue. */
  protected override putBack(entry: QueueEntry): QueueEntry | undefined {
    if (Number.isFinite(this.options.deliveryLimit)) return this.putBackAbandoned(entry);
    return { ...counted(entry), position: this.takePosition() };
  }

  protected override putBackAbandoned(entry: QueueEntry): QueueEntry | undefined {
    if (entry.returns + 1 <= this.options.deliveryLimit) {
      return { ...counted(entry), position: this.#nextReturn++ };
    }
    this.die(entry, 'delivery_limit');
    return undefined;
  }

  /** Each message of basic.get is a holder of its own; so is a cancelled consumer, unless its tag is back. */
  #otherHolders(): number {
    const consuming = [...this.consumers];
    const isConsuming = ({ tag, target }: Consumer): boolean =>
      consuming.some((other) => other.tag === tag && other.target === target);
    const holders = [...this.holders()];
    const cancelled = new Set(holders.filter((holder) => holder && !isConsuming(holder)));
    return holders.filter((holder) => !holder).length + cancelled.size;
  }
}

const SOFT_LIMIT = 0.8;

/**
 * RabbitMQ: publishers are told to stop by the message that goes over the limit, so that one is still taken, and to
 * go on once a fifth of the room is free. One that comes in between knows nothing of it and may publish.
 */
class Gate {
  /** When each publisher came, in a time that goes on with every shutting. */
  readonly #arrivals = new WeakMap<object, number>();
  #now = 0;
  #shutAt = -1;

  admits(publisher: object, full: boolean): boolean {
    let arrival = this.#arrivals.get(publisher);
    if (arrival === undefined) {
      arrival = full ? this.#shutAt : this.#now;
      this.#arrivals.set(publisher, arrival);
    }
    return arrival > this.#shutAt;
  }

  shut(): void {
    this.#shutAt = this.#now++;
  }

  open(): void {
    this.#shutAt = -1;
  }
}

/** The entry after one more return, which its header tells. */
function counted(entry: QueueEntry): QueueEntry {
  const returns = entry.returns + 1;
  return { ...entry, shown: withCount(entry.message, returns), returns, redelivered: true };
}

function withCount(message: BrokerMessage, returns: number): BrokerMessage {
  return withHeader(message, 'x-delivery-count', { type: 'int64', value: BigInt(returns) });
}
