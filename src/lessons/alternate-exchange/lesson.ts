import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { alternateExchange as scenario } from '../../scenarios/alternate-exchange.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const alternateExchange = defineLesson({
  kind: 'predict',
  name: 'alternate-exchange',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm3',
      message: 'm3',
      answer: [],
      slips: { noQueueIsEnough: { ticked: 'unrouted' } },
    },
    {
      kind: 'choice',
      id: 'm4',
      choices: {
        returned: ({ errors, returned }) => !errors.producer && returned.includes('m4'),
        publishFails: ({ errors }) => errors.producer !== undefined,
        silent: ({ errors, queues, returned }) =>
          !errors.producer && queues.m4?.length === 0 && !returned.includes('m4'),
      },
      answer: 'returned',
    },
  ],
  readOn: ['ae'],
  texts: { en, ko },
});
