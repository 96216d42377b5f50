import { byDeliveryTag, type Channel, type Settlement, type Unacknowledged } from '../channel.ts';
import { preconditionFailed } from '../errors.ts';
import { Transaction } from '../transaction.ts';
import type { ChannelHandlers } from './index.ts';
import { publish } from './publish.ts';

export const txHandlers: ChannelHandlers = {
  'tx.select'(channel) {
    if (channel.confirms.enabled) throw preconditionFailed('cannot switch from confirm to tx mode');
    channel.transaction ??= new Transaction(channel.broker.memory);
    channel.send({ name: 'tx.select-ok' });
  },

  'tx.commit'(channel) {
    const { published, settled } = restarted(channel);
    const { journal } = channel.broker;
    const told = journal?.messagesTold;
    const refused = published.filter((each) => !publish(channel, each));
    // RabbitMQ: the answer waits for what was published alone, and goes before what is delivered because of the rest.
    const answer = (): void => channel.send({ name: 'tx.commit-ok' });
    if (journal && journal.messagesTold !== told) journal.batch.whenSafe(answer);
    else if (refused.length === 0) answer();
    for (const { taken, settlement } of settled) channel.settle(taken.sort(byDeliveryTag), settlement);
    if (refused.length > 0) throw preconditionFailed('partial tx completion');
  },

  'tx.rollback'(channel) {
    const { settled } = restarted(channel);
    channel.untake(settled.flatMap(({ taken }) => taken));
    channel.send({ name: 'tx.rollback-ok' });
  },
};

/** Settles now, or in a transaction at its commit. */
export function settle(channel: Channel, taken: readonly Unacknowledged[], settlement: Settlement): void {
  if (channel.transaction) channel.transaction.settle(taken, settlement);
  else channel.settle(taken, settlement);
}

/** The transaction that ends here; the next one begins. */
function restarted(channel: Channel): Transaction {
  const { transaction } = channel;
  if (!transaction) throw preconditionFailed('channel is not transactional');
  transaction.end();
  channel.transaction = new Transaction(channel.broker.memory);
  return transaction;
}
