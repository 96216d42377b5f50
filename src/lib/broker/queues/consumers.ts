import type { Consumer } from './consumer.ts';

/**
 * The consumers of a queue and whose turn it is. RabbitMQ: the one that has waited longest among those of the highest
 * priority; one that is found blocked leaves the round and comes back at its end.
 */
export class Consumers {
  readonly #singleActive: boolean;
  readonly #byPriority: boolean;
  readonly #all = new Set<Consumer>();
  /** In the order of their turns. */
  #round: Consumer[] = [];
  readonly #blocked = new Set<Consumer>();
  #active: Consumer | undefined;

  /** `byPriority`: whether those of a higher priority come first. */
  constructor(singleActive: boolean, byPriority = true) {
    this.#singleActive = singleActive;
    this.#byPriority = byPriority;
  }

  get count(): number {
    return this.#all.size;
  }

  /** With a single active consumer, the one that gets the messages. */
  get active(): Consumer | undefined {
    return this.#active;
  }

  get hasExclusive(): boolean {
    for (const consumer of this.#all) if (consumer.exclusive) return true;
    return false;
  }

  [Symbol.iterator](): IterableIterator<Consumer> {
    return this.#all.values();
  }

  add(consumer: Consumer): void {
    this.#all.add(consumer);
    this.#enqueue(consumer);
    if (this.#singleActive) this.#active ??= consumer;
  }

  /** False where it was not there. */
  remove(consumer: Consumer): boolean {
    if (!this.#all.delete(consumer)) return false;
    this.#round = this.#round.filter((other) => other !== consumer);
    this.#blocked.delete(consumer);
    if (this.#active === consumer) this.#active = this.#round[0];
    return true;
  }

  /** The consumer whose turn it is, undefined when none can take a message. It keeps its turn until `served`. */
  next(): Consumer | undefined {
    if (this.#singleActive) return this.#active?.ready ? this.#active : undefined;
    for (let consumer = this.#round[0]; consumer; consumer = this.#round[0]) {
      if (consumer.ready) return consumer;
      this.#round.shift();
      this.#blocked.add(consumer);
    }
    return undefined;
  }

  served(consumer: Consumer): void {
    if (this.#singleActive) return;
    if (this.#round.length === 1) return;
    this.#round.shift();
    this.#enqueue(consumer);
  }

  /** Brings back those blocked ones that can take messages again; of one alone, where it is known that others cannot. */
  unblock(one?: Consumer): void {
    for (const consumer of one ? [one] : this.#blocked) {
      if (consumer.ready && this.#blocked.delete(consumer)) this.#enqueue(consumer);
    }
  }

  #enqueue(consumer: Consumer): void {
    const last = this.#round.at(-1);
    if (last === undefined || !this.#byPriority || last.priority >= consumer.priority) {
      this.#round.push(consumer);
      return;
    }
    const at = this.#round.findIndex((other) => other.priority < consumer.priority);
    this.#round.splice(at, 0, consumer);
  }
}
