import type { Duplex } from 'node:stream';

/** RabbitMQ: a send that makes no progress for this long ends the connection. */
export const SEND_TIMEOUT_MS = 15_000;
/** What may wait for a client before no more is read from it: its answers must not fill the memory. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** Writes to a client and watches what it leaves unread: too much stops the reading from it, for too long ends it. */
export class Outflow {
  readonly #stream: Duplex;
  readonly #onStuck: () => void;
  #timer: NodeJS.Timeout | undefined;
  #written = 0;
  #goneBefore = 0;

  constructor(stream: Duplex, onStuck: () => void) {
    this.#stream = stream;
    this.#onStuck = onStuck;
  }

  write(bytes: Buffer): void {
    this.#written += bytes.length;
    this.#stream.write(bytes);
    if (this.#timer || !this.#stream.writableNeedDrain) return;
    this.#goneBefore = this.#gone;
    this.#timer = setInterval(() => this.#checkProgress(), SEND_TIMEOUT_MS).unref();
  }

  /** To be called after input was handled. */
  handled(): void {
    if (this.#stream.writableLength > MAX_WAITING_BYTES) this.#stream.pause();
  }

  drained(): void {
    this.stop();
    if (this.#stream.isPaused()) this.#stream.resume();
  }

  stop(): void {
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
