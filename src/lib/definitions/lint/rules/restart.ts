import type { Exchange } from '../../../routing/topology.ts';
import { listed, quoted } from '../../words.ts';
import { aboutExchange, aboutQueue, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

export const lostAtRestart = defineRule({
  id: 'lost-at-restart',
  severity: 'warning',
  summary: 'what is durable is fed by a transient exchange',
  explanation:
    'A restart of the broker takes a transient exchange away, and its bindings with it; what it led to is still there, and gets no more messages until somebody declares and binds all again.',
  *check(view) {
    for (const exchange of view.exchanges) {
      if (exchange.durable) continue;
      const fed = durableDestinations(view, exchange);
      if (fed.length === 0) continue;
      yield {
        subject: aboutExchange(exchange),
        message: `Exchange ${quoted(exchange.name)} is transient, and leads to ${listed(fed)}, which ${fed.length === 1 ? 'is' : 'are'} durable.`,
        fix: 'Declare the exchange durable.',
      };
    }
  },
});

function durableDestinations(view: TopologyView, exchange: Exchange): readonly string[] {
  const durable = view.bindingsFrom(exchange).filter(({ destinationType, destination }) => {
    const end = destinationType === 'queue' ? view.queue(destination) : view.exchange(destination);
    return end?.durable === true && view.isDeclared(destinationType, destination);
  });
  return [...new Set(durable.map(({ destination }) => destination))];
}

export const transientFallback = defineRule({
  id: 'transient-fallback',
  severity: 'warning',
  summary: 'a transient or auto-delete exchange that others rely on for what is left over',
  explanation:
    'A transient exchange is gone after a restart of the broker, an auto-delete one once its last binding is. A dead-letter or alternate exchange that is not there is no error: what it was for is dropped without a word.',
  *check(view) {
    for (const queue of view.queues) {
      const exchange = view.exchange(view.deadLettering(queue)?.exchange ?? '');
      if (!exchange || !outlives(queue, exchange)) continue;
      yield {
        subject: aboutQueue(queue),
        message: `The dead-letter exchange ${quoted(exchange.name)} of queue ${quoted(queue.name)} is ${goneText(exchange)}, and the queue stays.`,
        fix: 'Declare the exchange durable and not auto-delete.',
      };
    }
    for (const source of view.exchanges) {
      const exchange = view.exchange(view.alternateOf(source) ?? '');
      if (!exchange || !outlives(source, exchange)) continue;
      yield {
        subject: aboutExchange(source),
        message: `The alternate exchange ${quoted(exchange.name)} of ${quoted(source.name)} is ${goneText(exchange)}, and ${quoted(source.name)} stays.`,
        fix: 'Declare the exchange durable and not auto-delete.',
      };
    }
  },
});

type Lifetime = Pick<Exchange, 'durable' | 'autoDelete'>;

const outlives = (one: Lifetime, other: Lifetime): boolean =>
  (one.durable && !other.durable) || (!one.autoDelete && other.autoDelete);

const goneText = ({ durable, autoDelete }: Lifetime): string =>
  [...(durable ? [] : ['transient']), ...(autoDelete ? ['auto-delete'] : [])].join(' and ');
