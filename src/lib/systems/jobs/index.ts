import type { Job } from '../service/worker.ts';

export const JOB_NAMES = ['print'] as const;
export type JobName = (typeof JOB_NAMES)[number];

/** Each job, imported only when it is asked for: some need packages that nothing else does. */
export const JOBS: Readonly<Record<JobName, () => Promise<Job>>> = {
  print: async () => async (message) => message,
};
