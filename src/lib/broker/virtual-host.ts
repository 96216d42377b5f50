import { type RoutingStep, route } from '../routing/route.ts';
import { RoutingTable } from '../routing/routing-table.ts';
import {
  type Binding,
  type Exchange,
  isPredeclared,
  type Queue as QueueDefinition,
} from '../routing/topology.ts';
import type { Clock } from './clock.ts';
import { AmqpError, notFound, preconditionFailed } from './errors.ts';
import type { BrokerEvents } from './events.ts';
import type { Limits } from './limits.ts';
import type { Memory } from './memory.ts';
import type { BrokerMessage } from './message.ts';
import { viewOf } from './message-view.ts';
import { closesCycle, deadLettered } from './queues/dead-letter.ts';
import { deadLetterOptions } from './queues/options.ts';
import type { BrokerQueue, DeathReason, QueueHost } from './queues/queue.ts';
import type { Journal, QueueJournal } from './store/journal.ts';

/** What all virtual hosts of a broker share. */
interface VirtualHostSetup {
  readonly events: BrokerEvents;
  readonly memory: Memory;
  readonly limits: Limits;
  /** Where what is durable is kept; undefined where all is in memory alone. */
  readonly journal: Journal | undefined;
}

/** Exchanges, queues and bindings under one name, apart from those of other virtual hosts. */
export class VirtualHost implements QueueHost {
  readonly name: string;
  readonly clock: Clock;
  readonly table: RoutingTable;
  readonly events: BrokerEvents;
  readonly memory: Memory;
  /** Open connections to it. */
  connectionCount = 0;
  readonly #limits: Limits;
  readonly #journal: Journal | undefined;
  readonly #queues = new Map<string, BrokerQueue>();
  /** In the order in which they happened, not yet published to a dead-letter exchange. */
  #deaths: { readonly queue: BrokerQueue; readonly message: BrokerMessage; readonly reason: DeathReason }[] =
    [];
  /** Under way, and to be over before anything is buried. */
  #tasks = 0;
  /** RabbitMQ: bindings that a restart takes away are not missed by an auto-delete exchange. */
  #restarting = false;

  constructor(name: string, clock: Clock, { events, memory, limits, journal }: VirtualHostSetup) {
    this.name = name;
    this.clock = clock;
    this.events = events;
    this.memory = memory;
    this.#limits = limits;
    this.#journal = journal;
    this.table = RoutingTable.from({ exchanges: [], queues: [], bindings: [] });
  }

  get virtualHost(): string {
    return this.name;
  }

  exchange(name: string): Exchange | undefined {
    return this.table.exchange(name);
  }

  addExchange(exchange: Exchange): void {
    this.table.addExchange(exchange);
    if (exchange.durable) this.#journal?.exchangeAdded(this.name, exchange);
    if (this.events.wanted) this.events.emit({ type: 'exchange-declared', virtualHost: this.name, exchange });
  }

  /** Deletes the exchange with its bindings, and the auto-delete exchanges whose last binding that was. */
  deleteExchange(name: string): void {
    const durable = this.exchange(name)?.durable;
    const removed = this.table.removeExchange(name);
    if (durable) this.#journal?.exchangeRemoved(this.name, name);
    for (const binding of removed) this.#journal?.unbound(this.name, binding);
    if (this.events.wanted) {
      this.events.emit({ type: 'exchange-deleted', virtualHost: this.name, exchange: name });
    }
    this.#autoDeleteSourcesOf(removed);
  }

  queue(name: string): BrokerQueue | undefined {
    return this.#queues.get(name);
  }

  /** Throws NOT_FOUND. */
  existingQueue(name: string): BrokerQueue {
    const queue = this.#queues.get(name);
    if (!queue) throw notFound('queue', name, this.name);
    return queue;
  }

  queues(): BrokerQueue[] {
    return [...this.#queues.values()];
  }

  /** Throws PRECONDITION_FAILED where no queue may be added. */
  checkRoomFor(queue: string): void {
    const { maxQueues } = this.#limits;
    if (this.#queues.size < maxQueues) return;
    throw preconditionFailed(
      `cannot declare queue '${queue}': queue limit in vhost '${this.name}' (${maxQueues}) is reached`,
    );
  }

  /** Throws NOT_ALLOWED where nobody may connect any more. */
  checkRoomForConnection(user: string): void {
    const { maxConnections } = this.#limits;
    if (this.connectionCount < maxConnections) return;
    throw new AmqpError(
      'NOT_ALLOWED',
      `access to vhost '${this.name}' refused for user '${user}': connection limit (${maxConnections}) is reached`,
    );
  }

  addQueue(queue: BrokerQueue): void {
    this.#queues.set(queue.name, queue);
    this.table.addQueue(queue.name);
    if (this.events.wanted) {
      this.events.emit({ type: 'queue-declared', virtualHost: this.name, queue: queue.definition });
    }
  }

  /** Deletes the queue with its messages and bindings; its consumers are told. */
  remove(queue: BrokerQueue): void {
    if (this.#queues.get(queue.name) !== queue) return;
    this.#queues.delete(queue.name);
    const removed = this.table.removeQueue(queue.name);
    if (queue.definition.durable) this.#journal?.queueRemoved(this.name, queue.name);
    for (const binding of removed) this.#journal?.unbound(this.name, binding);
    queue.close();
    if (this.events.wanted) {
      this.events.emit({ type: 'queue-deleted', virtualHost: this.name, queue: queue.name });
    }
    this.#autoDeleteSourcesOf(removed);
  }

  bind(binding: Binding): void {
    if (!this.table.bind(binding)) return;
    if (this.#isDurable(binding)) this.#journal?.bound(this.name, binding);
    if (this.events.wanted) this.events.emit({ type: 'bound', virtualHost: this.name, binding });
  }

  /** Does nothing where there is no such binding. The last one of an auto-delete exchange takes that along. */
  unbind(binding: Binding): void {
    if (!this.table.unbind(binding)) return;
    this.#journal?.unbound(this.name, binding);
    if (this.events.wanted) this.events.emit({ type: 'unbound', virtualHost: this.name, binding });
    this.#autoDeleteSourcesOf([binding]);
  }

  /** The names of the queues that a message is for. */
  route(message: BrokerMessage): readonly string[] {
    if (!this.events.wanted) return route(this.table, message);
    const tried: RoutingStep[] = [];
    const queues = route(this.table, message, (step) => tried.push(step));
    this.events.emit({ type: 'routed', virtualHost: this.name, message: viewOf(message), queues, tried });
    return queues;
  }

  /** Those of the queues that there are. */
  found(names: readonly string[]): BrokerQueue[] {
    const found: BrokerQueue[] = [];
    for (const name of names) {
      const queue = this.#queues.get(name);
      if (queue) found.push(queue);
    }
    return found;
  }

  /** Puts the message into these queues; returns those that refuse it for being full. */
  enqueue(message: BrokerMessage, queues: readonly BrokerQueue[], publisher: object): readonly BrokerQueue[] {
    const refusing: BrokerQueue[] = [];
    this.buryAfter(() => {
      for (const queue of queues) if (!queue.publish(message, publisher)) refusing.push(queue);
    });
    return refusing;
  }

  /** What dies in the task is dead-lettered after it: RabbitMQ's queues hear of that after what they are told now. */
  buryAfter(task: () => void): void {
    this.#during(task);
    this.#bury();
  }

  #during(task: () => void): void {
    this.#tasks++;
    try {
      task();
    } finally {
      this.#tasks--;
    }
  }

  deadLetter(queue: BrokerQueue, message: BrokerMessage, reason: DeathReason): void {
    this.#deaths.push({ queue, message, reason });
    this.#bury();
  }

  #bury(): void {
    while (this.#tasks === 0 && this.#deaths.length > 0) {
      const deaths = this.#deaths;
      this.#deaths = [];
      this.#during(() => {
        for (const { queue, message, reason } of deaths) this.#publishDead(queue, message, reason);
      });
    }
  }

  #publishDead(queue: BrokerQueue, message: BrokerMessage, reason: DeathReason): void {
    const { exchange } = deadLetterOptions(queue.definition.arguments);
    const exists = exchange !== undefined && this.exchange(exchange) !== undefined;
    const targets = exists ? this.#deadLetterTo(exchange, queue, message, reason) : [];
    if (!this.events.wanted) return;
    const died = { virtualHost: this.name, message: viewOf(message), queue: queue.name, reason };
    if (!exists || targets.length === 0) this.events.emit({ type: 'dropped', ...died });
    else {
      const queues = targets.map(({ name }) => name);
      this.events.emit({ type: 'dead-lettered', ...died, exchange, queues });
    }
  }

  journalOf(definition: QueueDefinition): QueueJournal | undefined {
    return definition.durable ? this.#journal?.queueAdded(this.name, definition) : undefined;
  }

  enqueued(queue: BrokerQueue, message: BrokerMessage): void {
    if (!this.events.wanted) return;
    const { name } = queue;
    this.events.emit({ type: 'enqueued', virtualHost: this.name, message: viewOf(message), queue: name });
  }

  /** What a restart leaves: durable exchanges and queues, the bindings between them, persistent messages. */
  restart(): void {
    this.#restarting = true;
    try {
      for (const queue of this.queues()) {
        if (queue.definition.durable) queue.restart();
        else this.remove(queue);
      }
      for (const exchange of this.table.exchanges()) {
        if (!exchange.durable) this.deleteExchange(exchange.name);
      }
    } finally {
      this.#restarting = false;
    }
  }

  /** Ends every queue's timers. */
  close(): void {
    for (const queue of this.queues()) queue.close();
  }

  /** Exchanges, queues and bindings as they stand, without the predeclared exchanges. */
  topology(): { exchanges: Exchange[]; queues: QueueDefinition[]; bindings: Binding[] } {
    const exchanges = this.table.exchanges();
    return {
      exchanges: exchanges.filter(({ name }) => !isPredeclared(name)),
      queues: this.queues().map(({ definition }) => definition),
      bindings: exchanges.flatMap(({ name }) => this.table.bindingsFrom(name)),
    };
  }

  #deadLetterTo(
    exchange: string,
    queue: BrokerQueue,
    message: BrokerMessage,
    reason: DeathReason,
  ): BrokerQueue[] {
    const dead = deadLettered(message, {
      queue: queue.name,
      reason,
      time: this.clock.now(),
      deadLetterExchange: exchange,
      deadLetterRoutingKey: deadLetterOptions(queue.definition.arguments).routingKey,
    });
    const names = this.route(dead).filter((name) => reason === 'rejected' || !closesCycle(dead, name));
    const targets = this.found(names);
    for (const target of targets) target.publish(dead);
    return targets;
  }

  /** RabbitMQ: a binding is as durable as its two ends. */
  #isDurable({ source, destinationType, destination }: Binding): boolean {
    const end =
      destinationType === 'queue' ? this.queue(destination)?.definition : this.exchange(destination);
    return this.exchange(source)?.durable === true && end?.durable === true;
  }

  #autoDeleteSourcesOf(bindings: readonly Binding[]): void {
    if (this.#restarting) return;
    for (const source of new Set(bindings.map((binding) => binding.source))) {
      if (this.exchange(source)?.autoDelete && this.table.bindingsFrom(source).length === 0) {
        this.deleteExchange(source);
      }
    }
  }
}
