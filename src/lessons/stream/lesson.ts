import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { stream as scenario } from '../../scenarios/stream.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const stream = defineLesson({
  kind: 'predict',
  name: 'stream',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'report',
      of: { deliveries: 'report' },
      answer: 4,
      slips: { none: 0, one: 1, three: 3 },
    },
    { kind: 'count', id: 'live', of: { deliveries: 'live' }, answer: 1, slips: { none: 0, four: 4 } },
    {
      kind: 'choice',
      id: 'critic',
      choices: {
        dropped: ({ deliveries, errors }) => !errors.critic && !deliveries.critic?.includes('m4 redelivered'),
        again: ({ deliveries, errors }) => !errors.critic && !!deliveries.critic?.includes('m4 redelivered'),
        error: ({ errors }) => !!errors.critic?.[0]?.startsWith('540'),
      },
      answer: 'error',
    },
  ],
  readOn: ['streams#consuming', 'streams'],
  texts: { en, ko },
});
