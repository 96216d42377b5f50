import { DEFAULT_EXCHANGE, type Queue } from '../../../routing/topology.ts';
import { listed, quoted, quotedKey } from '../../words.ts';
import { arrivalsIn, deadKeys } from '../dead-letter-flow.ts';
import { leadsNowhere } from '../flow.ts';
import type { Keys } from '../keys.ts';
import { aboutQueue, defineRule, type Found } from '../rule.ts';
import type { DeadLettering, TopologyView } from '../view.ts';

export const deadLetterExchangeMissing = defineRule({
  id: 'dead-letter-exchange-missing',
  severity: 'error',
  summary: 'a dead-letter exchange that does not exist',
  explanation:
    'RabbitMQ accepts the name of any exchange, and looks it up at each death: while there is none, dead messages are dropped without a word.',
  *check(view) {
    for (const [queue, { exchange }] of deadLettering(view)) {
      if (view.exchange(exchange)) continue;
      yield {
        subject: aboutQueue(queue),
        message: `Queue ${quoted(queue.name)} sends its dead letters to exchange ${quoted(exchange)}, which does not exist.`,
        fix: `Declare ${quoted(exchange)} and bind a queue to it, or correct the name in x-dead-letter-exchange.`,
      };
    }
  },
});

export const deadLetterUnroutable = defineRule({
  id: 'dead-letter-unroutable',
  severity: 'error',
  summary: 'dead letters that get to no queue under the key that they have',
  explanation:
    'A dead letter keeps the key that it was published with unless the queue sets x-dead-letter-routing-key. One that no queue takes is dropped without a word: its publisher had its confirm long before.',
  *check(view) {
    for (const [queue, target] of deadLettering(view)) {
      if (!view.exchange(target.exchange)) continue;
      const arrivals = arrivalsIn(view, queue);
      const lost = arrivals.filter((came) =>
        leadsNowhere(view, target.exchange, { keys: deadKeys(target, came), certain: true }),
      );
      if (lost.length > 0) yield lostText(queue, target, lost);
    }
  },
});

function lostText(queue: Queue, { exchange, routingKey }: DeadLettering, lost: readonly Keys[]): Found {
  const from = `The dead letters of queue ${quoted(queue.name)}`;
  const where = exchange === DEFAULT_EXCHANGE ? 'the default exchange' : `exchange ${quoted(exchange)}`;
  const nobody = exchange === DEFAULT_EXCHANGE ? 'no queue has that name' : 'no queue gets them there';
  if (routingKey !== undefined)
    return {
      subject: aboutQueue(queue),
      message: `${from} go to ${where} with the key ${quotedKey(routingKey)}, and ${nobody}.`,
      fix: 'Bind a queue for that key, or correct x-dead-letter-routing-key.',
    };
  const keys = lost.map((patterns) => patterns.map(({ text }) => quotedKey(text)).join(' and ') || 'any key');
  return {
    subject: aboutQueue(queue),
    message: `${from} go to ${where} with the key that they came with, ${listed(keys, (key) => key)}, and ${nobody}.`,
    fix: `Set x-dead-letter-routing-key to a key that is bound there${exchange === DEFAULT_EXCHANGE ? ': the name of a queue' : ', or bind a queue for every key'}.`,
  };
}

/** The queues that dead-letter, with where to. */
function* deadLettering(view: TopologyView): Iterable<readonly [Queue, DeadLettering]> {
  for (const queue of view.queues) {
    const target = view.deadLettering(queue);
    if (target) yield [queue, target];
  }
}
