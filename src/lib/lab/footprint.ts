import { DEFAULT_EXCHANGE, isPredeclared } from '../routing/topology.ts';
import type { Experiment, Step } from './experiment.ts';
import { roleSpecs } from './run/role-specs.ts';

/** What an experiment touches on its broker. */
export interface Footprint {
  /** How many exchanges and queues it declares, at the start or in a step. */
  readonly exchanges: number;
  readonly queues: number;
  /** How many of the queues get their names from the broker. */
  readonly nameless: number;
  /** RabbitMQ's own exchanges that it publishes to or binds: others use them too. */
  readonly shared: readonly string[];
}

export function footprintOf({ topology, steps }: Pick<Experiment, 'topology' | 'steps'>): Footprint {
  const declared = steps.flatMap((step) => (step.kind === 'declare' && !step.passive ? [step] : []));
  const exchanges = [...topology.exchanges, ...declared.flatMap(({ exchange }) => exchange ?? [])];
  const queues = [...topology.queues, ...declared.flatMap(({ queue }) => queue ?? [])];
  const used = [
    ...exchanges.map(({ name }) => name),
    ...topology.bindings.map(({ source }) => source),
    ...steps.flatMap(exchangesUsed),
  ];
  // The broker gives every queue without a name one of its own.
  const nameless = queues.filter(({ name }) => name === '').length;
  const named = new Set(queues.map(({ name }) => name).filter((name) => name !== ''));
  // Whose connection breaks has a queue that shows when the broker has noticed.
  const breaking = roleSpecs({ steps }).filter(({ breaks }) => breaks).length;
  return {
    exchanges: new Set(exchanges.map(({ name }) => name).filter((name) => !isPredeclared(name))).size,
    queues: named.size + nameless + breaking,
    nameless,
    shared: [...new Set(used)].filter((name) => name !== DEFAULT_EXCHANGE && isPredeclared(name)),
  };
}

function exchangesUsed(step: Step): string[] {
  if (step.kind === 'publish') return [step.message.exchange];
  if (step.kind === 'bind') return [step.binding.source];
  if (step.kind !== 'consume') return [];
  const { publishes, retries } = step.behaviour ?? {};
  return [publishes?.exchange ?? DEFAULT_EXCHANGE, retries?.exchange ?? DEFAULT_EXCHANGE];
}
