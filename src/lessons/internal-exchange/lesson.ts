import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { internalExchange as scenario } from '../../scenarios/internal-exchange.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const internalExchange = defineLesson({
  kind: 'predict',
  name: 'internal-exchange',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm2',
      choices: {
        refused: ({ errors }) => errors.producer?.[0]?.startsWith('403 ACCESS_REFUSED') === true,
        returned: ({ errors, returned }) => !errors.producer && returned.includes('m2'),
        dropped: ({ errors, queues, returned }) =>
          !errors.producer && !returned.includes('m2') && queues.m2?.length === 0,
        routed: ({ errors, queues }) => !errors.producer && queues.m2?.includes('audit') === true,
      },
      answer: 'refused',
    },
    {
      kind: 'count',
      id: 'c1',
      of: { deliveries: 'c1' },
      answer: 2,
      slips: { m2Alone: 3, all: 4, neverAgain: 1 },
    },
  ],
  readOn: ['e2e', 'channels#error-handling'],
  texts: { en, ko },
});
