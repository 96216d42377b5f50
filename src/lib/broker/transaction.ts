import type { Settlement, Unacknowledged } from './channel.ts';
import type { Memory } from './memory.ts';
import type { BrokerMessage } from './message.ts';

/** A message and the queues that it is for, by name: in a transaction they may be gone before it reaches them. */
export interface Published {
  readonly message: BrokerMessage;
  readonly mandatory: boolean;
  readonly queues: readonly string[];
}

/** RabbitMQ: what is settled in the same way one after the other is settled together, in order of delivery. */
interface Settled {
  readonly taken: Unacknowledged[];
  readonly settlement: Settlement;
}

/** What a channel holds back until its transaction is committed. */
export class Transaction {
  readonly published: Published[] = [];
  readonly settled: Settled[] = [];
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  publish(published: Published): void {
    this.published.push(published);
    this.#memory.hold(published.message.content);
  }

  settle(taken: readonly Unacknowledged[], settlement: Settlement): void {
    const last = this.settled.at(-1);
    if (last?.settlement !== settlement) this.settled.push({ taken: [...taken], settlement });
    else for (const unacknowledged of taken) last.taken.push(unacknowledged);
  }

  /** It is over, one way or the other. */
  end(): void {
    for (const { message } of this.published) this.#memory.release(message.content);
  }
}
