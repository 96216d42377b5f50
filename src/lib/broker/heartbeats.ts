import type { Duplex } from 'node:stream';
import { HEARTBEAT_FRAME } from '../wire/frames.ts';

/**
 * Keeps a quiet connection alive and notices a dead one: a heartbeat where nothing was sent for half the interval,
 * the end where nothing came for two of them. // AMQP 0-9-1 §4.2.7
 */
export class Heartbeats {
  readonly #stream: Duplex;
  readonly #onSilence: () => void;
  #timer: NodeJS.Timeout | undefined;
  #sentAny = false;
  #quietTicks = 0;
  /** While nothing is read, nothing is missed. */
  isReading = true;

  constructor(stream: Duplex, onSilence: () => void) {
    this.#stream = stream;
    this.#onSilence = onSilence;
  }

  /** `interval` in seconds, 0 for none. */
  start(interval: number): void {
    this.stop();
    if (interval > 0) this.#timer = setInterval(() => this.#tick(), interval * 500).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  sent(): void {
    this.#sentAny = true;
  }

  received(): void {
    this.#quietTicks = 0;
  }

  #tick(): void {
    if (this.isReading) this.#quietTicks++;
    if (this.#quietTicks > 4) {
      this.#onSilence();
      return;
    }
    if (!this.#sentAny) this.#stream.write(HEARTBEAT_FRAME);
    this.#sentAny = false;
  }
}
