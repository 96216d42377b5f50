import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startEmbedded } from './brokers.ts';
import { connectChannel } from './streams.ts';

/** Milliseconds in a program that uses the library. */
export interface ProgramTimes {
  /** The import. */
  readonly imported: number;
  /** `startBroker()` for the first time. */
  readonly first: number;
  /** The same once more, when its code has run before. */
  readonly again: number;
  /** From before the import until a client has an open channel. */
  readonly connected: number;
}

export interface StartTimes {
  readonly programs: readonly ProgramTimes[];
  /** `mq-lab broker`: milliseconds from the start of the process until a client has an open channel. */
  readonly commands: readonly number[];
  /** What of it Node takes to start and do nothing. */
  readonly node: readonly number[];
}

const CHILD = join(import.meta.dirname, 'start-child.js');

export async function startTimes(rounds: number): Promise<StartTimes> {
  const programs: ProgramTimes[] = [];
  const commands: number[] = [];
  const node: number[] = [];
  for (let left = rounds; left > 0; left--) {
    const child = fork(CHILD);
    const ended = once(child, 'exit');
    programs.push((await once(child, 'message'))[0]);
    await ended;
    commands.push(await commandMs());
    node.push(await nodeMs());
  }
  return { programs, commands, node };
}

async function nodeMs(): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - started;
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
