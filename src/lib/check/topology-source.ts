import type { Definitions } from '../definitions/read-definitions.ts';
import { LabError } from '../lab/errors.ts';
import { readDefinitionsFile } from './definitions-file.ts';

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

export interface LoadedTopology extends Definitions {
  /** What it was read from: a path, or the address of a management API, without user and password. */
  readonly name: string;
}

/** Reads the topology. Throws a LabError that names the file or the broker, and shows no password. */
export async function loadTopology(source: TopologySource): Promise<LoadedTopology> {
  const { definitions, file, management, virtualHost } = source;
  const options = virtualHost === undefined ? {} : { virtualHost };
  if (definitions !== undefined)
    return { name: definitions, ...(await readDefinitionsFile(definitions, options)) };
  if (file !== undefined) return { name: file, ...(await ofScenarioFile(file)) };
  if (management !== undefined) {
    const { parseManagementUrl } = await import('./management-url.ts');
    const { readManagement } = await import('./management.ts');
    const address = parseManagementUrl(management);
    return { name: address.base, ...(await readManagement(address, options)) };
  }
  throw new LabError('usage', 'expected a topology, got none');
}

/** What is there before the first step; a scenario has no other virtual host. */
async function ofScenarioFile(path: string): Promise<Definitions> {
  const { readScenarioFile } = await import('./scenario-file.ts');
  const { experiment, notes } = await readScenarioFile(path);
  return { topology: experiment.topology, virtualHost: '/', notes };
}
