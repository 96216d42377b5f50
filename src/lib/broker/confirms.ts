import type { Method } from '../wire/methods.ts';
import type { Refusals } from './refusals.ts';

/** Publisher confirms of a channel: gathered while its input is being read, then sent with as few acks as it takes. */
export class Confirms {
  enabled = false;
  readonly #send: (method: Method) => void;
  readonly #refusals: Refusals;
  #published = 0;
  #accepted: number[] = [];
  #refused: number[] = [];

  constructor(send: (method: Method) => void, refusals: Refusals) {
    this.#send = send;
    this.#refusals = refusals;
  }

  /** Another message was published, and taken by all its queues or refused by one. */
  record(accepted: boolean): void {
    if (!this.enabled) return;
    this.#published++;
    const refused = this.#refusals.next() || !accepted;
    (refused ? this.#refused : this.#accepted).push(this.#published);
  }

  flush(): void {
    if (this.#accepted.length === 0 && this.#refused.length === 0) return;
    const [accepted, refused] = [this.#accepted, this.#refused];
    this.#accepted = [];
    this.#refused = [];
    for (const deliveryTag of refused) {
      this.#send({ name: 'basic.nack', deliveryTag, multiple: false, requeue: false });
    }
    // Everything up to the last is settled by now, so one ack can speak for all that were accepted.
    const last = accepted.at(-1);
    if (last !== undefined) {
      this.#send({ name: 'basic.ack', deliveryTag: last, multiple: accepted.length > 1 });
    }
  }
}
