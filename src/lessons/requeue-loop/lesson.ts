import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { requeueLoop as scenario } from '../../scenarios/requeue-loop.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const requeueLoop = defineLesson({
  kind: 'predict',
  name: 'requeue-loop',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'c1',
      of: { deliveries: 'c1' },
      choices: {
        last: ['m1', 'm2', 'm3', 'm1 redelivered', 'm1 redelivered', 'm1 redelivered', 'm1 redelivered'],
        turns: ['m1', 'm2', 'm1 redelivered', 'm3', 'm1 redelivered', 'm1 redelivered', 'm1 redelivered'],
        head: ['m1', 'm1 redelivered', 'm1 redelivered', 'm1 redelivered', 'm1 redelivered', 'm2', 'm3'],
        once: ['m1', 'm2', 'm3'],
      },
      answer: 'head',
    },
  ],
  readOn: ['confirms#consumer-nacks-requeue', 'nack'],
  texts: { en, ko },
});
