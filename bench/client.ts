import type { Measured } from './workload.ts';
import { WORKLOADS } from './workloads.ts';

// The process of the clients: one row, once. What it measures begins when the parent says so.

/** What the parent sends along. */
export interface ClientSetup {
  readonly workload: string;
  readonly url: string;
  readonly count: number;
}

const PREFIX = `mq-lab.bench.${process.pid}`;

const [text = ''] = process.argv.slice(2);
const { workload: name, url, count }: ClientSetup = JSON.parse(text);
const workload = WORKLOADS.find((each) => each.name === name);
if (!workload) throw new Error(`no row is called '${name}'`);
await workload.run({ url, prefix: PREFIX, count, measure });
process.disconnect();

async function measure(phase: string, handled: number, task: () => Promise<void>): Promise<void> {
  await toParent('ready');
  const before = process.cpuUsage();
  const started = performance.now();
  await task();
  const elapsedMs = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  await toParent({ phase, count: handled, elapsedMs, clientCpuMs: (user + system) / 1000 });
}

/** Tells the parent, and waits for its word. */
async function toParent(message: 'ready' | Measured): Promise<void> {
  const answered = new Promise((resolve) => process.once('message', resolve));
  process.send?.(message);
  await answered;
}
