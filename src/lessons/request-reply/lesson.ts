import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { requestReply as scenario } from '../../scenarios/request-reply.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const requestReply = defineLesson({
  kind: 'predict',
  name: 'request-reply',
  chapter: 'systems',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'shop',
      of: { deliveries: 'shop' },
      answer: 1,
      slips: { two: 2, three: 3 },
    },
    {
      kind: 'choice',
      id: 'm4',
      choices: {
        returned: ({ returned }) => returned.includes('m4'),
        dropped: ({ returned, deliveries: { spare } }) => !returned.includes('m4') && !spare?.includes('m4'),
        worked: ({ returned, deliveries: { spare } }) => !returned.includes('m4') && !!spare?.includes('m4'),
      },
      answer: 'worked',
    },
    {
      kind: 'choice',
      id: 'reply',
      choices: {
        kept: ({ queues, deliveries: { shop } }) =>
          queues['m4 reply']?.length !== 0 && !shop?.includes('m4 reply'),
        shop: ({ deliveries: { shop } }) => !!shop?.includes('m4 reply'),
        error: ({ errors: { spare } }) => !!spare,
        gone: ({ queues, errors: { spare } }) => queues['m4 reply']?.length === 0 && !spare,
      },
      answer: 'gone',
    },
  ],
  readOn: ['direct-reply-to'],
  texts: { en, ko },
});
