import type { Off } from '../definitions/lint/lint.ts';
import type { Subject } from '../definitions/places.ts';
import { LabError } from '../lab/errors.ts';
import { everThere } from '../lab/ever-there.ts';
import type { Experiment } from '../lab/experiment.ts';
import type { Topology } from '../routing/topology.ts';
import type { Place } from './scenario-places.ts';

/** Where a topology comes from: exactly one of the three, but for the virtual host. */
export interface TopologySource {
  /** The path of a definitions export. */
  readonly definitions?: string;
  /** The path of a scenario file. */
  readonly file?: string;
  /** The URL of a management API, or of the broker that has one. */
  readonly management?: string;
  readonly virtualHost?: string;
}

export interface LoadedTopology {
  /** What it was read from: a path, or the address of a management API, without user and password. */
  readonly name: string;
  readonly topology: Topology;
  readonly virtualHost: string;
  /** What is there and is not modelled, or was not taken over as it stands, in sentences. */
  readonly notes: readonly string[];
  /** The lint rules that are switched off where it is written. */
  readonly offs: readonly Off[];
  /** Where something of it is written; undefined where that is in no file. */
  placeOf(subject: Subject): Place | undefined;
}

/** Reads the topology. Throws a LabError that names the file or the broker, and shows no password. */
export async function loadTopology(source: TopologySource): Promise<LoadedTopology> {
  const { definitions, file, management, virtualHost } = source;
  const options = virtualHost === undefined ? {} : { virtualHost };
  if (definitions !== undefined) return ofDefinitions(definitions, options);
  if (file !== undefined) return ofScenarioFile(file);
  if (management !== undefined) return ofBroker(management, options);
  throw new LabError('usage', 'expected a topology, got none');
}

type Options = Pick<TopologySource, 'virtualHost'>;

async function ofDefinitions(path: string, options: Options): Promise<LoadedTopology> {
  const { readDefinitionsFile } = await import('./definitions-file.ts');
  const { places, ...definitions } = await readDefinitionsFile(path, options);
  const placeOf = (subject: Subject): Place | undefined => {
    const position = places.of(subject);
    return position && { file: path, ...position };
  };
  return { name: path, ...definitions, offs: [], placeOf };
}

/** All that is there at one time or another; a scenario has no other virtual host. */
async function ofScenarioFile(path: string): Promise<LoadedTopology> {
  const { readScenarioFile } = await import('./scenario-file.ts');
  const { experiment, notes, offs, placeOf } = await readScenarioFile(path);
  return {
    name: path,
    topology: everThere(experiment),
    virtualHost: '/',
    notes: [...notes, ...stepNotes(experiment)],
    offs,
    placeOf,
  };
}

/** A topology changes with the steps of a scenario, and what is said of it holds of one state. */
function stepNotes({ steps }: Experiment): string[] {
  const away = steps.flatMap(({ kind }, at) => (kind === 'unbind' || kind === 'delete' ? [at + 1] : []));
  if (away.length === 0) return [];
  const which = away.length === 1 ? `Step ${away[0]} takes` : `Steps ${away.join(', ')} take`;
  return [`${which} something away again: here all is there that is there at the start or that a step adds.`];
}

async function ofBroker(url: string, options: Options): Promise<LoadedTopology> {
  const { parseManagementUrl } = await import('./management-url.ts');
  const { readManagement } = await import('./management.ts');
  const address = parseManagementUrl(url);
  const { topology, virtualHost, notes } = await readManagement(address, options);
  return { name: address.base, topology, virtualHost, notes, offs: [], placeOf: () => undefined };
}
