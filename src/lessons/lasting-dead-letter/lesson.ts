import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { lastingDeadLetter as scenario } from '../../scenarios/lasting-dead-letter.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const lastingDeadLetter = defineLesson({
  kind: 'predict',
  name: 'lasting-dead-letter',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'parking',
      of: { look: 'long after', queue: 'parking' },
      answer: 2,
      slips: { none: 0, one: 1 },
    },
  ],
  readOn: ['dlx#effects', 'ttl'],
  texts: { en, ko },
});
