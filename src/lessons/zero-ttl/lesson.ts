import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { zeroTtl as scenario } from '../../scenarios/zero-ttl.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const zeroTtl = defineLesson({
  kind: 'predict',
  name: 'zero-ttl',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm1',
      choices: {
        waits: ({ deliveries }) => !!deliveries.screen?.includes('m1'),
        returned: ({ deliveries, returned }) => !deliveries.screen?.includes('m1') && returned.includes('m1'),
        gone: ({ deliveries, returned }) => !deliveries.screen?.includes('m1') && !returned.includes('m1'),
      },
      answer: 'gone',
    },
    {
      kind: 'count',
      id: 'screen',
      of: { deliveries: 'screen' },
      answer: 1,
      slips: { none: 0, m3Too: 2, all: 3 },
    },
    {
      kind: 'choice',
      id: 'shop',
      choices: {
        noExpiry: ({ errors, gone }) => !errors.shop && !gone.includes('cart'),
        atOnce: ({ errors, gone }) => !errors.shop && gone.includes('cart'),
        refused: ({ errors }) => !!errors.shop?.[0]?.startsWith('406'),
      },
      answer: 'refused',
    },
  ],
  readOn: ['ttl#per-queue-message-ttl', 'ttl#queue-ttl'],
  texts: { en, ko },
});
