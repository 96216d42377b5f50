import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { exclusiveQueue as scenario } from '../../scenarios/exclusive-queue.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const exclusiveQueue = defineLesson({
  kind: 'predict',
  name: 'exclusive-queue',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'intruder',
      choices: {
        waits: ({ deliveries, errors }) => !errors.intruder && !deliveries.intruder?.length,
        shares: ({ deliveries, errors }) => !errors.intruder && !!deliveries.intruder?.length,
        refused: ({ errors }) => !!errors.intruder?.[0]?.startsWith('403'),
        locked: ({ errors }) => !!errors.intruder?.[0]?.startsWith('405'),
      },
      answer: 'locked',
    },
    {
      kind: 'count',
      id: 'owner',
      of: { deliveries: 'owner' },
      answer: 2,
      slips: { one: 1, three: 3, four: 4 },
    },
  ],
  readOn: ['queues#exclusive-queues'],
  texts: { en, ko },
});
