import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { ackMultiple as scenario } from '../../scenarios/ack-multiple.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const ackMultiple = defineLesson({
  kind: 'predict',
  name: 'ack-multiple',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm2',
      choices: {
        covered: ({ deliveries, errors }) => !errors.c1 && !deliveries.c3?.includes('m2 redelivered'),
        back: ({ deliveries, errors }) => !errors.c1 && !!deliveries.c3?.includes('m2 redelivered'),
        error: ({ errors }) => errors.c1 !== undefined,
      },
      answer: 'back',
    },
    {
      kind: 'count',
      id: 'again',
      of: { look: 'both have crashed', queue: 'work' },
      answer: 4,
      slips: { two: 2, three: 3, five: 5, six: 6 },
    },
  ],
  readOn: ['confirms#consumer-acks-multiple-parameter'],
  texts: { en, ko },
});
