import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, open, rm, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { startBroker } from '../../../src/lib/broker/broker.ts';
import { META_KEY, metaRecord, seal } from '../../../src/lib/broker/store/records.ts';
import { queueWith, send } from '../../contract/helpers.ts';
import { Random } from '../../fuzz/random.ts';
import { run, start } from '../../support/binary.ts';
import {
  asIfKilled,
  bodiesIn,
  brokerOn,
  channelOn,
  confirmed,
  contentsOf,
  temporaryFolder,
} from './folder.ts';

const DURABLE = { durable: true } as const;
const MESSAGES = 300;
const DATA = 'data.mdb';

/** A folder with some messages, as a broker that ended left it. */
async function filledFolder(): Promise<string> {
  const folder = await temporaryFolder();
  const broker = await brokerOn(folder);
  const channel = await channelOn(broker);
  await queueWith(channel, 'q', {}, DURABLE);
  for (let at = 0; at < MESSAGES; at++)
    send(channel, 'q', `message ${at} `.padEnd(1000, 'x'), { deliveryMode: 2 });
  await confirmed(channel, MESSAGES);
  await broker.close();
  return folder;
}

/** Insists that the folder is refused with such a message, by the library and the command, and that no byte of it changes. */
async function refused(folder: string, says: RegExp): Promise<void> {
  const before = await contentsOf(folder);
  await expect(startBroker({ dataDir: folder })).rejects.toThrow(says);
  const { exitCode, stdout, stderr } = await run(['broker', '--port', '0', '--data-dir', folder]);
  expect([exitCode, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(says);
  expect(stderr).toContain(folder);
  const after = await contentsOf(folder);
  expect([...after.keys()]).toEqual([...before.keys()]);
  for (const [name, bytes] of before) expect(bytes.equals(after.get(name) as Buffer), name).toBe(true);
}

async function overwrite(file: string, at: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

describe('a data folder is refused, and left as it is,', () => {
  test.each([
    ['is cut short', (file: string) => truncate(file, 40_000)],
    ['is cut within its first page', (file: string) => truncate(file, 100)],
    ['is empty', (file: string) => truncate(file, 0)],
    ['is something else', (file: string) => writeFile(file, 'Dear diary, '.repeat(10_000))],
    ['has nothing but zeros', (file: string) => writeFile(file, Buffer.alloc(100_000))],
    ['has another beginning', (file: string) => overwrite(file, 0, Buffer.alloc(8192, 7))],
    ['has garbage in the middle', (file: string) => overwrite(file, 20_000, Buffer.alloc(200_000, 0xa5))],
  ])('where its database %s', async (_, damage) => {
    const folder = await filledFolder();
    await damage(join(folder, DATA));
    await refused(folder, /damaged, or not a broker's/);
  });

  test('where a byte of a message is not what it was', async () => {
    const folder = await filledFolder();
    const bytes = (await contentsOf(folder)).get(DATA) as Buffer;
    // What is written anew leaves its old pages behind: the last is the one in use.
    await overwrite(join(folder, DATA), bytes.lastIndexOf('message 150 ') + 20, Buffer.from('y'));
    await refused(folder, /a record is not what it was when it was written/);
  });

  test('where it was written by a later version', async () => {
    const folder = await filledFolder();
    await rewriteMeta(folder, 2);
    await refused(folder, /its format is 2, and this version of mq-lab reads only format 1/);
  });

  test('where the database is not a broker’s', async () => {
    const folder = await temporaryFolder();
    const other = lmdbIn(folder);
    await other.put(Buffer.from([9]), Buffer.from('mine'));
    await other.close();
    await refused(folder, /it does not begin as those of a broker do/);
  });

  test('where a broker has it', async () => {
    const folder = await filledFolder();
    await brokerOn(folder);
    const { exitCode, stderr } = await run(['broker', '--port', '0', '--data-dir', folder]);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(new RegExp(`in use by another broker \\(process ${process.pid}\\)`));
    await expect(startBroker({ dataDir: folder })).rejects.toThrow(/in use by another broker/);
  });

  test('where it is a file, or below one', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, 'mine');
    await refusedPath(file);
    await refusedPath(join(file, 'below'));
  });
});

/** What Node is told so that it finds no such package. */
const withoutLmdb = (): string => {
  const hooks = `export async function resolve(name, context, next) {
    if (name !== 'lmdb') return next(name, context);
    throw Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' });
  }`;
  const url = (program: string): string => `data:text/javascript,${encodeURIComponent(program)}`;
  return `--import=${url(`import { register } from 'node:module'; register(${JSON.stringify(url(hooks))});`)}`;
};

test('a broker without lmdb says what to install, whatever is in the folder', async () => {
  for (const folder of [await filledFolder(), await temporaryFolder()]) {
    const before = await contentsOf(folder);
    const args = ['broker', '--port', '0', '--data-dir', folder];
    const { exitCode, stderr } = await run(args, { NODE_OPTIONS: withoutLmdb() });
    expect(stderr).toMatch(
      /a data folder needs the package lmdb, which is not installed\n.*npm install lmdb/,
    );
    expect(exitCode).toBe(3);
    expect(await contentsOf(folder)).toEqual(before);
  }
});

async function refusedPath(path: string): Promise<void> {
  const { exitCode, stderr } = await run(['broker', '--port', '0', '--data-dir', path]);
  expect(exitCode).toBe(3);
  expect(stderr).toContain(`${path} is no folder`);
}

const lmdbIn = (folder: string) =>
  (createRequire(import.meta.url)('lmdb') as typeof import('lmdb')).open<Buffer, Buffer>({
    path: folder,
    noSubdir: false,
    encoding: 'binary',
    keyEncoding: 'binary',
    overlappingSync: false,
  });

async function rewriteMeta(folder: string, format: number): Promise<void> {
  const database = lmdbIn(folder);
  await database.put(META_KEY, seal(META_KEY, metaRecord({ format, endedWell: true })));
  await database.close();
}

const SEED = 20_240_611;
const FLIPS = 12;

test('a flipped byte anywhere is refused, or is of no consequence', async () => {
  const folder = await filledFolder();
  const whole = (await contentsOf(folder)).get(DATA) as Buffer;
  const random = new Random(SEED);
  for (let left = FLIPS; left > 0; left--) {
    const at = random.below(whole.length);
    await overwrite(join(folder, DATA), at, Buffer.from([(whole[at] as number) ^ (1 << random.below(8))]));
    const broker = await startBroker({ dataDir: folder }).catch((error: Error) => error);
    if (broker instanceof Error) expect(broker.message).toMatch(/damaged, or not a broker's/);
    else {
      expect(bodiesIn(broker, 'q')?.map((body) => body.trimEnd().slice(0, 12).trim())).toHaveLength(MESSAGES);
      await broker.close();
    }
    await writeFile(join(folder, DATA), whole);
  }
});

describe('a folder is taken over', () => {
  test('from a process that was killed', async () => {
    const folder = await filledFolder();
    const first = start(['broker', '--port', '0', '--data-dir', folder]);
    await first.said('stdout', /^amqp:/);
    first.process.kill('SIGKILL');
    await first.ended;
    expect((await contentsOf(folder)).has('broker.lock')).toBe(true);
    expect(bodiesIn(await brokerOn(folder), 'q')).toHaveLength(MESSAGES);
  });

  test.skipIf(process.platform !== 'linux')('from a process whose number is another’s by now', async () => {
    const folder = await asIfKilled(await filledFolder());
    await writeFile(join(folder, 'broker.lock'), `${process.pid} 1`);
    expect(bodiesIn(await brokerOn(folder), 'q')).toHaveLength(MESSAGES);
  });

  test.skipIf(process.platform !== 'linux')(
    'from a process that was killed, and that nobody has asked after',
    async () => {
      const folder = await asIfKilled(await filledFolder());
      // The sleep that the shell becomes asks after nobody.
      const careless = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
      const [pid] = (await once(careless.stdout, 'data')).map((line) => String(line).trim());
      const told = (id: unknown, what: string) => readFileSync(`/proc/${id}/${what}`, 'utf8');
      const fields = () => told(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
      await vi.waitUntil(() => told(careless.pid, 'comm') === 'sleep\n');
      process.kill(Number(pid), 'SIGKILL');
      await vi.waitUntil(() => fields()[0] === 'Z');
      await writeFile(join(folder, 'broker.lock'), `${pid} ${fields()[19]}`);
      expect(bodiesIn(await brokerOn(folder), 'q')).toHaveLength(MESSAGES);
      careless.kill();
    },
  );

  test('where somebody was killed while he made it', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'new'));
    await writeFile(join(folder, 'new', DATA), 'half of it');
    const broker = await brokerOn(folder);
    expect(broker.topology().queues).toEqual([]);
    await broker.close();
    expect((await contentsOf(folder)).has('new')).toBe(false);
  });
});

test('a copy of the database alone is enough', async () => {
  const folder = await filledFolder();
  const copy = join(await temporaryFolder(), 'a.b');
  await mkdir(copy);
  await copyFile(join(folder, DATA), join(copy, DATA));
  await rm(folder, { recursive: true });
  expect(bodiesIn(await brokerOn(copy), 'q')).toHaveLength(MESSAGES);
});

test('who starts a broker that has much to read is told so first', async () => {
  const folder = await filledFolder();
  // Behind the records there may be room for more.
  await truncate(join(folder, DATA), 65 * 1024 * 1024);
  const broker = start(['broker', '--port', '0', '--data-dir', folder]);
  await broker.said('stdout', /^amqp:/);
  expect(broker.printed.stderr).toContain(`Verifying and reading 65 MiB in ${folder}`);
  broker.process.kill();
  expect((await broker.ended).exitCode).toBe(0);
});
