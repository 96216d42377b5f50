import type { Duplex } from 'node:stream';

/** RabbitMQ: a send that makes no progress for this long ends the connection. */
export const SEND_TIMEOUT_MS = 15_000;
/** What may wait for a client before no more is read from it: its answers must not fill the memory. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/** What may wait for a client before it gets no more messages. */
const MAX_DELIVERED_BYTES = 256 * 1024;
/** What is written together, as a rule; a larger piece goes out as it is. */
const BUFFER_BYTES = 16 * 1024;
const SMALL_BYTES = 4096;

/**
 * Writes to a client, all of a turn of the event loop at once: a system call for each frame costs more than all else.
 * Watches what the client leaves unread: too much stops the reading from it, for too long ends it.
 */
export class Outflow {
  readonly #stream: Duplex;
  readonly #onStuck: () => void;
  /** What is being filled; from `#start` to `#end` the stream does not have it yet. */
  #buffer: Buffer | undefined;
  #start = 0;
  #end = 0;
  /** Whether all of it is to be written at the end of this turn. */
  #isScheduled = false;
  #timer: NodeJS.Timeout | undefined;
  #written = 0;
  #goneBefore = 0;

  constructor(stream: Duplex, onStuck: () => void) {
    this.#stream = stream;
    this.#onStuck = onStuck;
  }

  /** Whether the client has read enough of what it got to get more messages. */
  get takesDeliveries(): boolean {
    return this.#stream.writableLength + this.#end - this.#start < MAX_DELIVERED_BYTES;
  }

  /** A buffer to write `size` bytes, at most {@link BUFFER_BYTES}, into from `position` on; `wrote` says how many it was. */
  room(size: number): Buffer {
    if (this.#buffer && this.#end + size <= BUFFER_BYTES) return this.#buffer;
    this.#handBuffer();
    this.#schedule();
    this.#buffer = freeBuffers.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
    return this.#buffer;
  }

  get position(): number {
    return this.#end;
  }

  wrote(end: number): void {
    this.#end = end;
  }

  /** The bytes must not change from now on. */
  write(bytes: Buffer): void {
    if (bytes.length <= SMALL_BYTES) {
      bytes.copy(this.room(bytes.length), this.#end);
      this.#end += bytes.length;
      return;
    }
    this.#schedule();
    this.#handPart();
    this.#hand(bytes);
  }

  /** Hands over all that was written. */
  flush(): void {
    if (!this.#isScheduled) return;
    this.#isScheduled = false;
    this.#handBuffer();
    this.#stream.uncork();
    if (this.#timer || !this.#stream.writableNeedDrain) return;
    this.#goneBefore = this.#gone;
    this.#timer = setInterval(() => this.#checkProgress(), SEND_TIMEOUT_MS).unref();
  }

  /** To be called after input was handled. */
  handled(): void {
    if (this.#stream.writableLength > MAX_WAITING_BYTES) this.#stream.pause();
  }

  drained(): void {
    this.#stopTimer();
    if (this.#stream.isPaused()) this.#stream.resume();
  }

  /** What was not handed over yet is dropped. */
  stop(): void {
    this.#stopTimer();
    this.#buffer = undefined;
    this.#start = this.#end = 0;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#stream.cork();
    queueMicrotask(() => this.flush());
  }

  /** The buffer serves again once all that is in it is written. */
  #handBuffer(): void {
    const buffer = this.#buffer;
    if (!buffer) return;
    this.#buffer = undefined;
    if (this.#end > this.#start) {
      this.#hand(buffer.subarray(this.#start, this.#end), (error) => {
        if (!error && freeBuffers.length < MAX_FREE_BUFFERS) freeBuffers.push(buffer);
      });
    }
    this.#start = this.#end = 0;
  }

  #handPart(): void {
    if (this.#buffer && this.#end > this.#start) this.#hand(this.#buffer.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }

  #hand(bytes: Buffer, onWritten?: (error?: Error | null) => void): void {
    this.#written += bytes.length;
    this.#stream.write(bytes, onWritten);
  }

  #stopTimer(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  get #gone(): number {
    return this.#written - this.#stream.writableLength;
  }

  #checkProgress(): void {
    if (this.#gone === this.#goneBefore) this.#onStuck();
    this.#goneBefore = this.#gone;
  }
}

/** Of all connections. */
const freeBuffers: Buffer[] = [];
const MAX_FREE_BUFFERS = 64;
