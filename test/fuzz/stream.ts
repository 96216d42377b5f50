import { Duplex } from 'node:stream';

/** The broker's end of a connection without a socket: what the client sends is fed in, what the broker says comes out. */
export class FuzzStream extends Duplex {
  readonly #hear: (bytes: Buffer) => void;
  #held: (() => void) | undefined;
  #stalled = false;
  /** The broker has said that it has no more to say. */
  finished = false;

  constructor(hear: (bytes: Buffer) => void) {
    super();
    this.#hear = hear;
    this.on('error', () => {});
    this.on('finish', () => {
      this.finished = true;
      this.destroy();
    });
  }

  get ended(): boolean {
    return this.finished || this.destroyed;
  }

  feed(bytes: Buffer): void {
    if (!this.ended && !this.readableEnded) this.push(bytes);
  }

  hangUp(): void {
    if (!this.ended) this.push(null);
  }

  /** From now on the client reads nothing, until it reads again. */
  stall(stalled: boolean): void {
    this.#stalled = stalled;
    if (stalled) return;
    const held = this.#held;
    this.#held = undefined;
    held?.();
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#hear(chunk);
    if (this.#stalled) this.#held = done;
    else done();
  }
}
