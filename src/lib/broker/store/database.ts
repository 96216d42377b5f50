import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, FILES, lmdb, openLmdb } from './lmdb.ts';
import { FORMAT, META_KEY, metaRecord, readMeta, seal } from './records.ts';
import { faultOf } from './run-verify.ts';
import { StoreError } from './store-error.ts';

/** Where one that is being made is, until it is whole. */
const NEW = 'new';

/**
 * The database of a data folder, a new one where there is none, and whether the broker that had it last wrote all that
 * there was. Throws a StoreError where it is damaged, or not a broker's, and leaves it as it is.
 */
export async function openDatabase(
  folder: string,
): Promise<{ readonly database: Database; readonly endedWell: boolean }> {
  await lmdb();
  const isThere = await stat(join(folder, FILES.data)).catch(() => undefined);
  await (isThere ? verify(folder) : create(folder));
  const database = await openLmdb(folder, false);
  const { endedWell } = readMeta(database.get(META_KEY) as Buffer);
  await writeMeta(database, false);
  return { database, endedWell };
}

/** Notes that all is written, and closes. */
export async function closeDatabase(database: Database): Promise<void> {
  await writeMeta(database, true);
  await database.close();
}

const writeMeta = (database: Database, endedWell: boolean): Promise<void> =>
  database.write((set) => set(META_KEY, seal(META_KEY, metaRecord({ format: FORMAT, endedWell }))));

/** Killed at whatever moment, it leaves a whole one or none. */
async function create(folder: string): Promise<void> {
  const making = join(folder, NEW);
  await rm(making, { recursive: true, force: true });
  await mkdir(making);
  try {
    await closeDatabase(await openLmdb(making, false));
    await rename(join(making, FILES.data), join(folder, FILES.data));
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function verify(folder: string): Promise<void> {
  const readers = join(folder, FILES.readers);
  const before = await readFile(readers).catch(() => undefined);
  const fault = await faultOf(folder);
  if (fault === undefined) return;
  // LMDB notes in this file who reads.
  await (before ? writeFile(readers, before) : rm(readers, { force: true }));
  throw new StoreError(
    `what is in ${folder} is damaged, or not a broker's: ${fault}`,
    'It was left as it is. Put back a copy of it, or name another folder.',
  );
}
