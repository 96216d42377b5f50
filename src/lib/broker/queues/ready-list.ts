import type { QueueEntry } from './entry.ts';

/** The ready messages of a queue: highest priority first, within one in order of arrival. */
export class ReadyList {
  readonly #lanes: Lane[];
  #length = 0;
  #bytes = 0;

  /** `maxPriority`: of the queue, 0 where it has none. */
  constructor(maxPriority: number) {
    this.#lanes = Array.from({ length: maxPriority + 1 }, () => new Lane());
  }

  get length(): number {
    return this.#length;
  }

  /** The bodies' bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  push(entry: QueueEntry): void {
    this.#count(entry, 1);
    this.#lane(entry).push(entry);
  }

  /** Puts an entry that was taken out back where it was. */
  insert(entry: QueueEntry): void {
    this.#count(entry, 1);
    this.#lane(entry).insert(entry);
  }

  peek(): QueueEntry | undefined {
    return this.#first()?.peek();
  }

  shift(): QueueEntry | undefined {
    const entry = this.#first()?.shift();
    if (entry) this.#count(entry, -1);
    return entry;
  }

  /** All entries, in the order in which they would leave. */
  *[Symbol.iterator](): IterableIterator<QueueEntry> {
    for (const lane of this.#lanes.toReversed()) yield* lane;
  }

  #count(entry: QueueEntry, sign: 1 | -1): void {
    this.#length += sign;
    this.#bytes += sign * entry.message.bodySize;
  }

  #lane(entry: QueueEntry): Lane {
    return this.#lanes[entry.priority] as Lane;
  }

  #first(): Lane | undefined {
    if (this.#lanes.length === 1) return this.#lanes[0];
    return this.#lanes.findLast((lane) => lane.length > 0);
  }
}

const COMPACT_FROM = 1024;

/** Entries in order of position; taking from the front and adding at the end cost the same at any length. */
class Lane {
  #entries: (QueueEntry | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#entries.length - this.#head;
  }

  push(entry: QueueEntry): void {
    this.#entries.push(entry);
  }

  peek(): QueueEntry | undefined {
    return this.#entries[this.#head];
  }

  shift(): QueueEntry | undefined {
    const entry = this.#entries[this.#head];
    if (entry === undefined) return undefined;
    this.#entries[this.#head++] = undefined;
    if (this.#head >= COMPACT_FROM && this.#head * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return entry;
  }

  insert(entry: QueueEntry): void {
    const at = this.#placeOf(entry.position);
    if (at > this.#head || this.#head === 0) {
      this.#entries.splice(at, 0, entry);
      return;
    }
    this.#entries[--this.#head] = entry;
  }

  #placeOf(position: number): number {
    let low = this.#head;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle] as QueueEntry).position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  *[Symbol.iterator](): IterableIterator<QueueEntry> {
    for (let at = this.#head; at < this.#entries.length; at++) yield this.#entries[at] as QueueEntry;
  }
}
