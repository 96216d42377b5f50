import type { ExchangeType } from '../match.ts';
import type { Binding } from '../topology.ts';

/** Every binding takes every message; keys and headers do not matter. */
export const fanout: ExchangeType = {
  readsKeys: false,
  match: () => ({ matched: true, kind: 'fanout' }),

  createIndex() {
    const bindings = new Set<Binding>();
    return {
      add: (binding) => bindings.add(binding),
      remove: (binding) => bindings.delete(binding),
      visitMatches: (_message, _routingKeys, visit) => bindings.forEach(visit),
    };
  },
};
