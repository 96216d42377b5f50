import { binding as writtenBinding } from '../lab/notation.ts';
import type { Binding, Exchange, Queue, Topology } from '../routing/topology.ts';
import { tableOf } from './field-values.ts';
import type { BindingShape, ExchangeShape, FileShape, QueueShape } from './file-shape.ts';
import { type FileProblem, invalidFile, type Path, type Source } from './source.ts';

/** The topology that the file writes down, beside what is there already. Throws where a name is there twice. */
export function topologyOf(shape: FileShape, there: Topology, source: Source): Topology {
  const exchanges = (shape.exchanges ?? []).map(exchangeOf);
  const queues = (shape.queues ?? []).map(queueOf);
  const problems = [
    ...twice('exchange', exchanges, there.exchanges, ['exchanges'], source),
    ...twice('queue', queues, there.queues, ['queues'], source),
  ];
  if (problems.length > 0) throw invalidFile(source.path, problems);
  return {
    exchanges: [...there.exchanges, ...exchanges],
    queues: [...there.queues, ...queues],
    bindings: [...there.bindings, ...(shape.bindings ?? []).map(bindingOf)],
  };
}

export function exchangeOf(shape: ExchangeShape): Exchange {
  const { name, type, durable = true, auto_delete = false, internal = false } = shape;
  return { name, type, durable, autoDelete: auto_delete, internal, arguments: tableOf(shape.arguments) };
}

export function queueOf(shape: QueueShape): Queue {
  const { name, type, durable = true, auto_delete = false, exclusive = false } = shape;
  const args = tableOf(shape.arguments);
  const typed = type === undefined || type === 'classic' || args.has('x-queue-type');
  const all = typed ? args : new Map([...args, ['x-queue-type', { type: 'string', value: type }] as const]);
  return { name, durable, autoDelete: auto_delete, exclusive, arguments: all };
}

/** The short form leads to a queue (`-[key]->`) or to an exchange (`=[key]=>`). */
export function bindingOf(shape: BindingShape): Binding {
  if (typeof shape === 'string') return writtenBinding(shape);
  const { source, destination, destination_type = 'queue', routing_key = '' } = shape;
  const args = tableOf(shape.arguments);
  return { source, destination, destinationType: destination_type, routingKey: routing_key, arguments: args };
}

function twice(
  what: string,
  declared: readonly { readonly name: string }[],
  there: readonly { readonly name: string }[],
  path: Path,
  source: Source,
): FileProblem[] {
  const seen = new Set(there.map(({ name }) => name));
  return declared.flatMap(({ name }, at) => {
    const again = name !== '' && seen.has(name);
    seen.add(name);
    return again
      ? [
          {
            ...source.position([...path, at, 'name']),
            message: `expected each ${what} once, got '${name}' twice`,
          },
        ]
      : [];
  });
}
