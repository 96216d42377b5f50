import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { autoDeleteQueue as scenario } from '../../scenarios/auto-delete-queue.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const autoDeleteQueue = defineLesson({
  kind: 'predict',
  name: 'auto-delete-queue',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'when',
      choices: {
        atOnce: ({ looks }) => looks['no consumer yet']?.updates === 'gone',
        first: ({ looks }) =>
          looks['no consumer yet']?.updates !== 'gone' && looks['c1 has left']?.updates === 'gone',
        last: ({ looks }) =>
          looks['c1 has left']?.updates !== 'gone' && looks['c2 has left']?.updates === 'gone',
        never: ({ looks }) => looks['c2 has left']?.updates !== 'gone',
      },
      answer: 'last',
    },
    {
      kind: 'choice',
      id: 'm4',
      choices: {
        error: ({ errors }) => errors.producer !== undefined,
        returned: ({ errors, returned }) => !errors.producer && returned.includes('m4'),
        kept: ({ left }) => !!left.updates?.includes('m4'),
      },
      answer: 'returned',
    },
  ],
  readOn: ['queues#temporary-queues'],
  texts: { en, ko },
});
