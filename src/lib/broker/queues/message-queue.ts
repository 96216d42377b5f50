import type { Queue as QueueDefinition } from '../../routing/topology.ts';
import type { ScheduledTask } from '../clock.ts';
import { AmqpError, resourceText } from '../errors.ts';
import type { BrokerMessage } from '../message.ts';
import type { KeptMessages } from '../store/journal.ts';
import type { QueueTypeName } from './argument-rules.ts';
import { byTag, type Consumer } from './consumer.ts';
import { Consumers } from './consumers.ts';
import type { QueueEntry } from './entry.ts';
import { Ledger } from './ledger.ts';
import { type Overflow, type QueueOptions, queueOptions } from './options.ts';
import type { BrokerQueue, DeathReason, QueueHost, QueueSetup } from './queue.ts';
import { ReadyList } from './ready-list.ts';

/** A classic queue. Quorum queues build on it. */
export class MessageQueue implements BrokerQueue {
  readonly type: QueueTypeName = 'classic';
  readonly definition: QueueDefinition;
  readonly owner: object | undefined;
  protected readonly host: QueueHost;
  protected readonly options: QueueOptions;
  protected readonly consumers: Consumers;
  readonly #ledger: Ledger;
  #ready: ReadyList;
  /** What is out, with the consumer that holds it; none where it went by basic.get. */
  readonly #held = new Map<QueueEntry, Consumer | undefined>();
  #nextPosition = 0;
  #hadConsumers = false;
  #dispatching = false;
  #closed = false;
  #ttlTimer: ScheduledTask | undefined;
  #ttlDue: number | undefined;
  #expiryTimer: ScheduledTask | undefined;

  constructor({ definition, owner, host }: QueueSetup) {
    this.definition = definition;
    this.owner = owner;
    this.host = host;
    this.#ledger = new Ledger({
      memory: host.memory,
      journal: host.journalOf(definition),
      survives: (message) => this.survives(message),
      notesWhatIsOut: this.notesWhatIsOut,
    });
    this.options = queueOptions(definition.arguments);
    this.consumers = new Consumers(this.options.singleActiveConsumer, this.ordersByPriority);
    this.#ready = new ReadyList(this.options.maxPriority);
    this.touch();
  }

  get name(): string {
    return this.definition.name;
  }

  get messageCount(): number {
    return this.#ready.length;
  }

  get consumerCount(): number {
    return this.consumers.count;
  }

  publish(message: BrokerMessage, publisher?: object): boolean {
    if (this.isFullFor(message, publisher)) {
      if (this.overflow === 'reject-publish-dlx') this.host.deadLetter(this, message, 'maxlen');
      return false;
    }
    const entry = this.#entryFor(message);
    this.#ledger.came(entry);
    this.host.enqueued(this, message);
    const consumer = this.#ready.length === 0 ? this.consumers.next() : undefined;
    if (consumer) {
      this.#hand(entry, consumer);
      return true;
    }
    this.#ready.push(entry);
    const dropped = this.#dropOverflow();
    // RabbitMQ: one that overtakes others by its priority does not expire before something else happens.
    if (dropped || this.#ready.length === 1) this.#dropExpired();
    this.lengthChanged();
    return true;
  }

  addConsumer(consumer: Consumer, _usesGlobalPrefetch: boolean): void {
    if (this.takesExclusiveConsumers) this.#checkExclusive(consumer);
    this.consumers.add(consumer);
    this.#hadConsumers = true;
    this.#expiryTimer?.cancel();
  }

  removeConsumer(consumer: Consumer): void {
    if (!this.consumers.remove(consumer) || this.#closed) return;
    if (this.consumers.count > 0) return;
    if (this.definition.autoDelete && this.#hadConsumers) this.host.remove(this);
    else this.touch();
  }

  dispatch(freed?: Consumer): void {
    if (this.#dispatching || this.#closed) return;
    this.#dispatching = true;
    try {
      this.consumers.unblock(freed);
      this.#deliverReady();
    } finally {
      this.#dispatching = false;
    }
    this.lengthChanged();
  }

  #deliverReady(): void {
    this.#dropOverdue();
    while (this.#ready.length > 0) {
      const consumer = this.consumers.next();
      const entry = consumer && this.#ready.shift();
      if (!entry) return;
      this.#hand(entry, consumer);
      this.#dropExpired();
    }
  }

  get(noAck: boolean): QueueEntry | undefined {
    this.touch();
    this.#dropOverdue();
    const next = this.#ready.shift();
    const entry = next && this.got(next);
    if (entry && !noAck) this.#held.set(entry, undefined);
    if (entry) this.#ledger.wentOut(entry, noAck);
    this.#dropExpired();
    this.lengthChanged();
    return entry;
  }

  acknowledge(entries: readonly QueueEntry[], consumer: Consumer | undefined): void {
    for (const entry of this.#release(entries, consumer)) this.#ledger.left(entry);
    this.dispatch(consumer);
  }

  requeue(entries: readonly QueueEntry[], consumer: Consumer | undefined): void {
    this.#putAllBack(this.#release(entries, consumer), (entry) => this.putBack(entry));
  }

  recover(entries: readonly QueueEntry[]): void {
    this.#putAllBack(this.#release(entries, undefined), (entry) => this.putBackAbandoned(entry));
  }

  reject(entries: readonly QueueEntry[], consumer: Consumer | undefined): void {
    const rejected = this.#release(entries, consumer);
    // RabbitMQ: a queue that is gone has no dead letters any more.
    if (this.#closed) for (const entry of rejected) this.#ledger.forgotten(entry);
    else for (const entry of rejected) this.die(entry, 'rejected');
    this.dispatch();
  }

  purge(): number {
    const count = this.#ready.length;
    for (const entry of this.#ready) this.#ledger.left(entry);
    this.#ready = new ReadyList(this.options.maxPriority);
    this.#armTtlTimer();
    this.lengthChanged();
    return count;
  }

  touch(): void {
    this.#expiryTimer?.cancel();
    const { expires } = this.options;
    if (expires === undefined || this.consumers.count > 0) return;
    this.#expiryTimer = this.host.clock.schedule(this.host.clock.now() + expires, () =>
      this.host.remove(this),
    );
  }

  close(): void {
    this.#closed = true;
    this.#expiryTimer?.cancel();
    this.#ttlTimer?.cancel();
    for (const entry of this.#ready) this.#ledger.forgotten(entry);
    this.#ready = new ReadyList(this.options.maxPriority);
    for (const consumer of byTag(this.consumers)) consumer.target.cancelled(consumer);
  }

  restart(): void {
    const all = [...this.#ready];
    for (const entry of all) if (!this.survives(entry.message)) this.#ledger.forgotten(entry);
    this.#ready = new ReadyList(this.options.maxPriority);
    this.#ready.insertAll(all.filter(({ message }) => this.survives(message)));
    this.touch();
    this.#dropExpired();
  }

  restore(kept: KeptMessages): void {
    this.#nextPosition = kept.nextPosition;
    this.#ready.insertAll(this.#ledger.restored(kept, (entry) => this.restored(entry, kept)));
    this.#dropOverflow();
    this.#dropExpired();
    this.lengthChanged();
  }

  peek(): readonly QueueEntry[] {
    return [...this.#ready];
  }

  /** `queue 'q' in vhost '/'`. */
  protected get resource(): string {
    return resourceText('queue', this.name, this.host.virtualHost);
  }

  /** The place behind all others. */
  protected takePosition(): number {
    return this.#nextPosition++;
  }

  /** Whether what comes back goes to consumers before the queue looks at its limits. */
  protected get deliversBeforeDropping(): boolean {
    return false;
  }

  /** Whether consumers of a higher priority come first. */
  protected get ordersByPriority(): boolean {
    return true;
  }

  protected get overflow(): Overflow {
    return this.options.overflow;
  }

  /** Whether a consumer may ask to be the only one; else the wish is passed over. */
  protected get takesExclusiveConsumers(): boolean {
    return true;
  }

  /** Whether a message outlives a restart. */
  protected survives(message: BrokerMessage): boolean {
    return message.isPersistent;
  }

  /** Whether it is known even after an end without a word what was out. */
  protected get notesWhatIsOut(): boolean {
    return false;
  }

  /**
   * A kept message as it becomes ready again; undefined where it died of that. RabbitMQ: where the end before came without
   * a word, any of them may have been out.
   */
  protected restored(entry: QueueEntry, { wentOut, endedWell }: KeptMessages): QueueEntry | undefined {
    return endedWell && !wentOut(entry) ? entry : { ...entry, redelivered: true };
  }

  /** The entry as basic.get shows it. */
  protected got(entry: QueueEntry): QueueEntry {
    return entry;
  }

  /** A message that a consumer gave back, as it becomes ready again; undefined where it died of that. */
  protected putBack(entry: QueueEntry): QueueEntry | undefined {
    return { ...entry, redelivered: true };
  }

  /** The same for one whose consumer is gone. */
  protected putBackAbandoned(entry: QueueEntry): QueueEntry | undefined {
    return this.putBack(entry);
  }

  protected die(entry: QueueEntry, reason: DeathReason): void {
    this.host.deadLetter(this, entry.message, reason);
    this.#ledger.left(entry);
  }

  /** Whether the queue refuses the message. */
  protected isFullFor(message: BrokerMessage, _publisher: object | undefined): boolean {
    if (this.overflow === 'drop-head') return false;
    const { maxLength, maxLengthBytes } = this.options;
    return this.#ready.length + 1 > maxLength || this.#ready.bytes + message.bodySize > maxLengthBytes;
  }

  /** After messages came or went. */
  protected lengthChanged(): void {}

  /** Whether more is ready than this part of the limits. */
  protected isOver(part: number): boolean {
    const { maxLength, maxLengthBytes } = this.options;
    return (
      this.#ready.length > Math.trunc(maxLength * part) ||
      this.#ready.bytes > Math.trunc(maxLengthBytes * part)
    );
  }

  /** For each message that is out the consumer that holds it, none where it went by basic.get. */
  protected holders(): Iterable<Consumer | undefined> {
    return this.#held.values();
  }

  #entryFor(message: BrokerMessage): QueueEntry {
    return {
      message,
      position: this.takePosition(),
      priority: this.#priorityOf(message),
      expiresAt: this.#expiryOf(message),
      redelivered: false,
      returns: 0,
    };
  }

  #priorityOf(message: BrokerMessage): number {
    const { maxPriority } = this.options;
    if (maxPriority === 0 || !message.has('priority')) return 0;
    return Math.min(message.properties.priority ?? 0, maxPriority);
  }

  #expiryOf(message: BrokerMessage): number | undefined {
    const { messageTtl } = this.options;
    const expiration = message.has('expiration') ? message.properties.expiration : undefined;
    if (expiration === undefined && messageTtl === undefined) return undefined;
    const ttl = Math.min(
      messageTtl ?? Number.POSITIVE_INFINITY,
      Number(expiration ?? Number.POSITIVE_INFINITY),
    );
    return this.host.clock.now() + ttl;
  }

  #hand(entry: QueueEntry, consumer: Consumer): void {
    if (!consumer.noAck) this.#held.set(entry, consumer);
    this.#ledger.wentOut(entry, consumer.noAck);
    this.consumers.served(consumer);
    consumer.take(entry);
  }

  /** The entries that were still out, no longer counted against anybody. */
  #release(entries: readonly QueueEntry[], consumer: Consumer | undefined): QueueEntry[] {
    if (consumer) consumer.unacknowledged -= entries.length;
    return entries.filter((entry) => this.#held.delete(entry));
  }

  #checkExclusive(consumer: Consumer): void {
    const alone = this.consumers.count === 0 && !this.options.singleActiveConsumer;
    if (this.consumers.hasExclusive || (consumer.exclusive && !alone)) {
      throw new AmqpError('ACCESS_REFUSED', `${this.resource} in exclusive use`);
    }
  }

  #putAllBack(entries: readonly QueueEntry[], putBack: (entry: QueueEntry) => QueueEntry | undefined): void {
    if (this.#closed) {
      for (const entry of entries) this.#ledger.forgotten(entry);
      return;
    }
    this.#ready.insertAll(
      entries.flatMap((before) => {
        const entry = putBack(before);
        if (entry) this.#ledger.cameBack(before, entry);
        return entry ?? [];
      }),
    );
    if (!this.deliversBeforeDropping) this.#dropOverflow();
    this.#dropExpired();
    this.dispatch();
    if (this.deliversBeforeDropping) this.#dropOverflow();
  }

  /** Whether something had to go. */
  #dropOverflow(): boolean {
    if (this.overflow !== 'drop-head') return false;
    const { maxLength, maxLengthBytes } = this.options;
    let dropped = false;
    while (this.#ready.length > maxLength || this.#ready.bytes > maxLengthBytes) {
      const entry = this.#ready.shift();
      if (!entry) break;
      this.die(entry, 'maxlen');
      dropped = true;
    }
    return dropped;
  }

  /** RabbitMQ: messages expire at the head of the queue only, so one with a long TTL holds up those behind it. */
  #dropExpired(): void {
    const now = this.host.clock.now();
    for (let head = this.#ready.peek(); head && isDue(head, now); head = this.#ready.peek()) {
      this.#ready.shift();
      this.die(head, 'expired');
    }
    this.#armTtlTimer();
  }

  /** Does what the timer is late with; what nobody looked at yet may be expired and still go out, as in RabbitMQ. */
  #dropOverdue(): void {
    if (this.#ttlDue !== undefined && this.#ttlDue <= this.host.clock.now()) this.#dropExpired();
  }

  #armTtlTimer(): void {
    const due = this.#ready.peek()?.expiresAt;
    if (due === this.#ttlDue || this.#closed) return;
    this.#ttlTimer?.cancel();
    this.#ttlDue = due;
    if (due === undefined) return;
    this.#ttlTimer = this.host.clock.schedule(due, () => {
      this.#ttlDue = undefined;
      this.#dropExpired();
    });
  }
}

const isDue = (entry: QueueEntry, now: number): boolean =>
  entry.expiresAt !== undefined && entry.expiresAt <= now;
