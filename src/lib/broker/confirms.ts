import type { Method } from '../wire/methods.ts';
import type { Refusals } from './refusals.ts';
import type { Batch } from './store/journal.ts';

/** Publisher confirms of a channel: gathered while its input is being read, then sent with as few acks as it takes. */
export class Confirms {
  enabled = false;
  readonly #send: (method: Method) => void;
  readonly #refusals: Refusals;
  readonly #unsent: Set<Confirms>;
  #published = 0;
  #accepted: number[] = [];
  #refused: number[] = [];
  /** Those that wait for the disk, the oldest first. */
  readonly #unsafe = new Set<number>();
  /** What is written next, and who waits for that. */
  #batch: Batch | undefined;
  #waiting: number[] = [];

  /** `unsent`: where those are gathered that are to be flushed. */
  constructor(send: (method: Method) => void, refusals: Refusals, unsent: Set<Confirms>) {
    this.#send = send;
    this.#refusals = refusals;
    this.#unsent = unsent;
  }

  /** Another message was published, and taken by all its queues or refused by one; `batch` is where it is to be safe first. */
  record(accepted: boolean, batch?: Batch): void {
    if (!this.enabled) return;
    this.#published++;
    const refused = this.#refusals.next() || !accepted;
    if (batch && !refused) {
      this.#wait(this.#published, batch);
      return;
    }
    (refused ? this.#refused : this.#accepted).push(this.#published);
    this.#unsent.add(this);
  }

  #wait(tag: number, batch: Batch): void {
    this.#unsafe.add(tag);
    if (batch !== this.#batch) {
      this.#batch = batch;
      const waiting: number[] = [];
      this.#waiting = waiting;
      batch.whenSafe(() => this.#safe(waiting));
    }
    this.#waiting.push(tag);
  }

  #safe(tags: readonly number[]): void {
    for (const tag of tags) {
      this.#unsafe.delete(tag);
      this.#accepted.push(tag);
    }
    this.#accepted.sort((a, b) => a - b);
    this.flush();
  }

  flush(): void {
    if (this.#accepted.length === 0 && this.#refused.length === 0) return;
    const [accepted, refused] = [this.#accepted, this.#refused];
    this.#accepted = [];
    this.#refused = [];
    const [firstUnsafe = Number.POSITIVE_INFINITY] = this.#unsafe;
    const [firstRefused = Number.POSITIVE_INFINITY] = refused;
    const [firstAccepted = Number.POSITIVE_INFINITY] = accepted;
    if (accepted.length === 1) this.#ack(firstAccepted, false);
    else
      together(accepted, Math.min(firstRefused, firstUnsafe), (deliveryTag, multiple) =>
        this.#ack(deliveryTag, multiple),
      );
    together(refused, Math.min(firstAccepted, firstUnsafe), (deliveryTag, multiple) =>
      this.#send({ name: 'basic.nack', deliveryTag, multiple, requeue: true }),
    );
  }

  #ack(deliveryTag: number, multiple: boolean): void {
    this.#send({ name: 'basic.ack', deliveryTag, multiple });
  }
}

/** RabbitMQ: one frame speaks for all messages before the first of the other kind, even where that is only one. */
function together(
  tags: readonly number[],
  firstOther: number,
  send: (deliveryTag: number, multiple: boolean) => void,
): void {
  const before = tags.filter((tag) => tag < firstOther);
  const last = before.at(-1);
  if (last !== undefined) send(last, true);
  for (const tag of tags.slice(before.length)) send(tag, false);
}
