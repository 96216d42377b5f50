import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openLmdb } from './database.ts';
import {
  FORMAT,
  KIND,
  META_KEY,
  readBinding,
  readExchange,
  readMessage,
  readQueue,
  readState,
} from './records.ts';

// A program of its own: reads all of a data folder, and ends with an exit code that is not 0 where that cannot be done.

const READERS: Readonly<Record<number, (bytes: Buffer) => unknown>> = {
  [KIND.exchange]: readExchange,
  [KIND.queue]: readQueue,
  [KIND.binding]: readBinding,
  [KIND.message]: readMessage,
  [KIND.state]: readState,
};

const [folder = ''] = process.argv.slice(2);
const { size } = await stat(join(folder, 'data.mdb'));
if (size === 0) throw new Error('the file is empty');
const database = await openLmdb(folder, true);
const meta = JSON.parse(String(database.get(META_KEY) ?? 'null')) as { readonly format?: unknown } | null;
if (meta?.format !== FORMAT)
  throw new Error(`its format is ${JSON.stringify(meta?.format ?? null)}, not ${FORMAT}`);
for (const { key, value } of database.entries({ start: Buffer.from([1]), end: Buffer.from([255]) })) {
  const read = READERS[key[0] ?? -1];
  if (!read) throw new Error(`it has records of kind ${key[0]}`);
  read(value);
}
await database.close();
