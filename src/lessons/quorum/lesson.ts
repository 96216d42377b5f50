import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { quorum as scenario } from '../../scenarios/quorum.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const quorum = defineLesson({
  kind: 'predict',
  name: 'quorum',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'worker',
      of: { deliveries: 'worker' },
      answer: 4,
      slips: { two: 2, three: 3, five: 5 },
    },
    {
      kind: 'choice',
      id: 'tester',
      choices: {
        created: ({ errors }) => errors.tester === undefined,
        refused: ({ errors }) => !!errors.tester?.[0]?.startsWith('406'),
      },
      answer: 'refused',
    },
  ],
  readOn: ['quorum-queues#poison-message-handling', 'quorum-queues'],
  texts: { en, ko },
});
