import type { QueueEntry } from '../queues/entry.ts';
import type { DiskJournal } from './disk-journal.ts';
import type { QueueJournal } from './journal.ts';
import type { MessageChange } from './pending-batch.ts';

/** What is on disk of one queue, under a number: its name may be too long for the key of each message. */
export class DiskQueue implements QueueJournal {
  readonly id: number;
  /** The messages that are noted as out on disk, apart from their records: to be taken out with those. */
  readonly out: Set<number>;
  /** What is told of its messages from then on, by those who hold some still, is of no account. */
  isRemoved = false;
  readonly #journal: DiskJournal;

  constructor(id: number, journal: DiskJournal, out: Set<number> = new Set()) {
    this.id = id;
    this.out = out;
    this.#journal = journal;
  }

  stored(entry: QueueEntry): void {
    if (this.isRemoved) return;
    this.#journal.messagesTold++;
    this.#journal.pending.changesOf(this).set(entry.position, { entry, wentOut: false });
  }

  wentOut(position: number): void {
    if (this.isRemoved) return;
    const changes = this.#journal.pending.changesOf(this);
    changes.set(position, { entry: entryOf(changes.get(position)), wentOut: true });
  }

  allWentOut(before: number): void {
    this.#journal.pending.allWentOut(this, before);
  }

  gone(position: number): void {
    if (this.isRemoved) return;
    const changes = this.#journal.pending.changesOf(this);
    // What was not written yet need not be.
    if (entryOf(changes.get(position))) changes.delete(position);
    else changes.set(position, 'gone');
  }
}

const entryOf = (change: MessageChange | 'gone' | undefined): QueueEntry | undefined =>
  typeof change === 'object' ? change.entry : undefined;
