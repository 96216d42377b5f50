import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { consumerCancelled as scenario } from '../../scenarios/consumer-cancelled.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const consumerCancelled = defineLesson({
  kind: 'predict',
  name: 'consumer-cancelled',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'c1',
      choices: {
        error: ({ errors }) => errors.c1 !== undefined,
        cancelled: ({ errors, cancelled }) => !errors.c1 && cancelled.includes('c1'),
        nothing: ({ errors, cancelled }) => !errors.c1 && !cancelled.includes('c1'),
      },
      answer: 'cancelled',
    },
    {
      kind: 'count',
      id: 'ready',
      of: { look: 'the queue is back', queue: 'work' },
      answer: 1,
      slips: { none: 0, two: 2, three: 3, four: 4 },
    },
  ],
  readOn: ['consumer-cancel'],
  texts: { en, ko },
});
