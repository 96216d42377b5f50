import {
  consume,
  defineScenario,
  drain,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const loadLevelling = defineScenario({
  name: 'load-levelling',
  group: 'patterns',
  summary: 'A queue turns a burst of work into waiting time',
  guess: 'Two workers cannot take forty requests at once, so most of the burst is refused.',
  notice: [
    'm1, m2: the workers have one request each. All others wait in the queue, and the publisher has its confirms long before the work is done.',
    'm40: nothing is refused or lost, but this one waits until the workers are through with all the others: 40 requests of 25 ms, done by two, take half a second.',
  ],
  takeaway:
    'A queue lets you size workers for the mean load instead of its peak. It does not make them faster: where, for hours, more comes than they can do, the queue only grows. Watch its depth, add workers, and bound it with x-max-length.',
  examples: ['run load-levelling --workers 8', 'run load-levelling --burst 100 --workers 4'],
  options: {
    burst: wholeNumber(40, {
      from: 1,
      to: 200,
      placeholder: 'N',
      summary: 'how many requests come at once',
    }),
    workers: wholeNumber(2, { from: 1, to: 50, placeholder: 'N', summary: 'how many workers there are' }),
  },
  build({ burst, workers }) {
    return {
      topology: topology([], [queue('requests')]),
      steps: [
        ...Array.from({ length: workers }, (_, at) =>
          consume(`w${at + 1}`, 'requests', { prefetch: 1, takesMs: 25 }),
        ),
        ...Array.from({ length: burst }, (_, at) => publish(`m${at + 1}`, '', 'requests')),
        look('after the burst'),
        drain(),
        look('at the end'),
      ],
    };
  },
  timing: ['deliveries', 'looks'],
  allArrive: 'The queue takes the whole burst: it holds back time, not messages.',
  expected: {
    shares: { w1: [10, 30], w2: [10, 30] },
    looks: { 'at the end': { requests: 0 } },
  },
});
