import type { Job } from './job.ts';

/** Each job, imported only when it is asked for. Throws a LabError where a package that it needs is missing. */
export const JOBS = {
  print: async (): Promise<Job> => async (message) => message,
  notify: async (): Promise<Job> => (await import('./notify.ts')).notifyJob(),
  file: async (): Promise<Job> => (await import('./file.ts')).fileJob(),
  report: async (): Promise<Job> => (await import('./report.ts')).reportJob(),
};

export type JobName = keyof typeof JOBS;
export const JOB_NAMES = Object.keys(JOBS) as JobName[];
