import { freeBytes } from './disk-space.ts';

/** Why a data folder is not taken, or no longer of use: what is wrong with it, and what to do. */
export class StoreError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.hint = hint;
  }
}

/** With less, nothing is begun. */
const LEAST_ROOM_BYTES = 1024 * 1024;

/** Throws a StoreError where the folder's disk is full. */
export async function checkRoom(folder: string): Promise<void> {
  if (!(await hasRoom(folder))) throw noRoom(folder);
}

/** What the system's refusal to open it means for somebody who named the folder. */
export function folderFault(folder: string, error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return noRoom(folder, error);
    case 'ENOTDIR':
    case 'EEXIST':
      return new StoreError(
        `${folder} is no folder`,
        'Name a folder; it is made where there is none.',
        error,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StoreError(`${folder} cannot be written to`, 'Name a folder of yours.', error);
    default:
      // A number: LMDB's own, as it comes from the system.
      return typeof code === 'number' ? unwritable(folder, error as Error) : error;
  }
}

/** Why something could not be written, once the folder was open. */
export async function writeFault(folder: string, error: unknown): Promise<unknown> {
  if (!(error instanceof Error)) return error;
  return (await hasRoom(folder).catch(() => true)) ? unwritable(folder, error) : noRoom(folder, error);
}

async function hasRoom(folder: string): Promise<boolean> {
  return (await freeBytes(folder)) >= LEAST_ROOM_BYTES;
}

/** That somebody took the folder away while it was in use. */
export const folderGone = (folder: string, cause: unknown): StoreError =>
  new StoreError(
    `${folder} is gone`,
    'Somebody deleted or moved it: what was kept in it is there no more. Start again for a new one.',
    cause,
  );

const noRoom = (folder: string, cause?: unknown): StoreError =>
  new StoreError(
    `there is no room left on the disk of ${folder}`,
    'Make room there, and start again: what was confirmed is kept.',
    cause,
  );

const unwritable = (folder: string, error: Error): StoreError =>
  new StoreError(
    `${folder} cannot be written to: ${error.message}`,
    'Look after that disk, and start again: what was confirmed is kept.',
    error,
  );
