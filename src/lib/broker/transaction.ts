import type { Settlement, Unacknowledged } from './channel.ts';
import type { BrokerMessage } from './message.ts';

/** What a channel holds back until its transaction is committed. */
export class Transaction {
  readonly published: { readonly message: BrokerMessage; readonly mandatory: boolean }[] = [];
  readonly settled: { readonly taken: readonly Unacknowledged[]; readonly settlement: Settlement }[] = [];

  publish(message: BrokerMessage, mandatory: boolean): void {
    this.published.push({ message, mandatory });
  }
}
