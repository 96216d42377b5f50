import {
  CONTENT_FIXED_BYTES,
  contentBytes,
  encodeContent,
  encodeContentHeader,
  writeContent,
} from '../wire/content.ts';
import { FRAME_HEADER_BYTES, FRAME_OVERHEAD, type Frame, uint16At, uint32At } from '../wire/frames.ts';

/** Frames that take no more than this together are kept in one piece. */
const SMALL_BYTES = 4096;
/** Where the properties are in the frame of a content header. */
const PROPERTIES_AT = FRAME_HEADER_BYTES + CONTENT_FIXED_BYTES;

/**
 * Properties and body of a message. A small one is kept as the frames in which it travels: it goes out with one copy of
 * its bytes, the channel's number written over, and waits in memory without an object for each of its parts.
 */
export class MessageContent {
  readonly bodySize: number;
  /** From `#start` on the frame of the content header, and behind it the body's, if that is not in `#pieces`. */
  readonly #bytes: Buffer;
  readonly #start: number;
  /** How many queues and others have it. */
  holders = 0;
  /** A larger body, in the pieces in which it came. */
  readonly #pieces: readonly Buffer[] | undefined;

  private constructor(bytes: Buffer, start: number, bodySize: number, pieces?: readonly Buffer[]) {
    this.#bytes = bytes;
    this.#start = start;
    this.bodySize = bodySize;
    this.#pieces = pieces;
  }

  /** As it was received: the frame of the content header, and those of the body that it announces. */
  static received(header: Frame, bodies: readonly Frame[], bodySize: number): MessageContent {
    const last = bodies[0] ?? header;
    const size = last.end - header.start + FRAME_OVERHEAD;
    // As a rule the frames stand one behind the other, and all that is to be done is to copy them.
    if (size <= SMALL_BYTES && (last === header || (bodies.length === 1 && follows(header, last)))) {
      return MessageContent.#copied(header.bytes, header.start - FRAME_HEADER_BYTES, size, bodySize);
    }
    const properties = header.bytes.subarray(header.start + CONTENT_FIXED_BYTES, header.end);
    return MessageContent.of(
      properties,
      bodies.flatMap(({ parts }) => parts),
      bodySize,
    );
  }

  /** `properties` are flags and list as they travel. */
  static of(properties: Buffer, body: readonly Buffer[], bodySize: number): MessageContent {
    if (CONTENT_FIXED_BYTES + properties.length + bodySize + 2 * FRAME_OVERHEAD > SMALL_BYTES) {
      return new MessageContent(
        encodeContentHeader(0, properties, bodySize),
        0,
        bodySize,
        body.map(withoutWaste),
      );
    }
    const frames = Buffer.concat(encodeContent(0, properties, body, 0));
    return MessageContent.#copied(frames, 0, frames.length, bodySize);
  }

  /** The same of views that do not last. */
  static copied(properties: Buffer, body: Buffer): MessageContent {
    const size = contentBytes(properties, body);
    if (size > SMALL_BYTES) return MessageContent.of(properties, [Buffer.from(body)], body.length);
    const at = room(size);
    writeContent(slab, at, properties, body);
    return new MessageContent(slab, at, body.length);
  }

  static #copied(bytes: Buffer, start: number, size: number, bodySize: number): MessageContent {
    const at = room(size);
    bytes.copy(slab, at, start, start + size);
    return new MessageContent(slab, at, bodySize);
  }

  /** The same body with other properties. */
  withProperties(properties: Buffer): MessageContent {
    return MessageContent.of(properties, this.body, this.bodySize);
  }

  /** Which properties there are. */
  get flags(): number {
    return uint16At(this.#bytes, this.#start + PROPERTIES_AT);
  }

  get rawProperties(): Buffer {
    return this.#bytes.subarray(this.#start + PROPERTIES_AT, this.#headerEnd - 1);
  }

  /** The length of `rawProperties`. */
  get propertyBytes(): number {
    return uint32At(this.#bytes, this.#start + 3) - CONTENT_FIXED_BYTES;
  }

  /** The body's bytes, none of them copied. */
  get body(): readonly Buffer[] {
    if (this.#pieces) return this.#pieces;
    if (this.bodySize === 0) return [];
    const start = this.#headerEnd + FRAME_HEADER_BYTES;
    return [this.#bytes.subarray(start, start + this.bodySize)];
  }

  /** Of properties and body. */
  get bytes(): number {
    return this.propertyBytes + this.bodySize;
  }

  /** Whether `copyFrames` makes frames that are no larger than `frameMax`. */
  isSmall(frameMax: number): boolean {
    return !this.#pieces && (frameMax === 0 || this.bodySize + FRAME_OVERHEAD <= frameMax);
  }

  /** The bytes that `copyFrames` writes. */
  get frameBytes(): number {
    const header = this.#headerEnd - this.#start;
    return this.bodySize > 0 ? header + this.bodySize + FRAME_OVERHEAD : header;
  }

  /** Writes the frames for this channel; returns where they end. */
  copyFrames(target: Buffer, at: number, channel: number): number {
    const size = this.frameBytes;
    this.#bytes.copy(target, at, this.#start, this.#start + size);
    writeChannel(target, at, channel);
    if (this.bodySize > 0) writeChannel(target, at + this.#headerEnd - this.#start, channel);
    return at + size;
  }

  /** Where the frame of the content header ends. */
  get #headerEnd(): number {
    return this.#start + uint32At(this.#bytes, this.#start + 3) + FRAME_OVERHEAD;
  }
}

const follows = (header: Frame, body: Frame): boolean =>
  body.bytes === header.bytes && body.start === header.end + FRAME_OVERHEAD;

function writeChannel(target: Buffer, frame: number, channel: number): void {
  target[frame + 1] = channel >>> 8;
  target[frame + 2] = channel;
}

/** Small messages share these; one that stays keeps no more than this from being freed. */
const SLAB_BYTES = 8192;
let slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
let used = 0;

/** Where in the slab the next `size` bytes, at most {@link SMALL_BYTES}, go. */
function room(size: number): number {
  if (used + size > SLAB_BYTES) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  const at = used;
  used += size;
  return at;
}

/** What is received is a view of what was read from the socket: a small part of that is copied, so as not to keep it all. */
function withoutWaste(piece: Buffer): Buffer {
  return piece.length * 8 < piece.buffer.byteLength ? Buffer.from(piece) : piece;
}
