import { bindingIdentity } from '../routing/routing-table.ts';
import type { Binding, Topology } from '../routing/topology.ts';
import type { Experiment } from './experiment.ts';
import { bindingsMade } from './last-declared.ts';

/**
 * What is there at the start together with all that steps declare and bind, as if nothing were taken away again. Of two
 * declarations under one name the first holds, as on a broker.
 */
export function everThere({ topology, steps }: Pick<Experiment, 'topology' | 'steps'>): Topology {
  const exchanges = new Map(topology.exchanges.map((exchange) => [exchange.name, exchange]));
  const queues = new Map(topology.queues.map((queue) => [queue.name, queue]));
  const bindings = new Map(topology.bindings.map((binding) => [identityOf(binding), binding]));
  for (const binding of bindingsMade(steps))
    if (binding && !bindings.has(identityOf(binding))) bindings.set(identityOf(binding), binding);
  for (const step of steps) {
    if (step.kind !== 'declare' || step.passive) continue;
    const { exchange, queue, alias } = step;
    const name = alias ?? queue?.name ?? '';
    if (exchange && !exchanges.has(exchange.name)) exchanges.set(exchange.name, exchange);
    if (queue && !queues.has(name)) queues.set(name, { ...queue, name });
  }
  return {
    exchanges: [...exchanges.values()],
    queues: [...queues.values()],
    bindings: [...bindings.values()],
  };
}

/** What tells one binding from another. */
export const identityOf = (binding: Binding): string => `${binding.source} ${bindingIdentity(binding)}`;
