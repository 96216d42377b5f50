import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { getPast as scenario } from '../../scenarios/get-past.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const getPast = defineLesson({
  kind: 'predict',
  name: 'get-past',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'support',
      of: { deliveries: 'support' },
      choices: {
        nothing: [],
        ledger: ['m2'],
        inbox: ['m5'],
        both: ['m2', 'm5'],
        vault: ['m2', 'm5', 'm7'],
      },
      answer: 'both',
    },
    {
      kind: 'choice',
      id: 'log',
      choices: {
        got: ({ deliveries }) => !!deliveries.support?.includes('m8'),
        empty: ({ empty }) => !!empty.support?.includes('log'),
        refused: ({ errors }) => !!errors.support?.at(-1)?.startsWith('540'),
      },
      answer: 'refused',
    },
  ],
  readOn: ['consumers#polling', 'consumers#single-active-consumer'],
  texts: { en, ko },
});
