import type { Exchange } from '../../../routing/topology.ts';
import { bindingText, listed, quoted, quotedKey } from '../../words.ts';
import { type Flow, takenBy } from '../flow.ts';
import { EVERY_KEY } from '../keys.ts';
import { aboutBinding, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

export const bindingOutOfReach = defineRule({
  id: 'binding-out-of-reach',
  severity: 'warning',
  summary: 'a binding of an internal exchange for keys that never get there',
  explanation:
    'A message keeps its routing key on its way from exchange to exchange, and nobody publishes to an internal one: only keys that a binding to it lets through come to its own bindings.',
  *check(view) {
    for (const [exchange, bindings] of view.sources()) {
      const incoming = knownIncoming(view, exchange);
      if (incoming.length === 0) continue;
      for (const binding of bindings) {
        if (incoming.some((flow) => takenBy(binding, exchange, flow))) continue;
        const asked = view.bindingsTo('exchange', exchange).map(({ routingKey }) => routingKey);
        yield {
          subject: aboutBinding(binding),
          message: `The binding ${bindingText(binding)} never takes a message: exchange ${quoted(exchange.name)} is internal, and the bindings to it let through ${listed([...new Set(asked)], quotedKey)} alone.`,
          fix: 'Correct the key of this binding, or of one that leads to its exchange; else delete it.',
        };
      }
    }
  },
});

/** All that can come into an exchange that reads keys; empty where that is not known, or anything. */
function knownIncoming(view: TopologyView, exchange: Exchange): readonly Flow[] {
  const readsKeys = exchange.type === 'direct' || exchange.type === 'topic';
  const isFedOtherwise = view.deadLettersTo(exchange).length > 0 || view.alternateFor(exchange).length > 0;
  if (!exchange.internal || !readsKeys || isFedOtherwise) return [];
  const incoming = view.bindingsTo('exchange', exchange).flatMap((binding) => {
    const source = view.exchange(binding.source);
    return (source && takenBy(binding, source, { keys: EVERY_KEY, certain: true })) ?? [];
  });
  return incoming.some(({ keys }) => keys.length === 0) ? [] : incoming;
}
