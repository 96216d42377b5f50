import { setTimeout as sleep } from 'node:timers/promises';
import { told } from './detached.ts';
import { GIVES_UP_AFTER_MS, type Leftovers } from './janitor.ts';

// Runs as a process of its own: once whoever started it is gone, it deletes what that left on its brokers.

const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5_000;
/** What was sent just before the end may be declared after the first deletion. */
const AGAIN_AFTER_MS = [1_000, 3_000];

const runs = new Map<string, Leftovers>();
for (const leftovers of (await told()) as Leftovers[]) runs.set(leftovers.run, leftovers);
const left = [...runs.values()].filter(({ exchanges, queues }) => exchanges.length + queues.length > 0);
if (left.length > 0) {
  // Only now: most often there is nothing to do, and it waits with as little as it can.
  const { deleteAll } = await import('../run/cleanup.ts');
  await Promise.all(left.map((leftovers) => sweep(leftovers, deleteAll)));
}

async function sweep(
  { run, address, exchanges, queues }: Leftovers,
  deleteAll: typeof import('../run/cleanup.ts').deleteAll,
): Promise<void> {
  const limit = AbortSignal.timeout(GIVES_UP_AFTER_MS);
  const deleteOnce = async (): Promise<void> => {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, MAX_PAUSE_MS)) {
      const there = { exchanges: new Set(exchanges), queues: new Set(queues) };
      try {
        await deleteAll(address, `mq-lab janitor ${run}`, there);
        return;
      } catch {
        // The broker is away, or is not yet done with the connections of the run.
        await sleep(pause, undefined, { signal: limit });
      }
    }
  };
  try {
    await deleteOnce();
    for (const pause of AGAIN_AFTER_MS) {
      await sleep(pause, undefined, { signal: limit });
      await deleteOnce();
    }
  } catch (error) {
    if (!limit.aborted) throw error;
  }
}
