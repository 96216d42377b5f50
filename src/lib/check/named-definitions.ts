import type { Definitions } from '../definitions/read-definitions.ts';

/** Reads the definitions that a scenario file names. Throws a LabError that names the file. */
export type ReadDefinitions = (
  path: string,
  options: { readonly virtualHost?: string },
) => Promise<Definitions>;

/** What it takes is loaded with the first file that names any. */
export const readNamed: ReadDefinitions = async (path, options) => {
  const { readDefinitionsFile } = await import('./definitions-file.ts');
  return readDefinitionsFile(path, options);
};

/** Reads each file once, however many scenario files name it; tells of it first. */
export function readingOnce(onNamed?: (path: string) => void): ReadDefinitions {
  const known = new Map<string, Promise<Definitions>>();
  return (path, options) => {
    onNamed?.(path);
    const key = JSON.stringify([path, options.virtualHost]);
    const reading = known.get(key) ?? readNamed(path, options);
    known.set(key, reading);
    return reading;
  };
}
