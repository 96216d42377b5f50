import { MAX_DEFINITIONS_MIB } from '../definitions/no-definitions.ts';
import { type Definitions, readDefinitions } from '../definitions/read-definitions.ts';
import { LabError } from '../lab/errors.ts';
import { readText } from './read-text.ts';

/** Reads a definitions export. Throws a LabError that names the file. */
export async function readDefinitionsFile(
  path: string,
  options: { readonly virtualHost?: string },
): Promise<Definitions> {
  const text = await readText(path, { maxMiB: MAX_DEFINITIONS_MIB });
  try {
    return readDefinitions(text, options);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const { failure, message, hint } = error;
    throw new LabError(failure, `${path}: ${message}`, hint === undefined ? {} : { hint });
  }
}
