import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from './store-error.ts';

const FILE = 'broker.lock';

/** The folder is this process's alone until it is released, or the process ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Throws a StoreError where a broker that runs has the folder. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, FILE);
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid) });
  for (;;) {
    try {
      await writeFile(file, mine, { flag: 'wx' });
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(file);
    if (holder !== undefined)
      throw new StoreError(
        `${folder} is in use by another broker (process ${holder})`,
        `End that one, or name another folder. If there is none, delete ${file}.`,
      );
    await rm(file, { force: true });
  }
}

/** The process that wrote the file, if it still runs. One that was killed could not delete it. */
async function holderOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const [, pid, started] = /^\{"pid":(\d+),"started":(?:"(\d*)"|null)\}$/.exec(text) ?? [];
  if (pid === undefined) return undefined;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  const now = await startOf(Number(pid));
  // Where the system does not tell when a process began, one with that number is taken for the one that wrote it.
  return now === null || started === undefined || now === started ? Number(pid) : undefined;
}

/** When the process began, as Linux counts it, so that a number that is used again is no longer the same process. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
