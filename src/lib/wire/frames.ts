import { frameError, unexpectedFrame, type WireError } from './errors.ts';

/** One frame without its wrapping. The payload is a view of the received bytes where they came in one piece. */
export type Frame =
  | { readonly type: 'method' | 'header' | 'body'; readonly channel: number; readonly payload: Buffer }
  | { readonly type: 'heartbeat'; readonly channel: number };

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
    const size = this.#peekSize();
    if (this.#available < size + FRAME_OVERHEAD) return undefined;
    return this.#frame(this.#take(size + FRAME_OVERHEAD));
  }

  #frame(bytes: Buffer): Frame {
    const type = bytes[0] as number;
    const channel = bytes.readUInt16BE(1);
    const payload = bytes.subarray(FRAME_HEADER_BYTES, bytes.length - 1);
    const end = bytes[bytes.length - 1];
    if (end !== FRAME_END) {
      throw this.#fail(frameError(type, payload, `{invalid_frame_end_marker,${end}}`));
    }
    switch (type) {
      case FRAME_TYPES.method:
        return { type: 'method', channel, payload };
      case FRAME_TYPES.header:
        return { type: 'header', channel, payload };
      case FRAME_TYPES.body:
        return { type: 'body', channel, payload };
      case FRAME_TYPES.heartbeat:
        if (payload.length > 0) break;
        if (channel !== 0) throw this.#fail(unexpectedFrame(type, payload));
        return { type: 'heartbeat', channel };
    }
    throw this.#fail(frameError(type, payload, 'unknown_frame'));
  }

  #fail(error: WireError): WireError {
    this.#failure = error;
    return error;
  }

  /** The size of the next frame's payload, from its header, which is left where it is. */
  #peekSize(): number {
    const chunk = this.#chunks[this.#first] as Buffer;
    const whole = chunk.length - this.#offset >= FRAME_HEADER_BYTES;
    const bytes = whole ? chunk : this.#gather(FRAME_HEADER_BYTES);
    const at = whole ? this.#offset : 0;
    const size = bytes.readUInt32BE(at + 3);
    // RabbitMQ: a payload may exceed the limit by the 8 bytes that clients forget to subtract.
    if (this.frameMax === 0 || size <= this.frameMax) return size;
    const problem = `{frame_too_large,${size},${this.frameMax - FRAME_OVERHEAD}}`;
    throw this.#fail(frameError(bytes[at] as number, NO_BYTES, problem));
  }

  /** The next `length` bytes, used up: a view where one chunk holds them. */
  #take(length: number): Buffer {
    const chunk = this.#chunks[this.#first] as Buffer;
    const end = this.#offset + length;
    const bytes = end <= chunk.length ? chunk.subarray(this.#offset, end) : this.#gather(length);
    this.#drop(length);
    return bytes;
  }

  /** A copy of the next `length` bytes, put together from several chunks. */
  #gather(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    let offset = this.#offset;
    for (let index = this.#first; filled < length; index++) {
      filled += (this.#chunks[index] as Buffer).copy(bytes, filled, offset);
      offset = 0;
    }
    return bytes;
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

const NO_BYTES = Buffer.alloc(0);
