import { createHash } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { makeFolder } from '../../make-folder.ts';

/** The file that a message names, below the folder that jobs may read. Throws where it is elsewhere, or not there. */
export async function inputFile(folder: string, name: string): Promise<string> {
  if (name === '' || name.includes('\0')) throw new Error('expected the name of a file');
  const [root, file] = await Promise.all([
    realpath(folder),
    realpath(resolve(folder, name)).catch(noSuchFile(name)),
  ]);
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new Error(`'${name}' is outside the folder of input files`);
  // A pipe would keep a job waiting for ever.
  if (!(await stat(file)).isFile()) throw new Error(`'${name}' is no file`);
  return file;
}

const noSuchFile =
  (name: string) =>
  (error: NodeJS.ErrnoException): never => {
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG';
    throw missing ? new Error(`there is no file '${name}'`) : error;
  };

const PLAIN_ID = /^[\w-]{1,64}$/;

/** A name for what is made of a message: its id, which may be anything, as far as that can be part of a file's name. */
export const nameOf = (id: string): string =>
  PLAIN_ID.test(id) ? id : createHash('sha256').update(id).digest('hex').slice(0, 32);

/** Writes all of it, safe on the disk, or nothing; gives the path. What had that name before is replaced. */
export async function writeOutput(
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<string> {
  const path = join(folder, name);
  // Named after its message: what a worker leaves that dies is replaced by the next.
  const unfinished = join(folder, `.${name}.part`);
  try {
    makeFolder(folder);
    await writeFile(unfinished, content, { flush: true });
    await rename(unfinished, path);
    await flushFolder(folder);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw new Error(`cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
  return path;
}

/** A file's name is kept in its folder, which Windows writes by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
