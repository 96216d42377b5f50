import type { Settlement, Unacknowledged } from './channel.ts';
import type { Memory } from './memory.ts';
import type { BrokerMessage } from './message.ts';

/** What a channel holds back until its transaction is committed. */
export class Transaction {
  readonly published: { readonly message: BrokerMessage; readonly mandatory: boolean }[] = [];
  readonly settled: { readonly taken: readonly Unacknowledged[]; readonly settlement: Settlement }[] = [];

  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  publish(message: BrokerMessage, mandatory: boolean): void {
    this.published.push({ message, mandatory });
    this.#memory.hold(message.content);
  }

  /** It is over, one way or the other. */
  end(): void {
    for (const { message } of this.published) this.#memory.release(message.content);
  }
}
