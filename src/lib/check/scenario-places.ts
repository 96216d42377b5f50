import type { Places, Position, Subject } from '../definitions/places.ts';
import { identityOf } from '../lab/ever-there.ts';
import type { Experiment } from '../lab/experiment.ts';
import { bindingsMade } from '../lab/last-declared.ts';
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
  const paths = new Map<string, Path>();
  const add = (what: string, path: Path): void => {
    if (!paths.has(what)) paths.set(what, path);
  };
  const addBinding = (binding: Binding, path: Path): void => add(`binding ${identityOf(binding)}`, path);
  for (const [at, { name }] of exchanges.entries()) add(`exchange ${name}`, ['exchanges', at]);
  for (const [at, { name }] of queues.entries()) add(`queue ${name}`, ['queues', at]);
  for (const [at, binding] of topology.bindings.slice(topology.bindings.length - bindings.length).entries())
    addBinding(binding, ['bindings', at]);
  for (const [at, binding] of bindingsMade(steps).entries())
    if (binding) addBinding(binding, ['steps', at, 'bind']);
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'declare') continue;
    if (step.exchange) add(`exchange ${step.exchange.name}`, ['steps', at, 'declare']);
    if (step.queue) add(`queue ${step.alias ?? step.queue.name}`, ['steps', at, 'declare']);
  }
  return (subject) => {
    const there = definitions?.places.of(subject);
    if (definitions && there) return { file: definitions.path, ...there };
    const path = paths.get(
      subject.kind === 'binding'
        ? `binding ${identityOf(subject.binding)}`
        : `${subject.kind} ${subject.name}`,
    );
    return path && { file: source.path, ...source.position(path) };
  };
}
