import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { workQueue as scenario } from '../../scenarios/work-queue.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const workQueue = defineLesson({
  kind: 'predict',
  name: 'work-queue',
  chapter: 'systems',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'w2',
      of: { deliveries: 'w2' },
      choices: {
        turns: ['m2', 'm4', 'm1 redelivered', 'm3 redelivered', 'm5 redelivered'],
        lost: ['m2', 'm3', 'm4', 'm5'],
        asNew: ['m2', 'm3', 'm4', 'm5', 'm1'],
        all: ['m2', 'm3', 'm4', 'm5', 'm1 redelivered'],
      },
      answer: 'all',
    },
  ],
  readOn: ['consumer-prefetch', 'confirms#automatic-requeueing'],
  texts: { en, ko },
});
