import { frameError } from './errors.ts';
import { FRAME_END, FRAME_HEADER_BYTES, FRAME_OVERHEAD, FRAME_TYPES, uint16At, uint32At } from './frames.ts';

/** The class of all content: basic. */
export const CONTENT_CLASS = 60;

/** Class, weight and body size, before the flags. // AMQP 0-9-1 §4.2.6.1 */
export const CONTENT_FIXED_BYTES = 12;

/**
 * The header frame and the body frames of a message, the body's bytes not copied: each frame's wrapping and its slices
 * of `body` are buffers of their own. `properties` are flags and list as `encodeProperties` gives them; `frameMax` is
 * the negotiated size in bytes, 0 without limit.
 */
export function encodeContent(
  channel: number,
  properties: Buffer,
  body: Buffer | readonly Buffer[],
  frameMax: number,
): Buffer[] {
  const pieces = Buffer.isBuffer(body) ? [body] : body;
  const bodySize = pieces.reduce((total, piece) => total + piece.length, 0);
  const header = encodeContentHeader(channel, properties, bodySize);
  if (bodySize === 0) return [header];
  const largest = frameMax === 0 ? bodySize : frameMax - FRAME_OVERHEAD;
  if (largest <= 0) throw new RangeError(`a frame of ${frameMax} bytes holds no body`);
  return [header, ...bodyFrames(channel, pieces, bodySize, largest)];
}

/** The header frame alone. */
export function encodeContentHeader(channel: number, properties: Buffer, bodySize: number): Buffer {
  const frame = Buffer.allocUnsafe(CONTENT_FIXED_BYTES + properties.length + FRAME_OVERHEAD);
  writeContentHeader(frame, 0, channel, properties, bodySize);
  return frame;
}

/** The bytes that {@link writeContent} writes. */
export function contentBytes(properties: Buffer, body: Buffer): number {
  const header = CONTENT_FIXED_BYTES + properties.length + FRAME_OVERHEAD;
  return body.length > 0 ? header + body.length + FRAME_OVERHEAD : header;
}

/** Writes the header frame and, where there is a body, one frame of it, for channel 0. */
export function writeContent(target: Buffer, start: number, properties: Buffer, body: Buffer): void {
  const at = writeContentHeader(target, start, 0, properties, body.length);
  if (body.length === 0) return;
  writeFrameHeader(target, at, FRAME_TYPES.body, 0, body.length);
  body.copy(target, at + FRAME_HEADER_BYTES);
  target[at + FRAME_HEADER_BYTES + body.length] = FRAME_END;
}

/** Returns where the frame ends. */
function writeContentHeader(
  target: Buffer,
  at: number,
  channel: number,
  properties: Buffer,
  bodySize: number,
): number {
  const size = CONTENT_FIXED_BYTES + properties.length;
  writeFrameHeader(target, at, FRAME_TYPES.header, channel, size);
  target.writeUInt16BE(CONTENT_CLASS, at + 7);
  target.writeUInt16BE(0, at + 9);
  target.writeUInt32BE(Math.floor(bodySize / 0x1_0000_0000), at + 11);
  target.writeUInt32BE(bodySize % 0x1_0000_0000, at + 15);
  properties.copy(target, at + FRAME_HEADER_BYTES + CONTENT_FIXED_BYTES);
  target[at + FRAME_HEADER_BYTES + size] = FRAME_END;
  return at + size + FRAME_OVERHEAD;
}

function* bodyFrames(
  channel: number,
  pieces: readonly Buffer[],
  bodySize: number,
  largest: number,
): Generator<Buffer> {
  let left = bodySize;
  let room = 0;
  let before = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      if (room === 0) {
        room = Math.min(left, largest);
        yield seam(channel, before, room);
        before = 1;
      }
      const length = Math.min(room, piece.length - at);
      yield piece.subarray(at, at + length);
      at += length;
      left -= length;
      room -= length;
    }
  }
  yield END;
}

const END = Buffer.from([FRAME_END]);

/** What stands between two bodies: the end octet of the frame before, if any, and the header of the next. */
function seam(channel: number, ends: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(ends + FRAME_HEADER_BYTES);
  if (ends) bytes[0] = FRAME_END;
  writeFrameHeader(bytes, ends, FRAME_TYPES.body, channel, size);
  return bytes;
}

function writeFrameHeader(target: Buffer, at: number, type: number, channel: number, size: number): void {
  target[at] = type;
  target.writeUInt16BE(channel, at + 1);
  target.writeUInt32BE(size, at + 3);
}

export interface ContentHeader {
  readonly classId: number;
  /** RabbitMQ takes none but 0: another is 505, as if it were no content header. */
  readonly weight: number;
  /** In bytes. */
  readonly bodySize: number;
}

/** The content header in a header frame's payload, `bytes` from `start` to `end`. Throws a WireError (501) where it is too short. */
export function readContentHeader(bytes: Buffer, start: number, end: number): ContentHeader {
  if (end - start < CONTENT_FIXED_BYTES)
    throw frameError(FRAME_TYPES.header, bytes.subarray(start, end), 'unknown_frame');
  return {
    classId: uint16At(bytes, start),
    weight: uint16At(bytes, start + 2),
    bodySize: uint32At(bytes, start + 4) * 0x1_0000_0000 + uint32At(bytes, start + 8),
  };
}
