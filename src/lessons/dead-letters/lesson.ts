import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { deadLetters as scenario } from '../../scenarios/dead-letters.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const deadLetters = defineLesson({
  kind: 'predict',
  name: 'dead-letters',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'worker',
      of: { deliveries: 'worker' },
      answer: 3,
      slips: { two: 2, four: 4 },
    },
    {
      kind: 'order',
      id: 'dead',
      of: { left: 'dead' },
      choices: {
        all: ['m1', 'm2', 'm3', 'm4'],
        full: ['m1', 'm2', 'm3'],
        newest: ['m2', 'm3', 'm4'],
        purged: ['m4', 'm5', 'm6'],
      },
      answer: 'newest',
    },
  ],
  readOn: ['dlx'],
  texts: { en, ko },
});
