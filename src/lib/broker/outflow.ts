import type { Duplex } from 'node:stream';

/** RabbitMQ: a send that makes no progress for this long ends the connection. */
const SEND_TIMEOUT_MS = 15_000;
/** What may wait for a client before no more is read from it: its answers must not fill the memory. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** Watches what a client leaves unread: too much of it stops the reading from the client, for too long ends it. */
export class Outflow {
  readonly #stream: Duplex;
  readonly #onStuck: () => void;
  #timer: NodeJS.Timeout | undefined;
  #waitingBefore = 0;

  constructor(stream: Duplex, onStuck: () => void) {
    this.#stream = stream;
    this.#onStuck = onStuck;
  }

  /** To be called after something was written. */
  written(): void {
    if (!this.#stream.writableNeedDrain || this.#timer) return;
    this.#waitingBefore = this.#stream.writableLength;
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

  #checkProgress(): void {
    const waiting = this.#stream.writableLength;
    if (waiting >= this.#waitingBefore) this.#onStuck();
    this.#waitingBefore = waiting;
  }
}
