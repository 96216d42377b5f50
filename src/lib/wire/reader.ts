import { MalformedError } from './errors.ts';
import { decodeName, decodeText } from './text.ts';

/** Takes AMQP's primitive types from a buffer, without copying. Past the end it throws a MalformedError. */
export class Reader {
  readonly #bytes: Buffer;
  #at: number;
  #end: number;

  constructor(bytes: Buffer, start = 0, end: number = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  uint8(): number {
    return this.#bytes[this.#skip(1)] as number;
  }

  uint16(): number {
    return this.#bytes.readUInt16BE(this.#skip(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#skip(4));
  }

  /** Rounded above 2^53. */
  uint64(): number {
    return this.uint32() * 0x1_0000_0000 + this.uint32();
  }

  int8(): number {
    return this.#bytes.readInt8(this.#skip(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#skip(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#skip(4));
  }

  bigint64(): bigint {
    return this.#bytes.readBigInt64BE(this.#skip(8));
  }

  biguint64(): bigint {
    return this.#bytes.readBigUInt64BE(this.#skip(8));
  }

  float(): number {
    return finite(this.#bytes.readFloatBE(this.#skip(4)));
  }

  double(): number {
    return finite(this.#bytes.readDoubleBE(this.#skip(8)));
  }

  skip(length: number): void {
    this.#skip(length);
  }

  /** Passes over a short string, and says whether it is one of these. */
  skipShort(wanted: readonly Buffer[]): boolean {
    const length = this.uint8();
    const start = this.#skip(length);
    return wanted.some(
      (text) => text.length === length && text.equals(this.#bytes.subarray(start, start + length)),
    );
  }

  shortText(): string {
    return this.#text(this.uint8());
  }

  /** A short text that is likely to come again. */
  name(): string {
    const length = this.uint8();
    const start = this.#skip(length);
    return decodeName(this.#bytes, start, start + length);
  }

  longText(): string {
    return this.#text(this.uint32());
  }

  /** A view of the bytes after a 32-bit length. */
  longBytes(): Buffer {
    const length = this.uint32();
    const start = this.#skip(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** Takes a 32-bit length and ends there. Returns what {@link leave} needs to go on to the end that was. */
  enter(): number {
    const length = this.uint32();
    const start = this.#skip(length);
    const outerEnd = this.#end;
    this.#end = this.#at;
    this.#at = start;
    return outerEnd;
  }

  /** Throws where fewer bytes are left than the 32-bit length that comes next says. Takes nothing. */
  checkLength(): void {
    const start = this.#at;
    this.#skip(this.uint32());
    this.#at = start;
  }

  leave(outerEnd: number): void {
    this.#end = outerEnd;
  }

  #text(length: number): string {
    const start = this.#skip(length);
    return decodeText(this.#bytes, start, start + length);
  }

  /** Where the next `length` bytes start; they are skipped. */
  #skip(length: number): number {
    const start = this.#at;
    if (length > this.#end - start) {
      throw new MalformedError(`${length} bytes expected, ${this.remaining} left`);
    }
    this.#at = start + length;
    return start;
  }
}

/** RabbitMQ: Erlang has no NaN and no infinities, so its parser takes none. */
function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new MalformedError(`${value} is no number that RabbitMQ takes`);
}
