import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { notThere as scenario } from '../../scenarios/not-there.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const notThere = defineLesson({
  kind: 'predict',
  name: 'not-there',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'cleaner',
      choices: {
        fine: ({ errors }) => errors.cleaner === undefined,
        missing: ({ errors }) => !!errors.cleaner?.[0]?.startsWith('404'),
      },
      answer: 'fine',
    },
    {
      kind: 'choice',
      id: 'purger',
      choices: {
        fine: ({ errors }) => errors.purger === undefined,
        goesOn: ({ errors, deliveries }) =>
          !!errors.purger && !deliveries.cleaner?.includes('m2 redelivered'),
        closed: ({ errors, deliveries }) =>
          !!errors.purger && !!deliveries.cleaner?.includes('m2 redelivered'),
      },
      answer: 'closed',
    },
    { kind: 'queues', id: 'm3', message: 'm3', answer: [], slips: { made: { ticked: 'sms' } } },
  ],
  readOn: ['channels#error-handling', 'queues'],
  texts: { en, ko },
});
