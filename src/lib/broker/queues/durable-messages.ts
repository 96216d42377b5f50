import type { BrokerMessage } from '../message.ts';
import type { KeptEntry, KeptMessages, QueueJournal } from '../store/journal.ts';
import type { QueueEntry } from './entry.ts';

/** Tells the journal what becomes of those messages of a queue that survive a restart; nothing where there is none. */
export class DurableMessages {
  readonly #journal: QueueJournal | undefined;
  readonly #notesWhatIsOut: boolean;
  readonly #survives: (message: BrokerMessage) => boolean;

  /** `notesWhatIsOut`: as soon as it goes out; else once it came back. */
  constructor(
    journal: QueueJournal | undefined,
    notesWhatIsOut: boolean,
    survives: (message: BrokerMessage) => boolean,
  ) {
    this.#journal = journal;
    this.#notesWhatIsOut = notesWhatIsOut;
    this.#survives = survives;
  }

  stored(entry: QueueEntry): void {
    this.#journalOf(entry)?.stored(entry);
  }

  /** What nobody has to acknowledge is gone by that. */
  wentOut(entry: QueueEntry, noAck: boolean): void {
    if (noAck) this.gone(entry);
    else if (this.#notesWhatIsOut) this.#journalOf(entry)?.wentOut(entry.position);
  }

  /** To where it was, or to another place. */
  cameBack(before: QueueEntry, entry: QueueEntry): void {
    if (entry.position !== before.position) this.#moved(before, entry);
    else if (entry.redelivered && !before.redelivered) this.#journalOf(entry)?.wentOut(entry.position);
  }

  /** The kept messages as `restore` makes them ready again. */
  restored(
    { entries, nextPosition, endedWell }: KeptMessages,
    restore: (entry: KeptEntry) => QueueEntry | undefined,
  ): QueueEntry[] {
    if (!endedWell && !this.#notesWhatIsOut && entries.length > 0) this.#journal?.allWentOut(nextPosition);
    const ready: QueueEntry[] = [];
    for (const kept of entries) {
      const entry = restore(kept);
      if (!entry) continue;
      if (entry.position !== kept.position) this.#moved(kept, entry);
      ready.push(entry);
    }
    return ready;
  }

  gone(entry: QueueEntry): void {
    this.#journalOf(entry)?.gone(entry.position);
  }

  #moved(before: QueueEntry, entry: QueueEntry): void {
    this.gone(before);
    this.stored(entry);
  }

  #journalOf({ message }: QueueEntry): QueueJournal | undefined {
    return this.#journal && this.#survives(message) ? this.#journal : undefined;
  }
}
