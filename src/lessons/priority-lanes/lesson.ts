import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { priorityLanes as scenario } from '../../scenarios/priority-lanes.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const priorityLanes = defineLesson({
  kind: 'predict',
  name: 'priority-lanes',
  chapter: 'systems',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'shared',
      of: { left: 'shared' },
      choices: {
        behind: ['m2', 'm3', 'm4'],
        front: ['m4', 'm2', 'm3'],
        picked: ['m2', 'm3'],
        interrupted: ['m1', 'm2', 'm3'],
      },
      answer: 'behind',
    },
    {
      kind: 'count',
      id: 'bulk',
      of: { left: 'bulk' },
      answer: 2,
      slips: { one: 1, three: 3 },
    },
  ],
  readOn: ['priority', 'consumer-prefetch'],
  texts: { en, ko },
});
