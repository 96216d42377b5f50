import { groupBy } from '../group-by.ts';
import type { Method } from '../wire/methods.ts';
import { Confirms } from './confirms.ts';
import type { Connection } from './connection.ts';
import type { Broker } from './core.ts';
import { AmqpError, preconditionFailed } from './errors.ts';
import type { BrokerMessage } from './message.ts';
import { viewOf } from './message-view.ts';
import type { Consumer, DeliveryTarget } from './queues/consumer.ts';
import { type QueueEntry, shownMessage } from './queues/entry.ts';
import type { BrokerQueue } from './queues/queue.ts';
import type { Transaction } from './transaction.ts';
import type { VirtualHost } from './virtual-host.ts';

/** A message that the client has not settled. `consumer` is undefined where it came by basic.get. */
export interface Unacknowledged {
  readonly deliveryTag: number;
  readonly queue: BrokerQueue;
  readonly entry: QueueEntry;
  readonly consumer: Consumer | undefined;
}

export const byDeliveryTag = (a: Unacknowledged, b: Unacknowledged): number => a.deliveryTag - b.deliveryTag;

export interface Subscription {
  readonly consumer: Consumer;
  readonly queue: BrokerQueue;
}

/** What becomes of messages that the client is done with. */
export type Settlement = 'acknowledge' | 'requeue' | 'reject';

const SETTLED = { acknowledge: 'acknowledged', requeue: 'requeued', reject: 'rejected' } as const;

/** One channel of a connection: its consumers, what they have not acknowledged, and its modes. */
export class Channel implements DeliveryTarget {
  readonly id: number;
  readonly connection: Connection;
  readonly subscriptions = new Map<string, Subscription>();
  readonly confirms: Confirms;
  /** For consumers started from now on; 0 is no limit. */
  consumerPrefetch = 0;
  /** The queue that an empty name stands for. */
  lastDeclaredQueue = '';
  /** The consumer of direct replies, under the name that its requests carry. */
  replyConsumer: { readonly tag: string; readonly address: string } | undefined;
  /** The open transaction of a channel in tx mode. */
  transaction: Transaction | undefined;
  #unacknowledged = new Map<number, Unacknowledged>();
  #globalPrefetch = 0;
  /** What counts against the prefetch of the whole channel. */
  #volume = 0;
  #nextDeliveryTag = 1;
  #closed = false;
  /** While settled messages go back under a limit of the whole channel: whose turn comes next is decided after that. */
  #settling = false;
  #turns = 0;

  constructor(id: number, connection: Connection) {
    this.id = id;
    this.connection = connection;
    const { broker, unsentConfirms } = connection;
    this.confirms = new Confirms((method) => this.#write(method), broker.refusals, unsentConfirms);
  }

  get virtualHost(): VirtualHost {
    return this.connection.virtualHost;
  }

  get broker(): Broker {
    return this.connection.broker;
  }

  send(method: Method): void {
    this.confirms.flush();
    this.#write(method);
  }

  sendContent(method: Method, message: BrokerMessage): void {
    if (!this.#closed) this.connection.sendContent(this.id, method, message);
  }

  /** For all consumers of the channel together; 0 is no limit. */
  get globalPrefetch(): number {
    return this.#globalPrefetch;
  }

  /** RabbitMQ: whatever is not acknowledged at the start of such a limit counts against it, from basic.get too. */
  set globalPrefetch(limit: number) {
    if (limit === 0) this.#volume = 0;
    else if (this.#globalPrefetch === 0) this.#volume = this.#unacknowledged.size;
    this.#globalPrefetch = limit;
  }

  get canDeliver(): boolean {
    return !this.#closed && !this.#settling && this.connection.takesDeliveries;
  }

  /** RabbitMQ: the channel's limit also stops consumers that do not acknowledge. */
  get isWithinLimit(): boolean {
    return this.#globalPrefetch === 0 || this.#volume < this.#globalPrefetch;
  }

  deliver(consumer: Consumer, entry: QueueEntry): void {
    const subscription = this.subscriptions.get(consumer.tag);
    if (!subscription) return;
    const { queue } = subscription;
    const deliveryTag = this.#nextDeliveryTag++;
    if (!consumer.noAck) {
      this.#unacknowledged.set(deliveryTag, { deliveryTag, queue, entry, consumer });
      if (consumer.isLimitedByChannel && this.#globalPrefetch > 0) this.#volume++;
    }
    const { redelivered } = entry;
    const message = shownMessage(entry);
    this.#sendDelivery(consumer.tag, deliveryTag, redelivered, message);
    this.#tellDelivered(message, queue.name, consumer.tag, redelivered);
  }

  /** Hands over a message of basic.get. */
  deliverGot(queue: BrokerQueue, entry: QueueEntry, noAck: boolean): void {
    const deliveryTag = this.#nextDeliveryTag++;
    if (!noAck) this.#unacknowledged.set(deliveryTag, { deliveryTag, queue, entry, consumer: undefined });
    const { redelivered } = entry;
    const message = shownMessage(entry);
    this.confirms.flush();
    this.sendContent(
      {
        name: 'basic.get-ok',
        deliveryTag,
        redelivered,
        exchange: message.exchange,
        routingKey: message.routingKey,
        messageCount: queue.messageCount,
      },
      message,
    );
    this.#tellDelivered(message, queue.name, undefined, redelivered);
  }

  deliverReply(message: BrokerMessage): void {
    if (!this.replyConsumer) return;
    const { tag } = this.replyConsumer;
    this.#sendDelivery(tag, this.#nextDeliveryTag++, false, message);
    this.#tellDelivered(message, undefined, tag, false);
  }

  /** The queue is gone. The client is told after what it is being answered at this moment. */
  cancelled(consumer: Consumer): void {
    this.subscriptions.delete(consumer.tag);
    if (!this.connection.can('consumer_cancel_notify')) return;
    queueMicrotask(() => this.send({ name: 'basic.cancel', consumerTag: consumer.tag, noWait: true }));
  }

  /**
   * The unsettled messages that a tag means, in order of delivery, no longer counted. Throws PRECONDITION_FAILED for
   * a tag that is not outstanding; `multiple` with 0 is all there are.
   */
  take(deliveryTag: number, multiple: boolean): Unacknowledged[] {
    if (multiple && deliveryTag === 0) return this.takeAll();
    const last = this.#unacknowledged.get(deliveryTag);
    if (!last) throw preconditionFailed(`unknown delivery tag ${BigInt(deliveryTag)}`);
    const taken: Unacknowledged[] = [];
    if (!multiple) taken.push(last);
    else {
      for (const unacknowledged of this.#unacknowledged.values()) {
        taken.push(unacknowledged);
        if (unacknowledged === last) break;
      }
    }
    for (const { deliveryTag: tag } of taken) this.#unacknowledged.delete(tag);
    return taken;
  }

  takeAll(): Unacknowledged[] {
    const taken = [...this.#unacknowledged.values()];
    this.#unacknowledged = new Map();
    return taken;
  }

  /** Puts messages back among the unsettled: a transaction was rolled back. */
  untake(taken: readonly Unacknowledged[]): void {
    const all = [...this.#unacknowledged.values(), ...taken];
    all.sort(byDeliveryTag);
    this.#unacknowledged = new Map(all.map((unacknowledged) => [unacknowledged.deliveryTag, unacknowledged]));
  }

  settle(taken: readonly Unacknowledged[], settlement: Settlement): void {
    this.#settling = this.#globalPrefetch > 0;
    if (this.#volume > 0) this.#volume -= taken.filter(({ consumer }) => consumer).length;
    try {
      this.virtualHost.buryAfter(() => {
        for (const [queue, consumer, entries] of byQueueAndConsumer(taken)) {
          if (this.broker.events.wanted) this.#tellSettled(queue, settlement, entries);
          queue[settlement](entries, consumer);
        }
      });
    } finally {
      this.#settling = false;
    }
    if (this.#globalPrefetch > 0) this.dispatchAll();
  }

  /**
   * Lets the queues of this channel's consumers go on: a limit moved, or the socket took what was waiting. RabbitMQ:
   * any of them may be the first, so that none starves under a limit of the whole channel.
   */
  dispatchAll(): void {
    const queues = [...new Set(Array.from(this.subscriptions.values(), ({ queue }) => queue))];
    const first = this.#turns++ % Math.max(queues.length, 1);
    for (const queue of [...queues.slice(first), ...queues.slice(0, first)]) queue.dispatch();
  }

  /** Ends the channel: its consumers go, and what they did not acknowledge is ready again. */
  close(): void {
    if (this.#closed) return;
    this.confirms.flush();
    this.#closed = true;
    if (this.replyConsumer) this.broker.replies.delete(this.replyConsumer.address);
    const queues = new Set<BrokerQueue>();
    for (const { consumer, queue } of this.subscriptions.values()) {
      queue.removeConsumer(consumer);
      queues.add(queue);
    }
    this.subscriptions.clear();
    // RabbitMQ: what a transaction settled but did not commit is given back too.
    if (this.transaction) this.untake(this.transaction.settled.flatMap(({ taken }) => taken));
    this.transaction?.end();
    const byQueue = groupBy(this.takeAll(), ({ queue }) => queue);
    for (const [queue, taken] of byQueue) {
      queue.recover(taken.map(({ entry }) => entry));
      queues.delete(queue);
    }
    for (const queue of queues) queue.dispatch();
  }

  /** The queue with this name, an empty name being the last one declared here. Throws NOT_FOUND, RESOURCE_LOCKED. */
  queue(name: string): BrokerQueue {
    const queue = this.virtualHost.existingQueue(this.queueName(name));
    this.connection.checkAccess(queue);
    return queue;
  }

  queueName(name: string): string {
    if (name !== '') return name;
    if (this.lastDeclaredQueue !== '') return this.lastDeclaredQueue;
    throw new AmqpError('NOT_FOUND', 'no previously declared queue');
  }

  #sendDelivery(
    consumerTag: string,
    deliveryTag: number,
    redelivered: boolean,
    message: BrokerMessage,
  ): void {
    if (this.#closed) return;
    const { exchange, routingKey } = message;
    const delivery = { consumerTag, deliveryTag, redelivered, exchange, routingKey };
    this.connection.deliver(this.id, delivery, message);
  }

  #tellDelivered(
    message: BrokerMessage,
    queue: string | undefined,
    consumerTag: string | undefined,
    redelivered: boolean,
  ): void {
    const { events } = this.broker;
    if (!events.wanted) return;
    const { name: virtualHost } = this.virtualHost;
    events.emit({
      type: 'delivered',
      virtualHost,
      message: viewOf(message),
      queue,
      consumerTag,
      redelivered,
    });
  }

  #tellSettled(queue: BrokerQueue, settlement: Settlement, entries: readonly QueueEntry[]): void {
    this.broker.events.emit({
      type: SETTLED[settlement],
      virtualHost: this.virtualHost.name,
      queue: queue.name,
      messages: entries.map(({ message }) => viewOf(message)),
    });
  }

  #write(method: Method): void {
    if (!this.#closed) this.connection.send(this.id, method);
  }
}

/** RabbitMQ: by the names of the queues and the tags of their consumers; each message of basic.get is its own. */
function byQueueAndConsumer(
  taken: readonly Unacknowledged[],
): readonly (readonly [BrokerQueue, Consumer | undefined, QueueEntry[]])[] {
  const [only] = taken;
  if (only && taken.length === 1) return [[only.queue, only.consumer, [only.entry]]];
  const groups: [BrokerQueue, Consumer | undefined, QueueEntry[]][] = [];
  for (const [queue, ofQueue] of groupBy(taken, (unacknowledged) => unacknowledged.queue)) {
    for (const [key, rest] of groupBy(ofQueue, ({ consumer, deliveryTag }) => consumer ?? deliveryTag)) {
      const consumer = typeof key === 'number' ? undefined : key;
      groups.push([queue, consumer, rest.map(({ entry }) => entry)]);
    }
  }
  return groups.sort(([a, one], [b, other]) => compare(a.name, b.name) || compare(one?.tag, other?.tag));
}

/** What is undefined comes first. */
function compare(a = '', b = ''): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
