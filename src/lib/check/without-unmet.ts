import { type Experiment, topologyStays } from '../lab/experiment.ts';
import { isModelled } from '../routing/explain/not-modelled.ts';
import { wayOf } from '../routing/explain/stops.ts';
import { RoutingTable } from '../routing/routing-table.ts';
import type { Topology } from '../routing/topology.ts';
import { stringValue } from '../routing/values.ts';

/**
 * The experiment without the exchanges of plugins' types that none of its messages comes to and none of its steps names,
 * so that a broker without those plugins plays the rest of somebody's topology.
 */
export function withoutUnmet(experiment: Experiment): Experiment {
  const { topology } = experiment;
  const foreign = topology.exchanges.filter(({ type }) => !isModelled(type));
  if (foreign.length === 0) return experiment;
  const met = exchangesMet(experiment);
  const unmet = new Set(foreign.map(({ name }) => name).filter((name) => !met.has(name)));
  return {
    ...experiment,
    topology: {
      ...topology,
      exchanges: topology.exchanges.filter(({ name }) => !unmet.has(name)),
      bindings: topology.bindings.filter(
        ({ source, destination, destinationType }) =>
          !unmet.has(source) && !(destinationType === 'exchange' && unmet.has(destination)),
      ),
    },
  };
}

/** Those that messages may come to, and those that steps name. */
function exchangesMet(experiment: Experiment): ReadonlySet<string> {
  const { topology, steps } = experiment;
  const table = RoutingTable.from(topology);
  const messages = steps.flatMap((step) => (step.kind === 'publish' ? [step.message] : []));
  // Where steps change what is bound, a message may go any way that there is.
  const exactly = topologyStays(experiment)
    ? messages.flatMap((message) => wayOf(message, table).map(({ exchange }) => exchange))
    : behind(
        messages.map(({ exchange }) => exchange),
        table,
      );
  const byOthers = [...deadLetterExchanges(topology), ...steps.flatMap(exchangesOf)];
  return new Set([...exactly, ...behind(byOthers, table)]);
}

const deadLetterExchanges = ({ queues }: Topology): string[] =>
  queues.flatMap(({ arguments: args }) => stringValue(args.get('x-dead-letter-exchange')) ?? []);

/** The exchanges that a step names, and those that its consumer publishes to. */
function exchangesOf(step: Experiment['steps'][number]): (string | undefined)[] {
  switch (step.kind) {
    case 'consume':
      return [step.behaviour?.publishes?.exchange, step.behaviour?.retries?.exchange];
    case 'declare':
      return [step.exchange?.name];
    case 'bind':
    case 'unbind':
      return [step.binding.source, step.binding.destination];
    case 'delete':
      return [step.exchange];
    default:
      return [];
  }
}

/** These, and all to which bindings and alternate exchanges lead from them, whatever they ask for. */
function behind(starts: readonly (string | undefined)[], table: RoutingTable): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...starts];
  while (open.length > 0) {
    const name = open.pop();
    if (name === undefined || found.has(name)) continue;
    found.add(name);
    const bound = table.bindingsFrom(name).filter(({ destinationType }) => destinationType === 'exchange');
    open.push(...bound.map(({ destination }) => destination), table.indexed(name)?.alternate);
  }
  return found;
}
