import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { type RunningBroker, type StartBrokerOptions, startBroker } from '../../../src/lib/broker/broker.ts';
import { type RawChannel, RawClient } from '../../support/raw-client.ts';

// Whoever opens a folder has it read in a process of its own: on a busy machine that adds up.
vi.setConfig({ testTimeout: 60_000 });

/** A folder of the test's own, gone after it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A broker on the folder, closed after the test at the latest. */
export async function brokerOn(dataDir: string, more: StartBrokerOptions = {}): Promise<RunningBroker> {
  const broker = await startBroker({ dataDir, ...more });
  onTestFinished(() => broker.close());
  return broker;
}

/** A channel in confirm mode, on a connection of its own. */
export async function channelOn(broker: RunningBroker, virtualHost = '/'): Promise<RawChannel> {
  const client = await RawClient.connect(broker.url, { vhost: virtualHost });
  onTestFinished(() => client.destroy());
  const channel = await client.openChannel();
  await channel.ok('confirm.select');
  return channel;
}

/** Waits until so many messages of the channel are confirmed. */
export async function confirmed(channel: RawChannel, count: number): Promise<void> {
  for (let last = 0; last < count; ) {
    const frame = await channel.next();
    if (frame.name !== 'basic.ack') throw new Error(`expected basic.ack, got ${JSON.stringify(frame)}`);
    last = Math.max(last, frame.deliveryTag);
  }
}

/** Names and bytes of all files in a folder. */
export async function contentsOf(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const names = (await readdir(folder, { recursive: true })).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)),
  );
}

/** What a broker that runs would leave, were it killed now. */
export async function asIfKilled(folder: string): Promise<string> {
  const copy = await temporaryFolder();
  await copyFile(join(folder, 'data.mdb'), join(copy, 'data.mdb'));
  return copy;
}

/** Bodies in the order in which they would leave, those with a + that are redelivered. */
export const bodiesIn = (broker: RunningBroker, queue: string): string[] | undefined =>
  broker.queue(queue)?.messages.map(({ content, redelivered }) => `${content}${redelivered ? '+' : ''}`);
