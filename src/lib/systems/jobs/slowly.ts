import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from './job.ts';

const STEPS = 20;

/** The same job, but it takes longer by so many milliseconds, and says how far it is. */
export const slowly =
  (job: Job, ms: number): Job =>
  async (message, context) => {
    for (let step = 1; step <= STEPS; step++) {
      await delay(ms / STEPS, undefined, { signal: context.signal });
      context.onProgress(step / STEPS);
    }
    return job(message, context);
  };
