import type { FieldTable } from '../../routing/values.ts';
import { integerValue, stringValue } from '../../routing/values.ts';
import type { BrokerMessage } from '../message.ts';
import { parseMaxAge } from './max-age.ts';
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

/** RabbitMQ: 500 MB. */
const DEFAULT_SEGMENT_BYTES = 500_000_000;

/** Messages in the order in which they came, kept until whole segments are over the stream's length or age. */
export class StreamLog {
  readonly #maxBytes: number;
  readonly #maxAge: number;
  readonly #segmentBytes: number;
  readonly #segments: Segment[] = [{ entries: [], bytes: 0 }];
  #nextOffset = 0;

  constructor(args: FieldTable) {
    this.#maxBytes = integerValue(args.get('x-max-length-bytes')) ?? Number.POSITIVE_INFINITY;
    this.#maxAge = parseMaxAge(stringValue(args.get('x-max-age')) ?? '') ?? Number.POSITIVE_INFINITY;
    this.#segmentBytes = integerValue(args.get('x-stream-max-segment-size-bytes')) ?? DEFAULT_SEGMENT_BYTES;
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

  append(message: BrokerMessage, time: number): void {
    let last = this.#segments.at(-1) as Segment;
    if (last.bytes >= this.#segmentBytes) {
      last = { entries: [], bytes: 0 };
      this.#segments.push(last);
      this.#dropOldSegments(time);
    }
    last.entries.push({ offset: this.#nextOffset++, message, time });
    last.bytes += message.bodySize + message.rawProperties.length;
  }

  /** The entry at this offset, or the first one after it that is still there. */
  at(offset: number): StreamEntry | undefined {
    for (const { entries } of this.#segments) {
      const first = entries[0]?.offset;
      if (first === undefined || offset >= first + entries.length) continue;
      return entries[Math.max(0, offset - first)];
    }
    return undefined;
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

  *[Symbol.iterator](): IterableIterator<StreamEntry> {
    for (const { entries } of this.#segments) yield* entries;
  }

  #firstSince(time: number): number {
    for (const entry of this) if (entry.time >= time) return entry.offset;
    return this.#nextOffset;
  }

  #dropOldSegments(now: number): void {
    let bytes = this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
    while (this.#segments.length > 1) {
      const oldest = this.#segments[0] as Segment;
      const newest = oldest.entries.at(-1)?.time ?? now;
      if (bytes <= this.#maxBytes && now - newest <= this.#maxAge) return;
      bytes -= oldest.bytes;
      this.#segments.shift();
    }
  }
}
