import type { Places, Position, Subject } from '../definitions/places.ts';
import type { Experiment } from '../lab/experiment.ts';
import type { Binding } from '../routing/topology.ts';
import type { FileShape } from './file-shape.ts';
import type { Path, Source } from './source.ts';

/** Where in which file something is written. */
export interface Place extends Position {
  readonly file: string;
}

/** The definitions that a scenario file names. */
export interface NamedDefinitions {
  readonly path: string;
  readonly places: Places;
}

/** Where the file, or the definitions that it names, say something of the topology: at the start, or in a step. */
export function placesIn(
  source: Source,
  { topology, steps }: Pick<Experiment, 'topology' | 'steps'>,
  definitions: NamedDefinitions | undefined,
): (subject: Subject) => Place | undefined {
  const { exchanges = [], queues = [], bindings = [] } = source.value as FileShape;
  const paths = new Map<string | Binding, Path>();
  const add = (what: string | Binding, path: Path): void => {
    if (!paths.has(what)) paths.set(what, path);
  };
  for (const [at, { name }] of exchanges.entries()) add(`exchange ${name}`, ['exchanges', at]);
  for (const [at, { name }] of queues.entries()) add(`queue ${name}`, ['queues', at]);
  for (const [at, binding] of topology.bindings.slice(topology.bindings.length - bindings.length).entries())
    add(binding, ['bindings', at]);
  for (const [at, step] of steps.entries()) {
    if (step.kind === 'bind') add(step.binding, ['steps', at, 'bind']);
    if (step.kind !== 'declare') continue;
    if (step.exchange) add(`exchange ${step.exchange.name}`, ['steps', at, 'declare']);
    if (step.queue) add(`queue ${step.alias ?? step.queue.name}`, ['steps', at, 'declare']);
  }
  return (subject) => {
    const there = definitions?.places.of(subject);
    if (definitions && there) return { file: definitions.path, ...there };
    const path = paths.get(subject.kind === 'binding' ? subject.binding : `${subject.kind} ${subject.name}`);
    return path && { file: source.path, ...source.position(path) };
  };
}
