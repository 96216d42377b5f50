import type { Memory } from '../memory.ts';
import type { BrokerMessage } from '../message.ts';
import type { StreamOptions } from './options.ts';
import type { StreamOffset } from './stream-offset.ts';

export interface StreamEntry {
  readonly offset: number;
  readonly message: BrokerMessage;
  /** Milliseconds since 1970. */
  readonly time: number;
}

interface Segment {
  readonly entries: StreamEntry[];
  bytes: number;
}

/** Messages in the order in which they came, kept until whole segments are over the stream's length or age. */
export class StreamLog {
  readonly #options: StreamOptions;
  readonly #memory: Pick<Memory, 'hold' | 'release'>;
  /** The oldest first, at least one; only that one may be empty. */
  readonly #segments: Segment[] = [{ entries: [], bytes: 0 }];
  /** Of all segments. */
  #bytes = 0;
  #nextOffset = 0;

  constructor(options: StreamOptions, memory: Pick<Memory, 'hold' | 'release'>) {
    this.#options = options;
    this.#memory = memory;
  }

  get nextOffset(): number {
    return this.#nextOffset;
  }

  get firstOffset(): number {
    return this.#segments[0]?.entries[0]?.offset ?? this.#nextOffset;
  }

  get length(): number {
    return this.#nextOffset - this.firstOffset;
  }

  /** Gives the new entry, and those that had to go for it. */
  append(
    message: BrokerMessage,
    time: number,
  ): { readonly appended: StreamEntry; readonly dropped: readonly StreamEntry[] } {
    const dropped = this.#isLastFull ? this.#beginSegment(time) : [];
    const appended = { offset: this.#nextOffset, message, time };
    this.#add(appended);
    return { appended, dropped };
  }

  /** Puts back an entry that was kept, behind those that are there. */
  restore(entry: StreamEntry): void {
    if (this.#isLastFull) this.#segments.push({ entries: [], bytes: 0 });
    this.#add(entry);
  }

  /** The entry at this offset, or the first one after it that is still there. */
  at(offset: number): StreamEntry | undefined {
    const wanted = Math.max(offset, this.firstOffset);
    if (wanted >= this.#nextOffset) return undefined;
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (firstOffsetOf(this.#segments[middle]) <= wanted) low = middle;
      else high = middle - 1;
    }
    const segment = this.#segments[low];
    return segment?.entries[wanted - firstOffsetOf(segment)];
  }

  /** The offset that a consumer's wish means now. */
  resolve(wish: StreamOffset, now: number): number {
    switch (wish.from) {
      case 'first':
        return this.firstOffset;
      case 'last':
        return Math.max(this.firstOffset, this.#nextOffset - 1);
      case 'next':
        return this.#nextOffset;
      case 'offset':
        return wish.offset;
      case 'time':
        return this.#firstSince(wish.milliseconds);
      case 'age':
        return this.#firstSince(now - wish.milliseconds);
    }
  }

  /** The stream is deleted. */
  close(): void {
    for (const { entries } of this.#segments) this.#release(entries);
  }

  *[Symbol.iterator](): IterableIterator<StreamEntry> {
    for (const { entries } of this.#segments) yield* entries;
  }

  #firstSince(time: number): number {
    for (const entry of this) if (entry.time >= time) return entry.offset;
    return this.#nextOffset;
  }

  #dropOldSegments(now: number): readonly StreamEntry[] {
    const { maxBytes, maxAge } = this.#options;
    let dropped = 0;
    for (; dropped < this.#segments.length - 1; dropped++) {
      const { entries, bytes } = this.#segments[dropped] as Segment;
      const newest = entries.at(-1)?.time ?? now;
      if (this.#bytes <= maxBytes && now - newest <= maxAge) break;
      this.#bytes -= bytes;
      this.#release(entries);
    }
    return this.#segments.splice(0, dropped).flatMap(({ entries }) => entries);
  }

  get #isLastFull(): boolean {
    const last = this.#segments.at(-1) as Segment;
    return last.bytes >= this.#options.segmentBytes && last.entries.length > 0;
  }

  #beginSegment(time: number): readonly StreamEntry[] {
    this.#segments.push({ entries: [], bytes: 0 });
    return this.#dropOldSegments(time);
  }

  #add(entry: StreamEntry): void {
    const last = this.#segments.at(-1) as Segment;
    const bytes = entry.message.bodySize + entry.message.content.propertyBytes;
    this.#memory.hold(entry.message.content);
    last.entries.push(entry);
    this.#nextOffset = entry.offset + 1;
    last.bytes += bytes;
    this.#bytes += bytes;
  }

  #release(entries: readonly StreamEntry[]): void {
    for (const { message } of entries) this.#memory.release(message.content);
  }
}

const firstOffsetOf = (segment: Segment | undefined): number => segment?.entries[0]?.offset ?? 0;
