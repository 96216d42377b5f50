import { once } from 'node:events';
import { start } from '../support/binary.ts';

/** A broker in a process of its own, to be killed. */
export interface Victim {
  readonly url: string;
  /** As `kill -9` does; resolved once the process is gone. */
  kill(): Promise<void>;
}

export async function startVictim(dataDir: string): Promise<Victim> {
  const broker = start(['broker', '--port', '0', '--data-dir', dataDir]);
  const [url] = await broker.said('stdout', /^amqp:\S+/);
  return {
    url,
    async kill() {
      broker.process.kill('SIGKILL');
      await broker.ended;
    },
  };
}

/** Starts one and kills it after so long, wherever it is by then. */
export async function killEarly(dataDir: string, afterMs: number): Promise<void> {
  const broker = start(['broker', '--port', '0', '--data-dir', dataDir]);
  const timer = setTimeout(() => broker.process.kill('SIGKILL'), afterMs);
  await once(broker.process, 'close');
  clearTimeout(timer);
}
