import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startBroker } from '../../../src/lib/broker/broker.ts';
import { queueWith, send } from '../../contract/helpers.ts';
import { BINARY, type Ended, LIBRARY, run, start, startNode } from '../../support/binary.ts';
import { RawClient } from '../../support/raw-client.ts';
import { bodiesIn, brokerOn, temporaryFolder } from './folder.ts';

const DURABLE = { durable: true } as const;
const PERSISTENT = { deliveryMode: 2 } as const;
const DISK_BYTES = 4 * 1024 * 1024;
const BODY = 'x'.repeat(2000);
/** Publishers are not blocked before the disk is full. */
const NO_LIMIT = ['--disk-free-limit', '0'];

const CAN_MOUNT = process.platform === 'linux' && process.getuid?.() === 0 && canMount();
if (!CAN_MOUNT)
  process.stderr.write('left out, since only root on Linux can mount one: a small disk that is full\n');
const HAS_LIMITS = process.platform !== 'win32';
if (!HAS_LIMITS) process.stderr.write('left out on Windows, which has no ulimit: files of limited size\n');

function canMount(): boolean {
  const { status } = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']);
  return status === 0;
}

/** A disk of so many bytes. */
async function smallDisk(bytes: number): Promise<string> {
  const folder = await temporaryFolder();
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'none', folder]).status).toBe(0);
  onTestFinished(() => void spawnSync('umount', [folder]));
  return folder;
}

/** Publishes until the broker says no more; returns how many were confirmed. */
async function fill(url: string): Promise<number> {
  const client = await RawClient.connect(url);
  onTestFinished(() => client.destroy());
  const channel = await client.openChannel();
  await queueWith(channel, 'q', {}, DURABLE);
  await channel.ok('confirm.select');
  for (let sent = 0, last = 0; ; ) {
    while (sent < last + 50) send(channel, 'q', `${++sent} ${BODY}`, PERSISTENT);
    const frame = await channel.next();
    if (frame.name === 'end' || frame.name === 'connection.close') return last;
    if (frame.name === 'basic.ack') last = Math.max(last, frame.deliveryTag);
  }
}

/**
 * Insists that this said why it ended. Where it tells of a write that failed, LMDB may write past the end of its text
 * (3.5.6): then that text alone is seen, and the process is aborted.
 */
function endedFull(
  { exitCode, stderr }: Ended,
  folder: string,
  said: string | RegExp = `there is no room left on the disk of ${folder}\nMake room there`,
): void {
  if (exitCode === null && stderr.includes('Write error: No space left on device')) return;
  expect(stderr).toMatch(said);
  expect(exitCode).toBe(3);
}

/** Insists that all that was confirmed is in the folder, in order. */
async function isKept(folder: string, count: number): Promise<void> {
  const numbers = bodiesIn(await brokerOn(folder), 'q')?.map((body) => Number(body.split(' ')[0])) ?? [];
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  expect(numbers.length).toBeGreaterThanOrEqual(count);
}

describe.skipIf(!CAN_MOUNT)('a disk', () => {
  test('that is full is refused', async () => {
    const disk = await smallDisk(DISK_BYTES);
    await writeFile(join(disk, 'ballast'), Buffer.alloc(DISK_BYTES - 100_000));
    const { exitCode, stderr } = await run(['broker', '--port', '0', '--data-dir', join(disk, 'data')]);
    expect(stderr).toContain(`there is no room left on the disk of ${join(disk, 'data')}`);
    expect(exitCode).toBe(3);
  });

  test('that is nearly full blocks publishers until there is room', async () => {
    const disk = await smallDisk(2 * DISK_BYTES);
    const folder = join(disk, 'data');
    const blocked: (string | undefined)[] = [];
    const broker = await startBroker({
      dataDir: folder,
      diskFreeLimit: DISK_BYTES,
      onBlocked: (reason) => blocked.push(reason),
    });
    onTestFinished(() => broker.close());
    const client = await RawClient.connect(broker.url, { capabilities: { 'connection.blocked': true } });
    onTestFinished(() => client.destroy());
    const channel = await client.openChannel();
    await queueWith(channel, 'q', {}, DURABLE);
    await channel.ok('confirm.select');
    await writeFile(join(disk, 'ballast'), Buffer.alloc(DISK_BYTES));
    for (let told = ''; told !== 'connection.blocked'; ) {
      send(channel, 'q', BODY, PERSISTENT);
      const frame = await channel.next();
      if (frame.name === 'connection.blocked') expect(frame.reason).toBe('low on disk');
      told = frame.name;
    }
    expect(broker.memory.isLow).toBe(false);
    await rm(join(disk, 'ballast'));
    while ((await channel.next()).name !== 'connection.unblocked');
    expect(blocked).toEqual(['low on disk', undefined]);
  });

  test('that is nearly full takes messages again once those that lie there are gone', async () => {
    const folder = join(await smallDisk(2 * DISK_BYTES), 'data');
    const broker = await startBroker({ dataDir: folder, diskFreeLimit: DISK_BYTES });
    onTestFinished(() => broker.close());
    const client = await RawClient.connect(broker.url, { capabilities: { 'connection.blocked': true } });
    onTestFinished(() => client.destroy());
    const channel = await client.openChannel();
    const other = await (await RawClient.connect(broker.url)).openChannel();
    onTestFinished(() => other.client.destroy());
    await queueWith(channel, 'q', {}, DURABLE);
    await channel.ok('confirm.select');
    for (let told = ''; told !== 'connection.blocked'; ) {
      send(channel, 'q', BODY.repeat(10), PERSISTENT);
      told = (await channel.next()).name;
    }
    await other.ok('queue.purge', { queue: 'q' });
    while ((await channel.next()).name !== 'connection.unblocked');
  });

  test('that is nearly full at the start is said by mq-lab broker', async () => {
    const folder = join(await smallDisk(2 * DISK_BYTES), 'data');
    const broker = start(['broker', '--port', '0', '--data-dir', folder]);
    await broker.said('stderr', /The broker takes no messages at present: low on disk\./);
    await broker.said('stderr', /data and its disk are nearly full: make room there, or let consumers take/);
    broker.process.kill('SIGTERM');
    await broker.ended;
  });

  test('that fills up ends the broker: it confirms nothing more, and what it confirmed is there', async () => {
    const folder = join(await smallDisk(DISK_BYTES), 'data');
    const broker = start(['broker', '--port', '0', '--data-dir', folder, ...NO_LIMIT]);
    const [url] = await broker.said('stdout', /^amqp:\S+/);
    const count = await fill(url);
    expect(count).toBeGreaterThan(100);
    endedFull(await broker.ended, folder);
    spawnSync('mount', ['-o', `remount,size=${4 * DISK_BYTES}`, join(folder, '..')]);
    await isKept(folder, count);
  });

  test('that is full when the broker is told to end is told to whoever does that', async () => {
    const disk = await smallDisk(DISK_BYTES);
    const folder = join(disk, 'data');
    const broker = start(['broker', '--port', '0', '--trace', '--data-dir', folder, ...NO_LIMIT]);
    const [url] = await broker.said('stdout', /^amqp:\S+/);
    const client = await RawClient.connect(url);
    onTestFinished(() => client.destroy());
    const channel = await client.openChannel();
    await queueWith(channel, 'q', {}, DURABLE);
    await writeFile(join(disk, 'ballast'), Buffer.alloc(DISK_BYTES)).catch(() => {});
    send(channel, 'q', 'x'.repeat(DISK_BYTES), PERSISTENT);
    await broker.said('stdout', /enqueued/);
    broker.process.kill('SIGTERM');
    endedFull(await broker.ended, folder);
  });

  test('that fills up is told to the program whose broker that was', async () => {
    const folder = join(await smallDisk(DISK_BYTES), 'data');
    const program = startNode([
      '--input-type=module',
      '-e',
      `
      import { startBroker } from '${pathToFileURL(LIBRARY)}';
      const { url } = await startBroker({
        dataDir: ${JSON.stringify(folder)},
        diskFreeLimit: 0,
        onStoreFailure: ({ name, message }) => { console.error(name, message); process.exitCode = 3; },
      });
      console.log(url);`,
    ]);
    await fill((await program.said('stdout', /^amqp:\S+/))[0]);
    endedFull(await program.ended, folder, /StoreError there is no room left on the disk of /);
  });
});

test.skipIf(!HAS_LIMITS)('files that may not grow any more end the broker in the same way', async () => {
  const folder = join(await temporaryFolder(), 'data');
  await mkdir(folder);
  const command = `ulimit -f ${DISK_BYTES / 1024}; exec "$0" "$@"`;
  const args = ['-c', command, process.execPath, BINARY, 'broker', '--port', '0', '--data-dir', folder];
  const broker = spawn('bash', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { error: '' };
  broker.stderr.on('data', (text) => {
    said.error += text;
  });
  const [url] = await once(broker.stdout, 'data');
  const count = await fill(String(url).trim());
  const [exitCode] = await once(broker, 'close');
  // The one where part of a write had room, the other where none had.
  expect(said.error).toMatch(
    /data cannot be written to: (Input\/output error|File too large.*)\nLook after that disk/,
  );
  expect(exitCode).toBe(3);
  await isKept(folder, count);
});
