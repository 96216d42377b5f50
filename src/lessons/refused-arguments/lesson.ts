import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { refusedArguments as scenario } from '../../scenarios/refused-arguments.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const refusedArguments = defineLesson({
  kind: 'predict',
  name: 'refused-arguments',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'binder',
      choices: {
        refused: ({ errors }) => !!errors.binder?.[0]?.startsWith('406'),
        not: ({ errors, queues }) => !errors.binder && !!queues.m1?.includes('others'),
        ignored: ({ errors, queues }) => !errors.binder && queues.m1?.length === 0,
      },
      answer: 'refused',
    },
    {
      kind: 'choice',
      id: 'keeper',
      choices: {
        refused: ({ errors }) => !!errors.keeper?.[0]?.startsWith('406'),
        declared: ({ errors }) => errors.keeper === undefined,
      },
      answer: 'refused',
    },
    {
      kind: 'choice',
      id: 'typist',
      choices: {
        refused: ({ errors }) => errors.typist !== undefined,
        declared: ({ errors, left }) => !errors.typist && left.drafts?.length === 1,
        expires: ({ errors, left }) => !errors.typist && !left.drafts,
      },
      answer: 'declared',
    },
  ],
  readOn: ['queues#optional-arguments', 'dlx', 'exchanges#headers'],
  texts: { en, ko },
});
