import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './store-error.ts';

const FILE = 'broker.lock';

/** The folder is this process's alone until it is released, or the process ends. */
export interface FolderLock {
  release(): void;
}

/** Throws a StoreError where a broker that runs has the folder. Nothing here waits, so that few come in between. */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, FILE);
  if (!created(file, noteOf(process.pid))) takeOver(folder, file);
  return { release: () => rmSync(file, { force: true }) };
}

/** From one who was killed, and could not delete the file. Only one at a time does that. */
function takeOver(folder: string, file: string): void {
  const guard = `${file}.taken-over`;
  if (!created(guard, '')) throw inUse(folder, guard);
  try {
    const holder = holderIn(file);
    if (holder !== undefined) throw inUse(folder, file, holder);
    rmSync(file, { force: true });
    if (!created(file, noteOf(process.pid))) throw inUse(folder, file);
  } finally {
    rmSync(guard, { force: true });
  }
}

function inUse(folder: string, file: string, holder?: string): StoreError {
  return new StoreError(
    `${folder} is in use by another broker${holder ? ` (process ${holder})` : ''}`,
    `End that one, or name another folder. If there is none, delete ${file}.`,
  );
}

/** False where the file is there. */
function created(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    // Made, but with no room to write into it.
    if ((error as NodeJS.ErrnoException).syscall === 'write') rmSync(file, { force: true });
    throw error;
  }
}

/** The process that wrote the file, if it still runs; an empty text where that is not to be told. */
function holderIn(file: string): string | undefined {
  const note = textOf(file);
  const [pid = '', started] = note.split(' ');
  if (!/^\d+$/.test(pid)) return '';
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  // Killed, and whoever started it has not asked what became of it.
  if (statOf(Number(pid)).state === 'Z') return undefined;
  // Where the system does not tell when a process began, one with that number is taken for the one that wrote it.
  return started === '' || note === noteOf(Number(pid)) ? pid : undefined;
}

/** Its number, and when it began: the number alone may be another process's by now. */
const noteOf = (pid: number): string => `${pid} ${statOf(pid).started}`;

/** The state of a process, and when it began as Linux counts that; elsewhere both are empty. */
function statOf(pid: number): { readonly state: string; readonly started: string } {
  const stat = textOf(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', started: fields[19] ?? '' };
}

/** Empty where there is no such file. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
