import { bindingIdentity } from '../../routing/routing-table.ts';
import type { Binding, Exchange, Queue as QueueDefinition } from '../../routing/topology.ts';
import { DiskQueue } from './disk-queue.ts';
import type { Batch, Journal, QueueJournal } from './journal.ts';
import type { Database } from './lmdb.ts';
import { PendingBatch } from './pending-batch.ts';
import { bindingRecord, entityKey, exchangeRecord, KIND, numberKey, queueRecord } from './records.ts';
import type { Kept } from './restore.ts';

/**
 * Writes what it is told to disk, all that came while the last write was under way in one go: the more there is to do,
 * the fewer writes it takes. What is stored and gone again meanwhile is never written; so it does not pay to let what is
 * gone wait for what is stored next (measured: a third fewer writes, and confirms no faster).
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
  #failure: { readonly error: unknown } | undefined;

  /** `onFailure` is called once, where something cannot be written; nothing is written from then on. */
  constructor(database: Database, { queues, bindings }: Kept, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.#onFailure = onFailure;
    for (const { virtualHost, id, definition, out } of queues) {
      this.#queues.set(nameOf(virtualHost, definition.name), new DiskQueue(id, this, out));
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
    const key = entityKey(KIND.exchange, virtualHost, exchange.name);
    this.pending.entities.push([key, exchangeRecord(exchange)]);
  }

  exchangeRemoved(virtualHost: string, name: string): void {
    this.pending.entities.push([entityKey(KIND.exchange, virtualHost, name), null]);
  }

  bound(virtualHost: string, binding: Binding): void {
    const id = this.#nextBinding++;
    this.#bindings.set(bindingName(virtualHost, binding), id);
    this.pending.entities.push([numberKey(KIND.binding, id), bindingRecord(virtualHost, binding)]);
  }

  unbound(virtualHost: string, binding: Binding): void {
    const name = bindingName(virtualHost, binding);
    const id = this.#bindings.get(name);
    if (id === undefined) return;
    this.#bindings.delete(name);
    this.pending.entities.push([numberKey(KIND.binding, id), null]);
  }

  queueAdded(virtualHost: string, definition: QueueDefinition): QueueJournal {
    const name = nameOf(virtualHost, definition.name);
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = new DiskQueue(this.#nextQueue++, this);
    this.#queues.set(name, queue);
    const key = entityKey(KIND.queue, virtualHost, definition.name);
    this.pending.entities.push([key, queueRecord(queue.id, definition)]);
    return queue;
  }

  queueRemoved(virtualHost: string, name: string): void {
    const queue = this.#queues.get(nameOf(virtualHost, name));
    if (!queue) return;
    this.#queues.delete(nameOf(virtualHost, name));
    queue.isRemoved = true;
    this.pending.entities.push([entityKey(KIND.queue, virtualHost, name), null]);
    this.pending.remove(queue);
  }

  /** @internal For the journals of queues: what is written next. */
  get pending(): PendingBatch {
    // After what is being done in this turn: it belongs together.
    if (!this.#writing && this.#pending.isEmpty) setImmediate(() => void (this.#writing ?? this.#write()));
    return this.#pending;
  }

  /** Writes what is left. Rejects where something could not be written, now or before. */
  async close(): Promise<void> {
    while (!this.#failure && (this.#writing || !this.#pending.isEmpty))
      await (this.#writing ?? this.#write());
    if (this.#failure) throw this.#failure.error;
  }

  #write(): Promise<void> | undefined {
    const batch = this.#pending;
    if (batch.isEmpty || this.#failure) return undefined;
    this.#pending = new PendingBatch();
    this.#writing = this.#database
      .write((set) => batch.writeTo(set, this.#database))
      .then(
        () => {
          this.#writing = undefined;
          batch.isSafe();
          void (this.#writing ?? this.#write());
        },
        (error: unknown) => {
          this.#writing = undefined;
          this.#failure = { error };
          this.#onFailure(error);
        },
      );
    return this.#writing;
  }
}

const nameOf = (virtualHost: string, name: string): string => `${virtualHost.length} ${virtualHost} ${name}`;
const bindingName = (virtualHost: string, binding: Binding): string =>
  nameOf(virtualHost, nameOf(binding.source, bindingIdentity(binding)));
