import type { MessageContent } from './message-content.ts';

/** About what a message takes up beside its bytes, and what its place in each queue does (measured on 64-bit Node 20). */
const MESSAGE_BYTES = 200;
const PLACE_BYTES = 120;
/** Below this part of the limit publishers go on: not each message that leaves is one that may come. */
const EASED = 0.9;

/** What the messages in the broker take up. Above its limit publishers are blocked. */
export class Memory {
  readonly limit: number;
  readonly #onEased: () => void;
  #used = 0;
  #isOver: boolean;
  /** How many wish for blocked publishers, whatever is used. */
  #alarms = 0;

  constructor(limit: number, onEased: () => void) {
    this.limit = limit;
    this.#onEased = onEased;
    this.#isOver = limit === 0;
  }

  /** In bytes. */
  get used(): number {
    return this.#used;
  }

  get isLow(): boolean {
    return this.#isOver || this.#alarms > 0;
  }

  /** A queue or somebody else has the message. */
  hold(content: MessageContent): void {
    this.add(content.holders++ === 0 ? PLACE_BYTES + MESSAGE_BYTES + content.bytes : PLACE_BYTES);
  }

  /** One of those that had it has it no longer. */
  release(content: MessageContent): void {
    this.remove(--content.holders === 0 ? PLACE_BYTES + MESSAGE_BYTES + content.bytes : PLACE_BYTES);
  }

  add(bytes: number): void {
    this.#used += bytes;
    if (this.#used > this.limit) this.#isOver = true;
  }

  remove(bytes: number): void {
    this.#used -= bytes;
    if (!this.#isOver || this.#used >= this.limit * EASED) return;
    this.#isOver = false;
    if (!this.isLow) this.#onEased();
  }

  /** Blocks publishers on request; returns what ends that. */
  alarm(): () => void {
    this.#alarms++;
    let isOn = true;
    return () => {
      if (!isOn) return;
      isOn = false;
      this.#alarms--;
      if (!this.isLow) this.#onEased();
    };
  }
}
