import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { missingExchange as scenario } from '../../scenarios/missing-exchange.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const missingExchange = defineLesson({
  kind: 'predict',
  name: 'missing-exchange',
  chapter: 'publishing',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm2',
      choices: {
        channelError: ({ errors }) => errors.producer?.[0]?.startsWith('404 NOT_FOUND') === true,
        returned: ({ errors, returned }) => !errors.producer && returned.includes('m2'),
        dropped: ({ errors, returned }) => !errors.producer && !returned.includes('m2'),
      },
      answer: 'channelError',
    },
    {
      kind: 'order',
      id: 'c1',
      of: { deliveries: 'c1' },
      choices: {
        twoLost: ['m1', 'm5'],
        m2Alone: ['m1', 'm3', 'm4', 'm5'],
        sentAgain: ['m1', 'm5', 'm3', 'm4'],
        neverAgain: ['m1'],
      },
      answer: 'twoLost',
    },
  ],
  readOn: ['channels#error-handling', 'publishers#unroutable'],
  texts: { en, ko },
});
