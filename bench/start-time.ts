import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startEmbedded } from './brokers.ts';
import { connectChannel } from './streams.ts';

/** Milliseconds. */
export interface StartTimes {
  /** In a program: from before the import of the library until it listens. */
  readonly imported: number[];
  /** In a program: from before the import until a client has an open channel. */
  readonly connected: number[];
  /** `mq-lab broker`: from the start of the process until a client has an open channel. */
  readonly command: number[];
}

const CHILD = join(import.meta.dirname, 'start-child.js');

export async function startTimes(rounds: number): Promise<StartTimes> {
  const times: StartTimes = { imported: [], connected: [], command: [] };
  for (let left = rounds; left > 0; left--) {
    const child = fork(CHILD);
    const [{ readyMs, connectedMs }] = await once(child, 'message');
    await once(child, 'exit');
    times.imported.push(readyMs);
    times.connected.push(connectedMs);
    times.command.push(await commandMs());
  }
  return times;
}

async function commandMs(): Promise<number> {
  const started = performance.now();
  const broker = await startEmbedded();
  const client = await connectChannel(broker.url);
  const elapsed = performance.now() - started;
  await client.close();
  await broker.stop();
  return elapsed;
}
