import {
  consume,
  cut,
  defineScenario,
  drain,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const workQueue = defineScenario({
  name: 'work-queue',
  group: 'patterns',
  summary: 'Slow jobs for workers; one dies and no job is lost',
  guess: 'Each worker gets every second job, and the job of the worker that dies is lost with it.',
  notice: [
    'm1: w1 dies while it works on this job. It had not acknowledged it, so the job goes back to the queue and on to w2, marked as redelivered.',
    'm2, m3, m4, m5: with prefetch 1 nobody gets a next job before the last one is acknowledged. So w2 does these while w1 is still busy with m1.',
  ],
  takeaway:
    'Acknowledge when the job is done, never before. A job may then run twice, as m1 did in part, so make doing it twice harmless. Against a restart of the broker you need a durable queue and persistent messages as well.',
  examples: ['run work-queue --prefetch 10', 'run work-queue --jobs 12'],
  options: {
    jobs: wholeNumber(5, { from: 1, to: 100, placeholder: 'N', summary: 'how many jobs' }),
    prefetch: wholeNumber(1, {
      from: 1,
      to: 1_000,
      placeholder: 'N',
      summary: 'how many jobs a worker may hold at a time',
    }),
  },
  build({ jobs, prefetch }) {
    return {
      topology: topology([], [queue('jobs')]),
      steps: [
        consume('w1', 'jobs', { prefetch, answer: 'hold' }),
        consume('w2', 'jobs', { prefetch, takesMs: 20 }),
        ...Array.from({ length: jobs }, (_, at) => publish(`m${at + 1}`, '', 'jobs', { persistent: true })),
        drain(),
        cut('w1'),
        drain(),
      ],
    };
  },
  allArrive: 'There is one queue, and what counts is that nothing in it gets lost.',
  expected: {
    queues: { m1: ['jobs'], m2: ['jobs'], m3: ['jobs'], m4: ['jobs'], m5: ['jobs'] },
    deliveries: { w1: ['m1'], w2: ['m2', 'm3', 'm4', 'm5', 'm1 redelivered'] },
  },
});
