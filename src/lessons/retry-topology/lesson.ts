import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { retryTopology as scenario } from '../../scenarios/retry-topology.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const retryTopology = defineLesson({
  kind: 'predict',
  name: 'retry-topology',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'worker',
      of: { deliveries: 'worker' },
      choices: {
        inPlace: ['m1', 'm1', 'm1', 'm2'],
        cut: ['m1', 'm2', 'm1'],
        marked: ['m1', 'm2', 'm1 redelivered', 'm1 redelivered'],
        round: ['m1', 'm2', 'm1', 'm1'],
      },
      answer: 'round',
    },
    {
      kind: 'choice',
      id: 'deaths',
      choices: {
        newest: ({ deaths: { m1 } }) => m1?.join() === 'wait expired',
        rejects: ({ deaths: { m1 } }) => m1?.join() === 'work rejected ×2',
        counts: ({ deaths: { m1 } }) => m1?.toSorted().join() === 'wait expired ×2,work rejected ×2',
        four: ({ deaths: { m1 } }) => m1?.length === 4,
      },
      answer: 'counts',
    },
  ],
  readOn: ['dlx#effects', 'ttl'],
  texts: { en, ko },
});
