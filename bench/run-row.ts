import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { BenchBroker } from './brokers.ts';
import type { ClientSetup } from './client.ts';
import { cpuMs, memoryBytes } from './process-figures.ts';
import type { Measured } from './workload.ts';

const CLIENT = join(import.meta.dirname, 'client.js');

/** One measurement of one broker. What cannot be read of its process is undefined. */
export interface Sample {
  readonly phase: string;
  readonly perSecond: number;
  readonly brokerCpuMicros: number | undefined;
  /** Bytes by which the broker grew, for each of what was counted. */
  readonly memoryEach: number | undefined;
  /** Of the time, from 0 to 1. */
  readonly clientCpuShare: number;
}

/** Plays a row once against a broker, the clients in a process of their own. */
export async function runRow(
  { url, pid }: BenchBroker,
  setup: Omit<ClientSetup, 'url'>,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const client = fork(CLIENT, [JSON.stringify({ ...setup, url } satisfies ClientSetup)]);
  let before = figures(pid);
  client.on('message', (message: 'ready' | Measured) => {
    if (message === 'ready') before = figures(pid);
    else samples.push(sampleOf(message, before, figures(pid)));
    client.send('go');
  });
  const exitCode = await new Promise((resolve) => client.once('exit', resolve));
  if (exitCode !== 0) throw new Error(`the clients of '${setup.workload}' failed`);
  return samples;
}

interface Figures {
  readonly cpuMs: number;
  readonly memoryBytes: number;
}

const figures = (pid: number | undefined): Figures | undefined =>
  pid === undefined ? undefined : { cpuMs: cpuMs(pid), memoryBytes: memoryBytes(pid) };

function sampleOf(
  { phase, count, elapsedMs, clientCpuMs }: Measured,
  before: Figures | undefined,
  after: Figures | undefined,
): Sample {
  return {
    phase,
    perSecond: (count / elapsedMs) * 1000,
    brokerCpuMicros: before && after && ((after.cpuMs - before.cpuMs) / count) * 1000,
    memoryEach: before && after && (after.memoryBytes - before.memoryBytes) / count,
    clientCpuShare: clientCpuMs / elapsedMs,
  };
}
