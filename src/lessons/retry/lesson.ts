import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { retry as scenario } from '../../scenarios/retry.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const retry = defineLesson({
  kind: 'predict',
  name: 'retry',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'worker',
      of: { deliveries: 'worker' },
      choices: {
        inPlace: ['m1', 'm2', 'm2', 'm3'],
        marked: ['m1', 'm2', 'm3', 'm2 redelivered'],
        behind: ['m1', 'm2', 'm3', 'm2'],
        never: ['m1', 'm2', 'm3'],
      },
      answer: 'behind',
    },
    {
      kind: 'count',
      id: 'newWorker',
      of: { deliveries: 'new-worker' },
      answer: 3,
      slips: { two: 2, four: 4 },
    },
  ],
  readOn: ['dlx', 'ttl'],
  texts: { en, ko },
});
