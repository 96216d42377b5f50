import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { redeclare as scenario } from '../../scenarios/redeclare.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const redeclare = defineLesson({
  kind: 'predict',
  name: 'redeclare',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'worker',
      choices: {
        accepted: ({ errors }) => errors.worker === undefined,
        goesOn: ({ errors, left }) => !!errors.worker && !left.orders?.includes('m1 redelivered'),
        closed: ({ errors, left }) => !!errors.worker && !!left.orders?.includes('m1 redelivered'),
      },
      answer: 'closed',
    },
    {
      kind: 'choice',
      id: 'twin',
      choices: {
        same: ({ errors }) => errors.twin === undefined,
        differs: ({ errors }) => !!errors.twin?.[0]?.startsWith('406'),
      },
      answer: 'same',
    },
    {
      kind: 'choice',
      id: 'checker',
      choices: {
        no: ({ errors }) => errors.checker === undefined,
        missing: ({ errors }) => !!errors.checker?.[0]?.startsWith('404'),
        differs: ({ errors }) => !!errors.checker?.[0]?.startsWith('406'),
      },
      answer: 'missing',
    },
  ],
  readOn: ['queues#property-equivalence', 'parameters#policies'],
  texts: { en, ko },
});
