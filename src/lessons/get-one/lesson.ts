import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { getOne as scenario } from '../../scenarios/get-one.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const getOne = defineLesson({
  kind: 'predict',
  name: 'get-one',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'ready',
      of: { look: 'support looks at them', queue: 'orders' },
      answer: 2,
      slips: { looks: 4, same: 3, all: 0 },
    },
    {
      kind: 'choice',
      id: 'third',
      choices: {
        waits: ({ deliveries, empty }) => deliveries.support?.length === 3 && !empty.support,
        error: ({ errors }) => errors.support !== undefined,
        none: ({ empty, errors }) => empty.support?.length === 1 && !errors.support,
      },
      answer: 'none',
    },
    {
      kind: 'order',
      id: 'c1',
      of: { deliveries: 'c1' },
      choices: {
        inOrder: ['m1', 'm2', 'm3', 'm4'],
        lost: ['m3', 'm4'],
        asNew: ['m3', 'm4', 'm1', 'm2'],
        late: ['m3', 'm4', 'm1 redelivered', 'm2 redelivered'],
      },
      answer: 'late',
    },
  ],
  readOn: ['consumers#polling', 'confirms#automatic-requeueing'],
  texts: { en, ko },
});
