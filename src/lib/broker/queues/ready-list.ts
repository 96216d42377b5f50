import { groupBy } from '../../group-by.ts';
import type { QueueEntry } from './entry.ts';

/** The ready messages of a queue: highest priority first, within one in order of arrival. */
export class ReadyList {
  /** One for each priority. */
  readonly #lanes: Lane[];
  /** No lane above this one holds an entry. */
  #highest = 0;
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
    this.#lane(entry.priority).push(entry);
  }

  /** Puts an entry that was taken out back where it was. */
  insert(entry: QueueEntry): void {
    this.#count(entry, 1);
    this.#lane(entry.priority).insert([entry]);
  }

  /** Puts entries that were taken out back where they were, in whatever order they come. */
  insertAll(entries: readonly QueueEntry[]): void {
    for (const entry of entries) this.#count(entry, 1);
    for (const [priority, some] of groupBy(entries, (entry) => entry.priority)) {
      this.#lane(priority).insert(some.sort((a, b) => a.position - b.position));
    }
  }

  peek(): QueueEntry | undefined {
    return this.#first().peek();
  }

  shift(): QueueEntry | undefined {
    const entry = this.#first().shift();
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

  /** The lane that an entry of this priority is put into. */
  #lane(priority: number): Lane {
    if (priority > this.#highest) this.#highest = priority;
    return this.#lanes[priority] as Lane;
  }

  #first(): Lane {
    while (this.#highest > 0 && this.#lanes[this.#highest]?.length === 0) this.#highest--;
    return this.#lanes[this.#highest] as Lane;
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

  /** Entries go back to the front, as a rule: those before them make way, not the backlog behind. */
  insert(sorted: readonly QueueEntry[]): void {
    const [first, last] = [sorted[0], sorted.at(-1)];
    if (!first || !last) return;
    if (this.#placeOf(first.position) === this.#entries.length) {
      for (const entry of sorted) this.#entries.push(entry);
      return;
    }
    const end = this.#placeOf(last.position);
    const before = this.#entries.slice(this.#head, end) as QueueEntry[];
    this.#makeRoom(sorted.length);
    this.#head -= sorted.length;
    let at = this.#head;
    for (const entry of merged(before, sorted)) this.#entries[at++] = entry;
  }

  /** Room grows with the lane, so that entries that go back one by one do not move it each time. */
  #makeRoom(count: number): void {
    if (this.#head >= count) return;
    const room = count + (this.length >>> 1);
    this.#entries = new Array<QueueEntry | undefined>(room).concat(this.#entries.slice(this.#head));
    this.#head = room;
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

/** Both in order of position, as one. */
function* merged(a: readonly QueueEntry[], b: readonly QueueEntry[]): Generator<QueueEntry> {
  let next = 0;
  for (const entry of a) {
    for (let other = b[next]; other && other.position < entry.position; other = b[++next]) yield other;
    yield entry;
  }
  yield* b.slice(next);
}
