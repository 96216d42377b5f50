import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { exchangeToExchange as scenario } from '../../scenarios/exchange-to-exchange.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const exchangeToExchange = defineLesson({
  kind: 'predict',
  name: 'exchange-to-exchange',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm4',
      message: 'm4',
      answer: ['billing', 'audit'],
      slips: { oneHop: { missed: 'billing' }, onlyBack: { missed: 'audit' } },
    },
    {
      kind: 'count',
      id: 'audit',
      of: { left: 'audit' },
      answer: 3,
      slips: { copyPerWay: 5, oneTooMany: 4, oneTooFew: 2 },
    },
  ],
  readOn: ['e2e'],
  texts: { en, ko },
});
