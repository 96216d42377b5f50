import type { QueueEntry } from '../queues/entry.ts';
import type { DiskQueue } from './disk-queue.ts';
import type { Batch } from './journal.ts';
import type { Database, SetValue } from './lmdb.ts';
import {
  emptyRecord,
  KIND,
  messageRecord,
  numberKey,
  positionKey,
  positionRecord,
  queueRange,
  seal,
} from './records.ts';

/** A message is stored, or goes out, or both. */
export interface MessageChange {
  readonly entry: QueueEntry | undefined;
  readonly wentOut: boolean;
}

/** What is to be written in one go, gathered until the write before it is done. */
export class PendingBatch implements Batch {
  /** In the order in which they happened. */
  readonly entities: (readonly [key: Buffer, record: Buffer | null])[] = [];
  readonly #messages = new Map<DiskQueue, Map<number, MessageChange | 'gone'>>();
  readonly #removed: DiskQueue[] = [];
  readonly #callbacks: (() => void)[] = [];

  get isEmpty(): boolean {
    return this.entities.length === 0 && this.#messages.size === 0;
  }

  /** By position. */
  changesOf(queue: DiskQueue): Map<number, MessageChange | 'gone'> {
    let changes = this.#messages.get(queue);
    if (!changes) {
      changes = new Map();
      this.#messages.set(queue, changes);
    }
    return changes;
  }

  allWentOut({ id }: DiskQueue, before: number): void {
    this.entities.push([numberKey(KIND.allWentOut, id), positionRecord(before)]);
  }

  /** With all its messages. */
  remove(queue: DiskQueue): void {
    this.#removed.push(queue);
    this.#messages.delete(queue);
    this.entities.push([numberKey(KIND.allWentOut, queue.id), null]);
  }

  whenSafe(callback: () => void): void {
    this.#callbacks.push(callback);
  }

  isSafe(): void {
    for (const callback of this.#callbacks) callback();
  }

  /** What was written before is in the database. */
  writeTo(set: SetValue, database: Database): void {
    for (const { id } of this.#removed)
      for (const kind of [KIND.message, KIND.wentOut])
        for (const key of database.keys(queueRange(kind, id))) set(key, null);
    for (const [key, record] of this.entities) set(key, record && seal(key, record));
    for (const [queue, changes] of this.#messages)
      for (const [position, change] of changes) writeMessage(set, queue, position, change);
  }
}

function writeMessage(
  set: SetValue,
  { id, out }: DiskQueue,
  position: number,
  change: MessageChange | 'gone',
): void {
  if (change === 'gone') {
    set(positionKey(KIND.message, id, position), null);
    if (out.delete(position)) set(positionKey(KIND.wentOut, id, position), null);
  } else if (change.entry) {
    const key = positionKey(KIND.message, id, position);
    set(key, seal(key, messageRecord(change.entry, change.wentOut)));
  } else {
    const key = positionKey(KIND.wentOut, id, position);
    out.add(position);
    set(key, seal(key, emptyRecord()));
  }
}
