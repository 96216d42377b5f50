import { AmqpError } from '../errors.ts';
import { type BrokerMessage, withHeaders } from '../message.ts';
import type { QueueTypeName } from './argument-rules.ts';
import type { Consumer } from './consumer.ts';
import type { QueueEntry } from './entry.ts';
import { MessageQueue } from './message-queue.ts';

/** A quorum queue of one member: every message survives a restart, and one that comes back too often dies. */
export class QuorumQueue extends MessageQueue {
  override readonly type: QueueTypeName = 'quorum';
  /** Messages on their way back go before all others, in the order in which they came back. */
  #nextReturn = Number.MIN_SAFE_INTEGER;

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

  protected override get takesExclusiveConsumers(): boolean {
    return false;
  }

  protected override survives(): boolean {
    return true;
  }

  /** RabbitMQ: basic.get tells the count from the start, deliveries to consumers only once there is one. */
  protected override got(entry: QueueEntry): QueueEntry {
    return { ...entry, message: withCount(entry.message, entry.returns) };
  }

  /** RabbitMQ (3.10): without a delivery limit, what a consumer gives back goes to the end of the queue. */
  protected override putBack(entry: QueueEntry): void {
    if (Number.isFinite(this.options.deliveryLimit)) this.putBackAbandoned(entry);
    else this.insert({ ...counted(entry), position: this.takePosition() });
  }

  protected override putBackAbandoned(entry: QueueEntry): void {
    if (entry.returns + 1 > this.options.deliveryLimit) this.die(entry, 'delivery_limit');
    else this.insert({ ...counted(entry), position: this.#nextReturn++ });
  }
}

/** The entry after one more return, which its header tells. */
function counted(entry: QueueEntry): QueueEntry {
  const returns = entry.returns + 1;
  return { ...entry, message: withCount(entry.message, returns), returns, redelivered: true };
}

function withCount(message: BrokerMessage, returns: number): BrokerMessage {
  return withHeaders(message, { 'x-delivery-count': { type: 'int64', value: BigInt(returns) } });
}
