import type { BindStep, DeclareStep, DeleteStep } from '../../lab/experiment.ts';
import {
  type Binding,
  type Exchange,
  isPredeclared,
  type Queue,
  type Topology,
} from '../../routing/topology.ts';
import { tableIdentity } from '../../routing/values.ts';
import { CommandProblem } from './problem.ts';

/** A step that changes what is there. */
export type Edit = DeclareStep | BindStep | DeleteStep;

/** The topology after the step. Throws a {@link CommandProblem} where it changes nothing, or a broker would refuse it. */
export function edited(topology: Topology, edit: Edit): Topology {
  switch (edit.kind) {
    case 'declare':
      return declared(topology, edit);
    case 'bind':
      return bound(topology, edit.binding);
    case 'unbind':
      return unbound(topology, edit.binding);
    case 'delete':
      return deleted(topology, edit);
  }
}

function declared(topology: Topology, { queue, exchange }: DeclareStep): Topology {
  if (queue) {
    refuseAgain(topology.queues, queue, queueIdentity);
    return { ...topology, queues: [...topology.queues, queue] };
  }
  if (!exchange) return topology;
  refuseAgain(topology.exchanges, exchange, exchangeIdentity);
  return { ...topology, exchanges: [...topology.exchanges, exchange] };
}

function refuseAgain<T extends { readonly name: string }>(
  there: readonly T[],
  added: T,
  identity: (entity: T) => string,
): void {
  const same = there.find(({ name }) => name === added.name);
  if (!same) return;
  const kind = identity(same) === identity(added) ? 'there-already' : 'declared-otherwise';
  throw new CommandProblem({ kind, name: added.name });
}

const queueIdentity = ({ durable, autoDelete, exclusive, arguments: args }: Queue): string =>
  JSON.stringify([durable, autoDelete, exclusive, tableIdentity(args)]);

const exchangeIdentity = ({ type, durable, autoDelete, internal, arguments: args }: Exchange): string =>
  JSON.stringify([type, durable, autoDelete, internal, tableIdentity(args)]);

function bound(topology: Topology, binding: Binding): Topology {
  refuseUnknown(topology, 'exchange', binding.source);
  refuseUnknown(topology, binding.destinationType, binding.destination);
  if (indexOf(topology, binding) >= 0)
    throw new CommandProblem({ kind: 'bound-already', name: binding.destination });
  return { ...topology, bindings: [...topology.bindings, binding] };
}

function unbound(topology: Topology, binding: Binding): Topology {
  const at = indexOf(topology, binding);
  if (at < 0) throw new CommandProblem({ kind: 'no-binding', known: topology.bindings.length });
  return { ...topology, bindings: topology.bindings.toSpliced(at, 1) };
}

const indexOf = ({ bindings }: Topology, binding: Binding): number =>
  bindings.findIndex((each) => bindingIdentity(each) === bindingIdentity(binding));

const bindingIdentity = (binding: Binding): string => {
  const { source, destination, destinationType, routingKey, arguments: args } = binding;
  return JSON.stringify([source, destination, destinationType, routingKey, tableIdentity(args)]);
};

function refuseUnknown(topology: Topology, kind: 'queue' | 'exchange', name: string): void {
  const known = (kind === 'queue' ? topology.queues : topology.exchanges).map((each) => each.name);
  if (known.includes(name) || (kind === 'exchange' && isPredeclared(name))) return;
  throw new CommandProblem({ kind: `no-${kind}`, name, known });
}

function deleted(topology: Topology, { queue, exchange }: DeleteStep): Topology {
  const [type, name] =
    queue === undefined ? (['exchange', exchange ?? ''] as const) : (['queue', queue] as const);
  refuseUnknown(topology, type, name);
  const without = <T extends { readonly name: string }>(entities: readonly T[]): T[] =>
    entities.filter((entity) => entity.name !== name);
  return {
    exchanges: type === 'exchange' ? without(topology.exchanges) : topology.exchanges,
    queues: type === 'queue' ? without(topology.queues) : topology.queues,
    bindings: topology.bindings.filter(
      (each) =>
        !(each.destinationType === type && each.destination === name) &&
        !(type === 'exchange' && each.source === name),
    ),
  };
}

/** What `unbind NUMBER` takes away, the bindings being numbered from 1. */
export function bindingAt({ bindings }: Topology, number: number): Binding {
  const binding = bindings[number - 1];
  if (!binding) throw new CommandProblem({ kind: 'no-binding', known: bindings.length });
  return binding;
}

/** What `delete NAME` takes away: a queue or an exchange, told apart where both have that name. */
export function deletion(
  { queues, exchanges }: Topology,
  name: string,
  type?: 'queue' | 'exchange',
): DeleteStep {
  const isQueue = type !== 'exchange' && queues.some((queue) => queue.name === name);
  if (isQueue || type === 'queue') return { kind: 'delete', queue: name };
  if (type === 'exchange' || exchanges.some((exchange) => exchange.name === name))
    return { kind: 'delete', exchange: name };
  const known = [...queues, ...exchanges].map((entity) => entity.name);
  throw new CommandProblem({ kind: 'no-entity', name, known });
}
