import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../../version.ts';
import { FORMAT, META_KEY } from './records.ts';
import { folderFault, StoreError } from './store-error.ts';

/** A sorted map from bytes to bytes, on disk. */
export interface Database {
  /** In order of their keys. */
  entries(range: {
    readonly start: Buffer;
    readonly end: Buffer;
  }): Iterable<{ readonly key: Buffer; readonly value: Buffer }>;
  get(key: Buffer): Buffer | undefined;
  /** All of it or nothing; resolved once it is safe on disk. */
  write(changes: Iterable<readonly [key: Buffer, value: Buffer | null]>): Promise<void>;
  close(): Promise<void>;
}

const FILE = 'data.mdb';
/** Node 20 runs no TypeScript: from the sources, too, the program is what was built of it. */
const VERIFY = join(PACKAGE_FOLDER, 'dist/src/lib/broker/store/verify.js');

/**
 * LMDB: measured beside LevelDB (classic-level) with a hundred messages of 1 KiB a write, it took half the processor time
 * a message and wrote about twice as many a second, each write safe on disk. Throws a StoreError that says what is wrong
 * with the folder, and leaves that as it is.
 */
export async function openDatabase(folder: string): Promise<Database> {
  try {
    const isNew = !(await stat(join(folder, FILE)).catch(() => undefined));
    if (!isNew) await verify(folder);
    const database = await openLmdb(folder, false);
    await database.write([[META_KEY, Buffer.from(JSON.stringify({ format: FORMAT }))]]);
    return database;
  } catch (error) {
    throw folderFault(folder, error);
  }
}

/** Reads everything once in a process of its own: LMDB has no checksums, and damage may end whoever reads it. */
async function verify(folder: string): Promise<void> {
  const child = spawn(process.execPath, [VERIFY, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [exitCode] = await once(child, 'close');
  if (exitCode === 0) return;
  const reason = Buffer.concat(said).toString().trim().split('\n').at(-1) ?? '';
  throw new StoreError(
    `what is in ${folder} is damaged, or not a broker's${reason === '' ? '' : ` (${reason})`}`,
    'It was left as it is. Put back a copy of it, or name another folder.',
  );
}

export async function openLmdb(folder: string, readOnly: boolean): Promise<Database> {
  const { open } = await lmdb();
  const root = open<Buffer, Buffer>({
    path: folder,
    encoding: 'binary',
    keyEncoding: 'binary',
    readOnly,
    // A write is done once it is on disk.
    overlappingSync: false,
  });
  return {
    entries: (range) => root.getRange(range),
    get: (key) => root.get(key),
    async write(changes) {
      await root.batch(() => {
        for (const [key, value] of changes) void (value === null ? root.remove(key) : root.put(key, value));
      });
    },
    close: () => root.close(),
  };
}

async function lmdb() {
  try {
    return await import('lmdb');
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new StoreError(
      'a data folder needs the package lmdb, which is not installed',
      'Install it: npm install lmdb',
      error,
    );
  }
}
