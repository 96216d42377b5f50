import { basename, dirname, isAbsolute, join } from 'node:path';
import type { Off } from '../definitions/lint/lint.ts';
import type { Subject } from '../definitions/places.ts';
import { LabError } from '../lab/errors.ts';
import type { Experiment } from '../lab/experiment.ts';
import type { Topology } from '../routing/topology.ts';
import { expectationOf } from './expectation-shape.ts';
import type { FileShape } from './file-shape.ts';
import { type ReadDefinitions, readNamed } from './named-definitions.ts';
import { offsOf } from './offs-shape.ts';
import { wrongReferences } from './references.ts';
import { SCENARIO_FILE } from './scenario-file-name.ts';
import { type NamedDefinitions, type Place, placesIn } from './scenario-places.ts';
import { invalidFile, parseSource, readSource, type Source } from './source.ts';
import { stepsOf } from './step-shape.ts';
import { topologyOf } from './topology-shape.ts';
import { validate } from './validate.ts';

/** A scenario file that was read, and is in order. */
export interface ScenarioFile {
  readonly path: string;
  readonly experiment: Experiment;
  /** What its definitions hold and the lab does not model, in sentences. */
  readonly notes: readonly string[];
  readonly source: Source;
  /** The lint rules that it switches off. */
  readonly offs: readonly Off[];
  /** Where something of its topology is written, in it or in its definitions. */
  placeOf(subject: Subject): Place | undefined;
}

/** Reads a scenario file. Throws a LabError that says where it is none, what was expected there, and what was found. */
export async function readScenarioFile(path: string, read = readNamed): Promise<ScenarioFile> {
  return understand(await readSource(path), read);
}

/** The same of a text; `path` is what it is called, and where its definitions are looked for. */
export async function parseScenarioFile(path: string, text: string): Promise<ScenarioFile> {
  return understand(parseSource(path, text));
}

async function understand(source: Source, read = readNamed): Promise<ScenarioFile> {
  validate(source);
  const shape = source.value as FileShape;
  const { topology: there, notes, named } = await definitionsOf(shape, source, read);
  const steps = stepsOf(shape.steps ?? []);
  const experiment: Experiment = {
    name: shape.name ?? basename(source.path).replace(SCENARIO_FILE, ''),
    topology: topologyOf(shape, there, source),
    steps,
    expected: expectationOf(shape, { steps }),
  };
  const wrong = wrongReferences(shape, experiment, source);
  if (wrong.length > 0) throw invalidFile(source.path, wrong);
  const placeOf = placesIn(source, experiment, named);
  return { path: source.path, experiment, notes, source, offs: offsOf(shape), placeOf };
}

const NOTHING: Topology = { exchanges: [], queues: [], bindings: [] };

async function definitionsOf(
  { definitions, virtual_host: virtualHost }: FileShape,
  source: Source,
  read: ReadDefinitions,
): Promise<{ topology: Topology; notes: readonly string[]; named?: NamedDefinitions }> {
  if (definitions === undefined) return { topology: NOTHING, notes: [] };
  const { line, column } = source.position(['definitions']);
  try {
    const path = isAbsolute(definitions) ? definitions : join(dirname(source.path), definitions);
    const { topology, notes, places } = await read(path, virtualHost === undefined ? {} : { virtualHost });
    return { topology, notes, named: { path, places } };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw invalidFile(source.path, [{ line, column, message: error.message }], error.hint);
  }
}
