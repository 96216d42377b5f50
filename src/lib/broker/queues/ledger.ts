import type { Memory } from '../memory.ts';
import type { BrokerMessage } from '../message.ts';
import type { KeptMessages, QueueJournal } from '../store/journal.ts';
import type { QueueEntry } from './entry.ts';

interface LedgerSetup {
  readonly memory: Memory;
  /** None where nothing of the queue is kept. */
  readonly journal: QueueJournal | undefined;
  /** Whether the message outlives a restart. */
  readonly survives: (message: BrokerMessage) => boolean;
  /** Whether what goes out is noted at once; else once it came back. */
  readonly notesWhatIsOut: boolean;
}

/** Tells the memory and the journal which messages a queue has. */
export class Ledger {
  readonly #setup: LedgerSetup;

  constructor(setup: LedgerSetup) {
    this.#setup = setup;
  }

  came(entry: QueueEntry): void {
    this.#setup.memory.hold(entry.message.content);
    this.#journalOf(entry)?.stored(entry);
  }

  /** What nobody has to acknowledge has left by that. */
  wentOut(entry: QueueEntry, noAck: boolean): void {
    if (noAck) this.left(entry);
    else if (this.#setup.notesWhatIsOut) this.#journalOf(entry)?.wentOut(entry.position);
  }

  /** To where it was, or to another place. */
  cameBack(before: QueueEntry, entry: QueueEntry): void {
    if (entry.position !== before.position) this.#moved(before, entry);
    else if (entry.redelivered && !before.redelivered) this.#journalOf(entry)?.wentOut(entry.position);
  }

  left(entry: QueueEntry): void {
    this.forgotten(entry);
    this.#journalOf(entry)?.gone(entry.position);
  }

  /** The queue has it no longer; the journal knows of that, or keeps it. */
  forgotten({ message }: QueueEntry): void {
    this.#setup.memory.release(message.content);
  }

  /** The kept messages as `restore` makes them ready again; undefined for what died of that. */
  restored(
    { entries, nextPosition, endedWell }: KeptMessages,
    restore: (entry: QueueEntry) => QueueEntry | undefined,
  ): QueueEntry[] {
    const { memory, journal, notesWhatIsOut } = this.#setup;
    if (!endedWell && !notesWhatIsOut && entries.length > 0) journal?.allWentOut(nextPosition);
    const ready: QueueEntry[] = [];
    for (const kept of entries) {
      memory.hold(kept.message.content);
      const entry = restore(kept);
      if (!entry) continue;
      if (entry.position !== kept.position) this.#moved(kept, entry);
      ready.push(entry);
    }
    return ready;
  }

  #moved(before: QueueEntry, entry: QueueEntry): void {
    this.#journalOf(before)?.gone(before.position);
    this.#journalOf(entry)?.stored(entry);
  }

  #journalOf({ message }: QueueEntry): QueueJournal | undefined {
    const { journal, survives } = this.#setup;
    return journal && survives(message) ? journal : undefined;
  }
}
