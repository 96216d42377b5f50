import { randomUUID } from 'node:crypto';
import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';

/** The file that a message names, below the folder that jobs may read. Throws where it is elsewhere, or not there. */
export async function inputFile(folder: string, name: string): Promise<string> {
  if (name === '' || name.includes('\0')) throw new Error('expected the name of a file');
  const path = resolve(folder, name);
  const [root, file] = await Promise.all([realpath(folder), realpath(path).catch(noSuchFile(name))]);
  if (!file.startsWith(root + sep)) throw new Error(`'${name}' is outside the folder of input files`);
  return file;
}

const noSuchFile =
  (name: string) =>
  (error: NodeJS.ErrnoException): never => {
    throw error.code === 'ENOENT' ? new Error(`there is no file '${name}'`) : error;
  };

/** Writes all of it or nothing, and gives the path. What had that name before is replaced. */
export async function writeOutput(
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, basename(name));
  const unfinished = join(folder, `.${randomUUID()}.part`);
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return path;
}
