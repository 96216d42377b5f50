import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../lab/errors.ts';
import { SCENARIO_FILE } from './scenario-file-name.ts';

/** Folders that hold nobody's own files. */
const PASSED_OVER: ReadonlySet<string> = new Set(['node_modules', '.git']);

/**
 * The scenario files that are meant: those that are named, whatever they are called, and every `*.lab.yaml` (or `.yml`,
 * `.json`) below a folder. Throws a LabError where there is none.
 */
export async function findScenarioFiles(given: readonly string[]): Promise<string[]> {
  const found = await Promise.all((given.length === 0 ? ['.'] : given).map(filesAt));
  const paths = [...new Set(found.flat())];
  if (paths.length > 0) return paths;
  throw new LabError(
    'usage',
    `no scenario file (*.lab.yaml) in ${given.length === 0 ? 'this folder' : given.join(', ')}`,
    {
      hint: 'The README has one to begin with.',
    },
  );
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new LabError('usage', `${path}: there is no such file or folder`);
  return found.isDirectory() ? filesBelow(path) : [path];
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(async (entry): Promise<string[]> => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return PASSED_OVER.has(entry.name) ? [] : filesBelow(path);
        return entry.isFile() && SCENARIO_FILE.test(entry.name) ? [path] : [];
      }),
  );
  return found.flat();
}
