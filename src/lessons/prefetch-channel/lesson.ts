import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { prefetchChannel as scenario } from '../../scenarios/prefetch-channel.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

const gotM6 = (received: readonly string[] = []): boolean => received.includes('m6');

export const prefetchChannel = defineLesson({
  kind: 'predict',
  name: 'prefetch-channel',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'ready',
      of: { look: 'c1 and c2 are there', queue: 'work' },
      answer: 6,
      slips: { shared: 8, unlimited: 0 },
    },
    {
      kind: 'choice',
      id: 'm6',
      choices: {
        c1: ({ deliveries: { c1 } }) => gotM6(c1),
        c3: ({ deliveries: { c3 } }) => gotM6(c3),
        nobody: ({ deliveries: { c1, c2, c3 } }) => ![c1, c2, c3].some(gotM6),
      },
      answer: 'c1',
    },
    {
      kind: 'count',
      id: 'global',
      of: { left: 'work' },
      answer: 2,
      slips: { each: 0, everywhere: 4 },
    },
  ],
  readOn: ['consumer-prefetch#independent-consumers', 'consumer-prefetch#sharing-the-limit'],
  texts: { en, ko },
});
