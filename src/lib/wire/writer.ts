import { encodeText } from './text.ts';

const INITIAL_BYTES = 4096;
/** A writer that grew beyond this lets its buffer go after use. */
const KEPT_BYTES = 1 << 20;

/** Appends AMQP's primitive types to a buffer that grows, and is used again from one message to the next. */
export class Writer {
  #bytes: Buffer = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  #at = 0;

  /** How many bytes were written: the position of the next. */
  get position(): number {
    return this.#at;
  }

  /** Starts anew. */
  reset(): void {
    this.#at = 0;
    if (this.#bytes.length > KEPT_BYTES) this.#bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  }

  /** A right-sized copy of what was written. */
  take(): Buffer {
    const copy = Buffer.allocUnsafe(this.#at);
    this.#bytes.copy(copy, 0, 0, this.#at);
    return copy;
  }

  uint8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = value;
  }

  uint16(value: number): void {
    this.#reserve(2);
    this.#bytes[this.#at++] = value >>> 8;
    this.#bytes[this.#at++] = value;
  }

  uint32(value: number): void {
    this.#reserve(4);
    this.uint32At(this.#at, value);
    this.#at += 4;
  }

  /** Overwrites four bytes at a position written before: a length known only afterwards. */
  uint32At(position: number, value: number): void {
    const bytes = this.#bytes;
    bytes[position] = value >>> 24;
    bytes[position + 1] = value >>> 16;
    bytes[position + 2] = value >>> 8;
    bytes[position + 3] = value;
  }

  /** A whole number from 0 up to 2^64, as exact as a number is. */
  uint64(value: number): void {
    this.uint32(Math.floor(value / 0x1_0000_0000));
    this.uint32(value % 0x1_0000_0000);
  }

  bigint64(value: bigint): void {
    this.#reserve(8);
    this.#at = this.#bytes.writeBigInt64BE(value, this.#at);
  }

  biguint64(value: bigint): void {
    this.#reserve(8);
    this.#at = this.#bytes.writeBigUInt64BE(value, this.#at);
  }

  float(value: number): void {
    this.#reserve(4);
    this.#at = this.#bytes.writeFloatBE(value, this.#at);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#at = this.#bytes.writeDoubleBE(value, this.#at);
  }

  /** Up to 255 bytes. Throws a RangeError that names `field` and the length. // AMQP 0-9-1 §4.2.5.3 */
  shortText(text: string, field: string): void {
    this.#reserve(1 + text.length * 3);
    const length = encodeText(text, this.#bytes, this.#at + 1);
    if (length > 255)
      throw new RangeError(`${field} is ${length} bytes long: at most 255 fit a short string`);
    this.#bytes[this.#at] = length;
    this.#at += 1 + length;
  }

  longText(text: string): void {
    this.#reserve(4 + text.length * 3);
    const length = encodeText(text, this.#bytes, this.#at + 4);
    this.uint32(length);
    this.#at += length;
  }

  longBytes(bytes: Uint8Array): void {
    this.uint32(bytes.length);
    this.raw(bytes);
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #reserve(extra: number): void {
    const needed = this.#at + extra;
    if (needed <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}
