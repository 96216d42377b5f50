import type { Job } from './job.ts';

/** Each job, imported only when it is asked for. */
export const JOBS = {
  print: async (): Promise<Job> => async (message) => message,
  notify: async (): Promise<Job> => (await import('./notify.ts')).notify,
  file: async (): Promise<Job> => (await import('./file.ts')).file,
  report: async (): Promise<Job> => (await import('./report.ts')).report,
};

export type JobName = keyof typeof JOBS;
export const JOB_NAMES = Object.keys(JOBS) as JobName[];
