import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { listenerPid } from './process-figures.ts';

/** A broker under test. Without a `pid` its processor time and memory cannot be read. */
export interface BenchBroker {
  readonly name: string;
  readonly url: string;
  readonly pid: number | undefined;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** As it is built for its users. */
export const BINARY: string = join(import.meta.dirname, '../../dist/bin/mq-lab.js');

/** The embedded broker in a process of its own, with what is durable in a folder, if there is one. */
export async function startEmbedded(dataDir?: string): Promise<BenchBroker> {
  const folder = dataDir === undefined ? [] : ['--data-dir', dataDir];
  const broker = spawn(process.execPath, [BINARY, 'broker', '--port', '0', ...folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = await firstLine(broker);
  return {
    name: 'mq-lab',
    url,
    pid: broker.pid,
    async stop(signal = 'SIGTERM') {
      const ended = once(broker, 'exit');
      broker.kill(signal);
      await ended;
    },
  };
}

/** A RabbitMQ that runs already. */
export function runningRabbitMQ(url: string): BenchBroker {
  const { hostname, port } = new URL(url);
  const isHere = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
  const pid = isHere ? listenerPid(Number(port || 5672)) : undefined;
  return { name: 'RabbitMQ', url, pid, async stop() {} };
}

async function firstLine(broker: ChildProcess): Promise<string> {
  let printed = '';
  for await (const text of broker.stdout ?? []) {
    printed += text;
    if (printed.includes('\n')) return printed.slice(0, printed.indexOf('\n'));
  }
  throw new Error('the embedded broker ended before it was ready');
}
