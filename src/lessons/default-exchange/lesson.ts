import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { defaultExchange as scenario } from '../../scenarios/default-exchange.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const defaultExchange = defineLesson({
  kind: 'predict',
  name: 'default-exchange',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm1',
      message: 'm1',
      answer: ['orders.eu'],
      slips: { notBound: { missed: 'orders.eu' }, all: { ticked: 'orders.us' } },
    },
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: [],
      slips: { starIsPattern: { ticked: 'orders.eu' } },
    },
    {
      kind: 'choice',
      id: 'eu',
      choices: {
        refused: ({ errors }) => errors.operator?.[0]?.startsWith('403 ACCESS_REFUSED') === true,
        works: ({ errors, queues }) => !errors.operator && queues.m5?.includes('orders.eu') === true,
        ignored: ({ errors, queues }) => !errors.operator && queues.m5?.length === 0,
      },
      answer: 'refused',
    },
  ],
  readOn: ['exchanges#default-exchange'],
  texts: { en, ko },
});
