import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { directReplyTo as scenario } from '../../scenarios/direct-reply-to.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const directReplyTo = defineLesson({
  kind: 'predict',
  name: 'direct-reply-to',
  chapter: 'systems',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm1',
      choices: {
        waits: ({ queues }) => !!queues['m1 reply']?.length,
        dropped: ({ queues }) => queues['m1 reply']?.length === 0,
        returned: ({ queues, returned }) => !queues['m1 reply'] && returned.includes('m1'),
        refused: ({ errors, queues, returned }) =>
          !queues['m1 reply'] && !returned.includes('m1') && !!errors.hasty?.[0]?.startsWith('406'),
      },
      answer: 'refused',
    },
    {
      kind: 'count',
      id: 'shop',
      of: { deliveries: 'shop' },
      answer: 1,
      slips: { none: 0, m3Too: 2 },
    },
    {
      kind: 'choice',
      id: 'm5',
      choices: {
        dropped: ({ queues }) => queues['m5 reply']?.length === 0,
        never: ({ queues }) => !queues['m5 reply'],
        left: ({ left }) => !!left['desk-replies']?.includes('m5 reply'),
        received: ({ deliveries }) => !!deliveries.desk?.includes('m5 reply'),
      },
      answer: 'received',
    },
  ],
  readOn: ['direct-reply-to', 'channels#error-handling'],
  texts: { en, ko },
});
