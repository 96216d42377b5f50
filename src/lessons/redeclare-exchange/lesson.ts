import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { redeclareExchange as scenario } from '../../scenarios/redeclare-exchange.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const redeclareExchange = defineLesson({
  kind: 'predict',
  name: 'redeclare-exchange',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'worker',
      choices: {
        added: ({ errors }) => errors.worker === undefined,
        goesOn: ({ errors, left }) => !!errors.worker && !left.billing?.includes('m1 redelivered'),
        closed: ({ errors, left }) => !!errors.worker && !!left.billing?.includes('m1 redelivered'),
      },
      answer: 'closed',
    },
    {
      kind: 'choice',
      id: 'typist',
      choices: {
        refused: ({ errors }) => errors.typist !== undefined,
        passes: ({ errors }) => errors.typist === undefined,
      },
      answer: 'passes',
    },
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: [],
      slips: { pattern: { ticked: 'audit' }, alternate: { ticked: 'lost' } },
    },
  ],
  readOn: ['ae', 'exchanges', 'parameters#policies'],
  texts: { en, ko },
});
