import { frameError, unexpectedFrame, type WireError } from './errors.ts';

export type FrameType = 'method' | 'header' | 'body' | 'heartbeat';

/** One frame without its wrapping. Its payload is left where it was received: `bytes` from `start` to `end`. */
export class Frame {
  readonly type: FrameType;
  readonly channel: number;
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Of a body that came in several chunks: its parts, in the place of `bytes`. */
  readonly #parts: readonly Buffer[] | undefined;

  constructor(
    type: FrameType,
    channel: number,
    bytes: Buffer,
    start: number,
    end: number,
    parts?: readonly Buffer[],
  ) {
    this.type = type;
    this.channel = channel;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.#parts = parts;
  }

  /** A view of the bytes; a copy where they came in several chunks. */
  get payload(): Buffer {
    return this.#parts ? Buffer.concat(this.#parts) : this.bytes.subarray(this.start, this.end);
  }

  /** Views of the bytes, as few as there are. */
  get parts(): readonly Buffer[] {
    return this.#parts ?? [this.payload];
  }
}

/** Bytes around a payload: type, channel and size before it, the end octet after it. // AMQP 0-9-1 §4.2.3 */
export const FRAME_OVERHEAD = 8;
export const FRAME_HEADER_BYTES = 7;
export const FRAME_END = 0xce;
export const FRAME_TYPES = { method: 1, header: 2, body: 3, heartbeat: 8 } as const;

/** What a client sends first, and what a server answers to a version that it does not speak. // AMQP 0-9-1 §4.2.2 */
export const PROTOCOL_HEADER: Buffer = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);

export const HEARTBEAT_FRAME: Buffer = Buffer.from([8, 0, 0, 0, 0, 0, 0, FRAME_END]);

/**
 * The protocol header at the start of a stream, undefined while fewer than 8 bytes are there. It is the caller's to
 * compare `bytes` with {@link PROTOCOL_HEADER} and to go on with `rest`.
 */
export function readProtocolHeader(start: Buffer): ProtocolHeader | undefined {
  if (start.length < PROTOCOL_HEADER.length) return undefined;
  const bytes = start.subarray(0, PROTOCOL_HEADER.length);
  return { bytes, supported: bytes.equals(PROTOCOL_HEADER), rest: start.subarray(PROTOCOL_HEADER.length) };
}

export interface ProtocolHeader {
  readonly bytes: Buffer;
  /** Whether it asks for AMQP 0-9-1. */
  readonly supported: boolean;
  readonly rest: Buffer;
}

/** A body is copied together if its parts are smaller than this: each costs more memory than it holds otherwise. */
const SMALL_PART_BYTES = 4096;

/** Cuts a stream into frames: `push` what arrived, then call `next` until it is undefined. */
export class FrameDecoder {
  /** The largest frame in bytes with its {@link FRAME_OVERHEAD}; 0 is no limit. To be set after the tuning. */
  frameMax: number;
  /** What is not used up: from `#offset` in the chunk at `#first`. */
  #chunks: Buffer[] = [];
  #first = 0;
  #offset = 0;
  #available = 0;
  #failure: WireError | undefined;

  constructor(limits: { readonly frameMax: number }) {
    this.frameMax = limits.frameMax;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#available += chunk.length;
  }

  /**
   * The next frame, undefined until all its bytes are there. Throws a WireError (501, 505) where the bytes are no
   * frame, and the same from then on.
   */
  next(): Frame | undefined {
    if (this.#failure) throw this.#failure;
    if (this.#available < FRAME_HEADER_BYTES) return undefined;
    const chunk = this.#chunks[this.#first] as Buffer;
    const left = chunk.length - this.#offset;
    const header = left < FRAME_HEADER_BYTES ? this.#gather(FRAME_HEADER_BYTES) : chunk;
    const at = left < FRAME_HEADER_BYTES ? 0 : this.#offset;
    const size = uint32At(header, at + 3);
    // RabbitMQ: a payload may exceed the limit by the 8 bytes that clients forget to subtract.
    if (this.frameMax > 0 && size > this.frameMax)
      throw this.#fail(this.#tooLarge(header[at] as number, size));
    const length = size + FRAME_OVERHEAD;
    if (this.#available < length) return undefined;
    let frame: Frame;
    if (length <= left) frame = this.#frame(chunk, this.#offset, size);
    else if (header[at] === FRAME_TYPES.body && size > SMALL_PART_BYTES * this.#chunkCount)
      frame = this.#scattered(uint16At(header, at + 1), size);
    else frame = this.#frame(this.#gather(length), 0, size);
    this.#drop(length);
    return frame;
  }

  /** The frame whose first octet is at `at`. */
  #frame(bytes: Buffer, at: number, size: number): Frame {
    const type = bytes[at] as number;
    const channel = uint16At(bytes, at + 1);
    const start = at + FRAME_HEADER_BYTES;
    const end = start + size;
    if (bytes[end] !== FRAME_END) throw this.#fail(wrongEnd(type, bytes.subarray(start, end), bytes[end]));
    switch (type) {
      case FRAME_TYPES.method:
        return new Frame('method', channel, bytes, start, end);
      case FRAME_TYPES.header:
        return new Frame('header', channel, bytes, start, end);
      case FRAME_TYPES.body:
        return new Frame('body', channel, bytes, start, end);
      case FRAME_TYPES.heartbeat:
        if (size > 0) break;
        if (channel !== 0) throw this.#fail(unexpectedFrame(type, NO_BYTES));
        return new Frame('heartbeat', channel, bytes, start, end);
    }
    throw this.#fail(frameError(type, bytes.subarray(start, end), 'unknown_frame'));
  }

  /** A body that several chunks hold: large ones would be copied again and again otherwise. */
  #scattered(channel: number, size: number): Frame {
    const parts = this.#views(FRAME_HEADER_BYTES, size);
    const end = this.#views(FRAME_HEADER_BYTES + size, 1)[0]?.[0];
    if (end !== FRAME_END) throw this.#fail(wrongEnd(FRAME_TYPES.body, Buffer.concat(parts), end));
    return new Frame('body', channel, NO_BYTES, 0, size, parts);
  }

  get #chunkCount(): number {
    return this.#chunks.length - this.#first;
  }

  #fail(error: WireError): WireError {
    this.#failure = error;
    return error;
  }

  #tooLarge(type: number, size: number): WireError {
    return frameError(type, NO_BYTES, `{frame_too_large,${size},${this.frameMax - FRAME_OVERHEAD}}`);
  }

  /** A copy of the next `length` bytes, put together from several chunks. */
  #gather(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    for (const view of this.#views(0, length)) filled += view.copy(bytes, filled);
    return bytes;
  }

  /** The `length` bytes that come after the next `skipped`, uncopied. */
  #views(skipped: number, length: number): Buffer[] {
    const views: Buffer[] = [];
    let offset = this.#offset + skipped;
    let left = length;
    for (let index = this.#first; left > 0; index++) {
      const chunk = this.#chunks[index] as Buffer;
      const view = chunk.subarray(offset, offset + left);
      if (view.length > 0) views.push(view);
      left -= view.length;
      offset = Math.max(0, offset - chunk.length);
    }
    return views;
  }

  #drop(length: number): void {
    this.#available -= length;
    this.#offset += length;
    for (let chunk = this.#chunks[this.#first]; chunk && this.#offset >= chunk.length; ) {
      this.#offset -= chunk.length;
      this.#first += 1;
      chunk = this.#chunks[this.#first];
    }
    // Half of the list at a time, so that many small chunks do not cost their square.
    if (this.#first * 2 < this.#chunks.length) return;
    this.#chunks.splice(0, this.#first);
    this.#first = 0;
  }
}

const wrongEnd = (type: number, payload: Buffer, end: number | undefined): WireError =>
  frameError(type, payload, `{invalid_frame_end_marker,${end}}`);

// Buffer's own methods check their arguments: for every frame of every message that adds up.

export const uint16At = (bytes: Buffer, at: number): number =>
  ((bytes[at] as number) << 8) | (bytes[at + 1] as number);

export const uint32At = (bytes: Buffer, at: number): number =>
  (((bytes[at] as number) << 24) |
    ((bytes[at + 1] as number) << 16) |
    ((bytes[at + 2] as number) << 8) |
    (bytes[at + 3] as number)) >>>
  0;

const NO_BYTES = Buffer.alloc(0);
