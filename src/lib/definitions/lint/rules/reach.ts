import { DEFAULT_EXCHANGE, type Exchange } from '../../../routing/topology.ts';
import { isServerNamed, listed, quoted } from '../../words.ts';
import { arrivalsIn, deadLettersReach } from '../dead-letter-flow.ts';
import { leadsNowhere, takenBy } from '../flow.ts';
import { EVERY_KEY } from '../keys.ts';
import { aboutExchange, aboutQueue, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

const ANY_MESSAGE = { keys: EVERY_KEY, certain: true };

export const unboundQueue = defineRule({
  id: 'unbound-queue',
  severity: 'info',
  summary: 'no exchange but the default one leads to the queue',
  explanation:
    'Every queue is reachable by its name over the default exchange, and this one in no other way: no binding leads to it, and no queue sends its dead letters there.',
  *check(view) {
    // Without exchanges everything goes by the names of queues, and is meant to.
    if (view.exchanges.length === 0) return;
    const named = queuesOfDeadLettersByName(view);
    if (!named) return;
    for (const queue of view.queues) {
      if (queue.exclusive || isServerNamed(queue.name) || named.has(queue.name)) continue;
      // Of bindings that take nothing another rule tells.
      if (view.bindingsTo('queue', queue).length > 0) continue;
      yield {
        subject: aboutQueue(queue),
        message: `Nothing is bound to queue ${quoted(queue.name)}: only messages to the default exchange with its name as routing key get into it.`,
        fix: 'Bind it to the exchange whose messages it is for; where publishers do address it by its name, all is well.',
      };
    }
  },
});

/** Queues that others send their dead letters to over the default exchange; undefined where that is not known. */
function queuesOfDeadLettersByName(view: TopologyView): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const sender of view.deadLettersTo({ name: DEFAULT_EXCHANGE })) {
    const deadLettering = view.deadLettering(sender);
    if (!deadLettering) continue;
    for (const keys of arrivalsIn(view, sender)) {
      const { queues, isOpen } = deadLettersReach(view, deadLettering, { keys, certain: true });
      if (isOpen) return undefined;
      for (const name of queues.keys()) if (name !== sender.name) names.add(name);
    }
  }
  return names;
}

export const unreachableExchange = defineRule({
  id: 'unreachable-exchange',
  severity: 'warning',
  summary: 'an internal exchange that nothing leads to',
  explanation:
    'RabbitMQ refuses (403) whoever publishes to an internal exchange: messages get there by a binding from another exchange, as dead letters or as the alternate exchange of another, and here by none of these.',
  *check(view) {
    for (const exchange of view.exchanges) {
      if (!exchange.internal || isFed(view, exchange)) continue;
      yield {
        subject: aboutExchange(exchange),
        message: `Nothing leads to the internal exchange ${quoted(exchange.name)}, and nobody may publish to it.`,
        fix: 'Bind it to the exchange whose messages it is for, or declare it without internal.',
      };
    }
  },
});

const isFed = (view: TopologyView, exchange: Exchange): boolean =>
  view.bindingsTo('exchange', exchange).length > 0 ||
  view.deadLettersTo(exchange).length > 0 ||
  view.alternateFor(exchange).length > 0;

export const exchangeLeadsNowhere = defineRule({
  id: 'exchange-leads-nowhere',
  severity: 'warning',
  summary: 'an exchange from which no message gets to a queue',
  explanation:
    'RabbitMQ confirms a message that no queue takes, and drops it; it comes back only to a publisher that asked for that (mandatory). An export of definitions leaves out exclusive queues with their bindings: where consumers bring queues of their own, this is no mistake.',
  *check(view) {
    for (const exchange of view.exchanges) {
      // Those that nothing feeds, or that others rely on, are told of by other rules.
      const isElsewhere =
        (exchange.internal && !isFed(view, exchange)) ||
        view.deadLettersTo(exchange).length > 0 ||
        view.alternateFor(exchange).length > 0;
      if (isElsewhere || !leadsNowhere(view, exchange.name, ANY_MESSAGE)) continue;
      yield {
        subject: aboutExchange(exchange),
        message: `No message that is published to exchange ${quoted(exchange.name)} gets to a queue: ${endText(view, exchange)}.`,
        fix: 'Bind a queue to it, or delete it.',
      };
    }
  },
});

function endText(view: TopologyView, exchange: Exchange): string {
  const bindings = view.bindingsFrom(exchange);
  if (bindings.length === 0) return 'it has no binding';
  const ends = new Set(bindings.map(({ destination }) => destination));
  return bindings.some((binding) => takenBy(binding, exchange, ANY_MESSAGE))
    ? `its bindings lead to ${listed([...ends])}, and no further`
    : 'none of its bindings takes anything';
}
