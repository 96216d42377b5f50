import type { BuildTexts } from '../../lib/walkthrough/lesson.ts';

export const en: BuildTexts = {
  title: 'Build: one exchange, three readers',
  intro: [
    'billing wants everything about orders, europe everything that names eu, audit simply everything.',
    'The queues are there, and nothing is bound yet.',
  ],
  hints: [
    'Look at m6: what does a pattern need that takes order as well as order.eu.placed?',
    '# at the end takes what follows and nothing at all. * holds the place of exactly one word.',
  ],
  done: 'One binding a reader is enough when the words of the keys have fixed places: put what readers choose by where a pattern can reach it.',
};
