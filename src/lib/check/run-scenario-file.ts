import { brokerSource } from '../lab/run/brokers.ts';
import type { PlayOptions } from './players.ts';
import { type FileResult, runScenarioFile } from './run-files.ts';

export interface ScenarioFileOptions extends Partial<PlayOptions> {
  /** `embedded` unless given, `model` for routing alone and no broker, or an AMQP URL. */
  readonly broker?: string;
}

/** Runs one scenario file on a broker that is given by its name or URL. Throws as `runScenarioFile` does. */
export async function runScenarioFileOn(
  path: string,
  { broker = 'embedded', ...options }: ScenarioFileOptions = {},
): Promise<FileResult> {
  const target = broker === 'model' ? { kind: 'model' as const } : brokerSource(broker);
  return runScenarioFile(path, { ...options, target });
}
