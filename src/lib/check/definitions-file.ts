import type { Definitions } from '../definitions/read-definitions.ts';
import { LabError } from '../lab/errors.ts';
import { readText } from './read-text.ts';

/** RabbitMQ's exports of 100,000 bindings are a third of this. */
const MAX_MIB = 64;

/** Reads a definitions export. Throws a LabError that names the file. */
export async function readDefinitionsFile(
  path: string,
  options: { readonly virtualHost?: string },
): Promise<Definitions> {
  const { readDefinitions } = await import('../definitions/read-definitions.ts');
  const text = await readText(path, { maxMiB: MAX_MIB });
  try {
    return readDefinitions(text, options);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const { failure, message, hint } = error;
    throw new LabError(failure, `${path}: ${message}`, hint === undefined ? {} : { hint });
  }
}
