import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { sharedDlx as scenario } from '../../scenarios/shared-dlx.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const sharedDlx = defineLesson({
  kind: 'predict',
  name: 'shared-dlx',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm1',
      message: 'm1',
      answer: ['orders', 'orders-dead', 'invoices-dead'],
      slips: { own: { missed: 'invoices-dead' }, nowhere: { missed: 'orders-dead' } },
    },
    { kind: 'count', id: 'dead', of: { left: 'orders-dead' }, answer: 2, slips: { own: 1, none: 0 } },
  ],
  readOn: ['dlx#routing'],
  texts: { en, ko },
});
