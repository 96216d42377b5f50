import { FRAME_HEADER_BYTES } from '../src/lib/wire/frames.ts';

const NOTHING = Buffer.alloc(0);

/** Finds the method frames in a stream and skips the rest unread. */
export class FrameScanner {
  readonly #onMethod: (channel: number, payload: Buffer) => void;
  #rest: Buffer = NOTHING;
  /** Bytes of a frame that is being passed over. */
  #skip = 0;

  constructor(onMethod: (channel: number, payload: Buffer) => void) {
    this.#onMethod = onMethod;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let at = this.#skip;
    while (at + FRAME_HEADER_BYTES <= bytes.length) {
      const end = at + FRAME_HEADER_BYTES + bytes.readUInt32BE(at + 3) + 1;
      if (bytes[at] === 1) {
        if (end > bytes.length) break;
        this.#onMethod(bytes.readUInt16BE(at + 1), bytes.subarray(at + FRAME_HEADER_BYTES, end - 1));
      }
      at = end;
    }
    this.#skip = Math.max(0, at - bytes.length);
    this.#rest = at < bytes.length ? bytes.subarray(at) : NOTHING;
  }
}
