import type { Channel, Settlement, Unacknowledged } from '../channel.ts';
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
    for (const { message, mandatory } of published) publish(channel, message, mandatory);
    for (const { taken, settlement } of settled) channel.settle(taken, settlement);
    if (journal && journal.messagesTold !== told)
      journal.batch.whenSafe(() => channel.send({ name: 'tx.commit-ok' }));
    else channel.send({ name: 'tx.commit-ok' });
  },

  'tx.rollback'(channel) {
    const { settled } = restarted(channel);
    channel.untake(settled.flatMap(({ taken }) => taken));
    channel.send({ name: 'tx.rollback-ok' });
  },
};

/** Settles now, or in a transaction at its commit. */
export function settle(channel: Channel, taken: readonly Unacknowledged[], settlement: Settlement): void {
  if (channel.transaction) channel.transaction.settled.push({ taken, settlement });
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
