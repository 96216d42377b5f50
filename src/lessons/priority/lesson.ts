import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { priority as scenario } from '../../scenarios/priority.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const priority = defineLesson({
  kind: 'predict',
  name: 'priority',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'jobs',
      of: { deliveries: 'worker' },
      choices: {
        uncapped: ['m1', 'm5', 'm4', 'm3', 'm2'],
        overtaken: ['m4', 'm5', 'm3', 'm1', 'm2'],
        capped: ['m1', 'm4', 'm5', 'm3', 'm2'],
        lowest: ['m1', 'm2', 'm3', 'm4', 'm5'],
      },
      answer: 'capped',
    },
    {
      kind: 'order',
      id: 'plain',
      of: { deliveries: 'other' },
      choices: {
        published: ['m1', 'm2', 'm3', 'm4', 'm5'],
        sorted: ['m1', 'm5', 'm4', 'm3', 'm2'],
      },
      answer: 'published',
    },
  ],
  readOn: ['priority'],
  texts: { en, ko },
});
