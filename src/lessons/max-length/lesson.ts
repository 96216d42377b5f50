import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { maxLength as scenario } from '../../scenarios/max-length.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const maxLength = defineLesson({
  kind: 'predict',
  name: 'max-length',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'before',
      of: { look: 'before the crash', queue: 'dead' },
      answer: 1,
      slips: { none: 0, three: 3 },
    },
    {
      kind: 'order',
      id: 'left',
      of: { left: 'orders' },
      choices: {
        over: ['m1 redelivered', 'm2 redelivered', 'm4', 'm5', 'm6'],
        front: ['m1 redelivered', 'm2 redelivered', 'm4'],
        newest: ['m4', 'm5', 'm6'],
        full: ['m3', 'm4', 'm5'],
      },
      answer: 'newest',
    },
  ],
  readOn: ['maxlength#default-behaviour'],
  texts: { en, ko },
});
