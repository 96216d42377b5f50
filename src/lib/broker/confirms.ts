import type { Method } from '../wire/methods.ts';

/** Publisher confirms of a channel: gathered while its input is being read, then sent with as few acks as it takes. */
export class Confirms {
  enabled = false;
  readonly #send: (method: Method) => void;
  #published = 0;
  #accepted: number[] = [];
  #refused: number[] = [];

  constructor(send: (method: Method) => void) {
    this.#send = send;
  }

  /** Another message was published, and taken by all its queues or refused by one. */
  record(accepted: boolean): void {
    if (!this.enabled) return;
    this.#published++;
    (accepted ? this.#accepted : this.#refused).push(this.#published);
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
