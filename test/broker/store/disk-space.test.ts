import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { Alarms } from '../../../src/lib/broker/alarms.ts';
import { startBroker } from '../../../src/lib/broker/broker.ts';
import { freeBytes, watchDiskSpace } from '../../../src/lib/broker/store/disk-space.ts';

afterEach(() => vi.useRealTimers());

test('a disk that is short is looked at often, and at leisure once it says nothing any more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
  let eased = (): void => {};
  const over = new Promise<void>((resolve) => {
    eased = resolve;
  });
  const alarms = new Alarms((reason) => reason === undefined && eased());
  const endWatch = await watchDiskSpace(
    () => freeBytes(folder),
    Number.POSITIVE_INFINITY,
    alarms,
    () => {},
  );
  expect(alarms.reason).toBe('low on disk');
  await rm(folder, { recursive: true });
  // A link to itself leads nowhere.
  await symlink(folder, folder);
  vi.advanceTimersByTime(100);
  await over;
  expect(alarms.any).toBe(false);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(999);
  expect(vi.getTimerCount()).toBe(1);
  endWatch();
  expect(vi.getTimerCount()).toBe(0);
  await rm(folder);
});

test('a data folder that somebody took away ends the broker', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'mq-lab-'));
  let failed = (_error: unknown): void => {};
  const failure = new Promise<unknown>((resolve) => {
    failed = resolve;
  });
  const broker = await startBroker({ dataDir, onStoreFailure: (error) => failed(error) });
  await rm(dataDir, { recursive: true });
  expect(await failure).toMatchObject({ name: 'StoreError', message: `${dataDir} is gone` });
  await broker.close().catch(() => {});
});
