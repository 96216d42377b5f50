import type { ExchangeType } from '../match.ts';
import type { Binding } from '../topology.ts';

/** Every binding whose key equals the routing key takes the message. */
export const direct: ExchangeType = {
  readsKeys: true,
  match: (binding, _message, routingKey) => ({
    matched: binding.routingKey === routingKey,
    kind: 'direct',
    bindingKey: binding.routingKey,
    routingKey,
  }),

  createIndex() {
    const byKey = new Map<string, Set<Binding>>();
    return {
      add(binding) {
        const bindings = byKey.get(binding.routingKey);
        if (bindings) bindings.add(binding);
        else byKey.set(binding.routingKey, new Set([binding]));
      },
      remove(binding) {
        const bindings = byKey.get(binding.routingKey);
        bindings?.delete(binding);
        if (bindings?.size === 0) byKey.delete(binding.routingKey);
      },
      visitMatches(_message, routingKeys, visit) {
        for (const key of routingKeys) byKey.get(key)?.forEach(visit);
      },
    };
  },
};
