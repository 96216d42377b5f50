import type { Alarms } from './alarms.ts';
import type { MessageContent } from './message-content.ts';

/** About what a message takes up beside its bytes, and what its place in each queue does (measured on 64-bit Node 20). */
const MESSAGE_BYTES = 200;
const PLACE_BYTES = 120;
/** Below this part of the limit publishers go on: not each message that leaves is one that may come. */
const EASED = 0.9;

/** What the messages in the broker take up. Above its limit there is an alarm. */
export class Memory {
  readonly limit: number;
  readonly #alarms: Alarms;
  #used = 0;
  #endAlarm: (() => void) | undefined;

  constructor(limit: number, alarms: Alarms) {
    this.limit = limit;
    this.#alarms = alarms;
    if (limit === 0) this.#endAlarm = alarms.raise('memory');
  }

  /** In bytes. */
  get used(): number {
    return this.#used;
  }

  get isLow(): boolean {
    return this.#alarms.isOn('memory');
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
    if (this.#used > this.limit) this.#endAlarm ??= this.#alarms.raise('memory');
  }

  remove(bytes: number): void {
    this.#used -= bytes;
    if (!this.#endAlarm || this.#used >= this.limit * EASED) return;
    this.#endAlarm();
    this.#endAlarm = undefined;
  }
}
