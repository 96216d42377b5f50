import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, FILES, openLmdb } from './lmdb.ts';
import { FORMAT, isWhole, KIND, META_KEY, readMeta } from './records.ts';
import { FOUND_FAULT } from './run-verify.ts';

// A program of its own: reads all of the database in a folder, and says what is wrong with it.

const KINDS: ReadonlySet<number | undefined> = new Set(Object.values(KIND));
/** Before and behind all keys. */
const ALL = { start: Buffer.from([0]), end: Buffer.from([255]) };

const [folder = ''] = process.argv.slice(2);
const fault = await findFault();
if (fault !== undefined) {
  process.stdout.write(fault);
  process.exitCode = FOUND_FAULT;
}

async function findFault(): Promise<string | undefined> {
  const { size } = await stat(join(folder, FILES.data));
  if (size === 0) return 'the file is empty';
  try {
    const database = await openLmdb(folder, true);
    return findFaultIn(database);
  } catch (error) {
    return (error as Error).message;
  }
}

function findFaultIn(database: Database): string | undefined {
  const meta = database.get(META_KEY);
  if (!meta || !isWhole(META_KEY, meta)) return 'it does not begin as those of a broker do';
  const { format } = readMeta(meta);
  if (format !== FORMAT)
    return `its format is ${format}, and this version of mq-lab reads only format ${FORMAT}`;
  let count = 0;
  let last: Buffer | undefined;
  for (const { key, value } of database.entries(ALL)) {
    if (!KINDS.has(key[0]) || !isWhole(key, value)) return 'a record is not what it was when it was written';
    if (last && last.compare(key) >= 0) return 'its records are out of order';
    last = key;
    count++;
  }
  return count === database.size ? undefined : `it has ${count} records instead of ${database.size}`;
}
