import { bindingIdentity } from '../../routing/routing-table.ts';
import type { Binding, Exchange, Queue as QueueDefinition } from '../../routing/topology.ts';
import type { QueueEntry } from '../queues/entry.ts';
import type { Database } from './database.ts';
import type { Batch, Journal, QueueJournal } from './journal.ts';
import {
  bindingKey,
  bindingRecord,
  entityKey,
  exchangeRecord,
  KIND,
  messageRecord,
  positionKey,
  queueRange,
  queueRecord,
  stateRecord,
} from './records.ts';

/** What is known of the folder when the journal begins. */
export interface Kept {
  readonly queues: readonly {
    readonly virtualHost: string;
    readonly id: number;
    readonly definition: QueueDefinition;
  }[];
  readonly bindings: readonly {
    readonly virtualHost: string;
    readonly id: number;
    readonly binding: Binding;
  }[];
}

/**
 * Writes what it is told to disk, all that came while the last write was under way in one go: the more there is to do,
 * the fewer writes it takes. What is stored and gone again meanwhile is never written.
 */
export class DiskJournal implements Journal {
  messagesTold = 0;
  readonly #database: Database;
  readonly #onFailure: (error: unknown) => void;
  readonly #queues = new Map<string, DiskQueue>();
  /** The numbers under which bindings are kept. */
  readonly #bindings = new Map<string, number>();
  #nextQueue = 1;
  #nextBinding = 1;
  #pending = new PendingBatch();
  #writing: Promise<void> | undefined;
  #failed = false;

  constructor(database: Database, { queues, bindings }: Kept, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.#onFailure = onFailure;
    for (const { virtualHost, id, definition } of queues) {
      this.#queues.set(queueName(virtualHost, definition.name), new DiskQueue(id, this));
      this.#nextQueue = Math.max(this.#nextQueue, id + 1);
    }
    for (const { virtualHost, id, binding } of bindings) {
      this.#bindings.set(bindingName(virtualHost, binding), id);
      this.#nextBinding = Math.max(this.#nextBinding, id + 1);
    }
  }

  get batch(): Batch {
    return this.#pending;
  }

  exchangeAdded(virtualHost: string, exchange: Exchange): void {
    this.#tell().entities.set(entityKey(KIND.exchange, virtualHost, exchange.name), exchangeRecord(exchange));
  }

  exchangeRemoved(virtualHost: string, name: string): void {
    this.#tell().entities.set(entityKey(KIND.exchange, virtualHost, name), null);
  }

  bound(virtualHost: string, binding: Binding): void {
    const id = this.#nextBinding++;
    this.#bindings.set(bindingName(virtualHost, binding), id);
    this.#tell().entities.set(bindingKey(id), bindingRecord(virtualHost, binding));
  }

  unbound(virtualHost: string, binding: Binding): void {
    const name = bindingName(virtualHost, binding);
    const id = this.#bindings.get(name);
    if (id === undefined) return;
    this.#bindings.delete(name);
    this.#tell().entities.set(bindingKey(id), null);
  }

  queueAdded(virtualHost: string, definition: QueueDefinition): QueueJournal {
    const name = queueName(virtualHost, definition.name);
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = new DiskQueue(this.#nextQueue++, this);
    this.#queues.set(name, queue);
    this.#tell().entities.set(
      entityKey(KIND.queue, virtualHost, definition.name),
      queueRecord(queue.id, definition),
    );
    return queue;
  }

  queueRemoved(virtualHost: string, name: string): void {
    const key = queueName(virtualHost, name);
    const queue = this.#queues.get(key);
    if (!queue) return;
    this.#queues.delete(key);
    const pending = this.#tell();
    pending.entities.set(entityKey(KIND.queue, virtualHost, name), null);
    pending.removed.push(queue.id);
    pending.queues.delete(queue.id);
  }

  /** @internal For the journals of queues. */
  messages(queue: number): Map<number, MessageChange> {
    const { queues } = this.#tell();
    let changes = queues.get(queue);
    if (!changes) {
      changes = new Map();
      queues.set(queue, changes);
    }
    return changes;
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    while (!this.#failed && (this.#writing || !this.#pending.isEmpty)) await (this.#writing ?? this.#write());
  }

  #tell(): PendingBatch {
    // After what is being done in this turn: it belongs together.
    if (!this.#writing && this.#pending.isEmpty && !this.#failed)
      setImmediate(() => void (this.#writing ?? this.#write()));
    return this.#pending;
  }

  #write(): Promise<void> {
    const batch = this.#pending;
    if (batch.isEmpty || this.#failed) return Promise.resolve();
    this.#pending = new PendingBatch();
    this.#writing = this.#database.write(this.#changesOf(batch)).then(
      () => {
        this.#writing = undefined;
        batch.isSafe();
        if (!this.#pending.isEmpty) void (this.#writing ?? this.#write());
      },
      (error: unknown) => {
        this.#writing = undefined;
        this.#failed = true;
        this.#onFailure(error);
      },
    );
    return this.#writing;
  }

  *#changesOf({ entities, queues, removed }: PendingBatch): Generator<readonly [Buffer, Buffer | null]> {
    for (const queue of removed)
      for (const kind of [KIND.message, KIND.state])
        for (const { key } of this.#database.entries(queueRange(kind, queue))) yield [key, null];
    yield* entities;
    for (const [queue, changes] of queues)
      for (const [position, { entry, state, gone }] of changes) {
        const [messageKey, stateKey] = [KIND.message, KIND.state].map((kind) =>
          positionKey(kind, queue, position),
        ) as [Buffer, Buffer];
        if (entry) yield [messageKey, messageRecord(entry)];
        if (state) yield [stateKey, stateRecord(state)];
        if (!gone) continue;
        yield [messageKey, null];
        yield [stateKey, null];
      }
  }
}

/** What becomes of one message. */
interface MessageChange {
  readonly entry?: QueueEntry;
  readonly state?: Pick<QueueEntry, 'redelivered' | 'returns'>;
  readonly gone?: true;
}

class PendingBatch implements Batch {
  readonly entities = new Map<Buffer, Buffer | null>();
  readonly queues = new Map<number, Map<number, MessageChange>>();
  readonly removed: number[] = [];
  readonly #callbacks: (() => void)[] = [];

  get isEmpty(): boolean {
    return this.entities.size === 0 && this.queues.size === 0 && this.removed.length === 0;
  }

  whenSafe(callback: () => void): void {
    this.#callbacks.push(callback);
  }

  isSafe(): void {
    for (const callback of this.#callbacks) callback();
  }
}

class DiskQueue implements QueueJournal {
  readonly id: number;
  readonly #journal: DiskJournal;

  constructor(id: number, journal: DiskJournal) {
    this.id = id;
    this.#journal = journal;
  }

  stored(entry: QueueEntry): void {
    this.#journal.messagesTold++;
    const { redelivered, returns } = entry;
    const state = redelivered || returns > 0 ? { state: { redelivered, returns } } : {};
    this.#journal.messages(this.id).set(entry.position, { entry, ...state });
  }

  changed(position: number, state: Pick<QueueEntry, 'redelivered' | 'returns'>): void {
    const changes = this.#journal.messages(this.id);
    changes.set(position, { ...changes.get(position), state });
  }

  gone(position: number): void {
    const changes = this.#journal.messages(this.id);
    // What was not yet written need not be.
    if (changes.get(position)?.entry) changes.delete(position);
    else changes.set(position, { gone: true });
  }
}

const queueName = (virtualHost: string, name: string): string =>
  `${virtualHost.length} ${virtualHost} ${name}`;
const bindingName = (virtualHost: string, binding: Binding): string =>
  `${virtualHost.length} ${virtualHost} ${binding.source.length} ${binding.source} ${bindingIdentity(binding)}`;
