import { bindingIdentity } from '../routing/routing-table.ts';
import type { Binding, Topology } from '../routing/topology.ts';
import { type BindStep, type Experiment, OPERATOR } from './experiment.ts';
import { leavesOutQueue, withQueue } from './last-declared.ts';

/**
 * What is there at the start together with all that steps declare and bind, as if nothing were taken away again. Of two
 * declarations under one name the first holds, as on a broker.
 */
export function everThere({ topology, steps }: Pick<Experiment, 'topology' | 'steps'>): Topology {
  const exchanges = new Map(topology.exchanges.map((exchange) => [exchange.name, exchange]));
  const queues = new Map(topology.queues.map((queue) => [queue.name, queue]));
  const bindings = new Map(topology.bindings.map((binding) => [identityOf(binding), binding]));
  const last = new Map<string, string>();
  for (const step of steps) {
    if (step.kind === 'bind') {
      const binding = inFull(step, last);
      if (binding && !bindings.has(identityOf(binding))) bindings.set(identityOf(binding), binding);
    }
    if (step.kind !== 'declare') continue;
    const { by = OPERATOR, exchange, queue, alias, passive } = step;
    const name = alias ?? queue?.name ?? '';
    if (queue) last.set(by, name);
    if (passive) continue;
    if (exchange && !exchanges.has(exchange.name)) exchanges.set(exchange.name, exchange);
    if (queue && !queues.has(name)) queues.set(name, { ...queue, name });
  }
  return {
    exchanges: [...exchanges.values()],
    queues: [...queues.values()],
    bindings: [...bindings.values()],
  };
}

/** `last` has the queue that each role declared last; without one, RabbitMQ refuses a binding that names none. */
function inFull(
  { by = OPERATOR, binding }: BindStep,
  last: ReadonlyMap<string, string>,
): Binding | undefined {
  if (!leavesOutQueue(binding)) return binding;
  const queue = last.get(by);
  return queue === undefined ? undefined : withQueue(binding, queue);
}

const identityOf = (binding: Topology['bindings'][number]): string =>
  `${binding.source} ${bindingIdentity(binding)}`;
