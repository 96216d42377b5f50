import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from './brokers.ts';
import { connectChannel, declareQueue, publishAll } from './streams.ts';

/** Milliseconds from the start of `mq-lab broker` on a full folder until a client is told how much is in the queue. */
export interface RecoveryTimes {
  readonly stopped: number[];
  readonly killed: number[];
}

const QUEUE = 'kept';
const BODY_BYTES = 1024;
const POLL_MS = 20;

export async function recoveryTimes(count: number, rounds: number): Promise<RecoveryTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-bench-'));
  await fill(folder, count);
  const times: RecoveryTimes = { stopped: [], killed: [] };
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`recovery: ${round} of ${rounds}\n`);
    times.stopped.push(await recovered(folder, count, 'SIGKILL'));
    times.killed.push(await recovered(folder, count, 'SIGTERM'));
  }
  await rm(folder, { recursive: true });
  return times;
}

async function fill(folder: string, count: number): Promise<void> {
  const broker = await startEmbedded(folder);
  const client = await connectChannel(broker.url);
  await declareQueue(client, QUEUE, { durable: true });
  const message = { routingKey: QUEUE, properties: { deliveryMode: 2 }, bodyBytes: BODY_BYTES };
  await publishAll(client, [message], count);
  const depth = async (): Promise<number> =>
    (await declareQueue(client, QUEUE, { durable: true })).messageCount;
  while ((await depth()) < count) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  await client.close();
  await broker.stop();
}

/** Ends the broker with this signal after it. */
async function recovered(folder: string, count: number, end: NodeJS.Signals): Promise<number> {
  const started = performance.now();
  const broker = await startEmbedded(folder);
  const client = await connectChannel(broker.url);
  const { messageCount } = await declareQueue(client, QUEUE, { durable: true });
  const elapsed = performance.now() - started;
  if (messageCount !== count) throw new Error(`${messageCount} of ${count} messages came back`);
  await client.close();
  await broker.stop(end);
  return elapsed;
}
