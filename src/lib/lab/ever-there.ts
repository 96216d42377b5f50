import { bindingIdentity } from '../routing/routing-table.ts';
import type { Topology } from '../routing/topology.ts';
import type { Experiment } from './experiment.ts';

/**
 * What is there at the start together with all that steps declare and bind, as if nothing were taken away again. Of two
 * declarations under one name the first holds, as on a broker.
 */
export function everThere({ topology, steps }: Pick<Experiment, 'topology' | 'steps'>): Topology {
  const exchanges = new Map(topology.exchanges.map((exchange) => [exchange.name, exchange]));
  const queues = new Map(topology.queues.map((queue) => [queue.name, queue]));
  const bindings = new Map(topology.bindings.map((binding) => [identityOf(binding), binding]));
  for (const step of steps) {
    if (step.kind === 'bind' && !bindings.has(identityOf(step.binding)))
      bindings.set(identityOf(step.binding), step.binding);
    if (step.kind !== 'declare' || step.passive) continue;
    const { exchange, queue, alias } = step;
    if (exchange && !exchanges.has(exchange.name)) exchanges.set(exchange.name, exchange);
    const name = alias ?? queue?.name ?? '';
    if (queue && !queues.has(name)) queues.set(name, { ...queue, name });
  }
  return {
    exchanges: [...exchanges.values()],
    queues: [...queues.values()],
    bindings: [...bindings.values()],
  };
}

const identityOf = (binding: Topology['bindings'][number]): string =>
  `${binding.source} ${bindingIdentity(binding)}`;
