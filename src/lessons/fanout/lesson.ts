import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { fanout as scenario } from '../../scenarios/fanout.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const fanout = defineLesson({
  kind: 'predict',
  name: 'fanout',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'c1',
      of: { deliveries: 'c1' },
      answer: 3,
      slips: { shared: 1, skipsM2: 2, allTogether: 9 },
    },
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: ['q1', 'q2', 'q3'],
      slips: { keyIsName: { missed: 'q1' } },
    },
  ],
  readOn: ['exchanges#fanout'],
  texts: { en, ko },
});
