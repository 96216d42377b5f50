import { AmqpError, resourceText } from '../errors.ts';
import { withHeaders } from '../message.ts';
import type { QueueTypeName } from './argument-rules.ts';
import type { Consumer } from './consumer.ts';
import type { QueueEntry } from './entry.ts';
import { MessageQueue } from './message-queue.ts';

/** A quorum queue of one member: every message survives a restart, and one that comes back too often dies. */
export class QuorumQueue extends MessageQueue {
  override readonly type: QueueTypeName = 'quorum';

  override addConsumer(consumer: Consumer, usesGlobalPrefetch: boolean): void {
    const queue = resourceText('queue', this.name, this.host.virtualHost);
    if (usesGlobalPrefetch) throw new AmqpError('NOT_IMPLEMENTED', `${queue} does not support global qos`);
    super.addConsumer(consumer, usesGlobalPrefetch);
  }

  override get(noAck: boolean): QueueEntry | undefined {
    if (!this.options.singleActiveConsumer) return super.get(noAck);
    const queue = resourceText('queue', this.name, this.host.virtualHost);
    throw new AmqpError(
      'RESOURCE_LOCKED',
      `cannot obtain access to locked ${queue}. basic.get operations are not supported by quorum queues with single active consumer`,
    );
  }

  protected override survives(): boolean {
    return true;
  }

  protected override putBack(entry: QueueEntry): void {
    const returns = entry.returns + 1;
    if (returns > this.options.deliveryLimit) {
      this.die(entry, 'delivery_limit');
      return;
    }
    const count = { type: 'int64', value: BigInt(returns) } as const;
    const message = withHeaders(entry.message, { 'x-delivery-count': count });
    this.insert({ ...entry, message, returns, redelivered: true });
  }
}
