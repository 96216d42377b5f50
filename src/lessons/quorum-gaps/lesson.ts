import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { quorumGaps as scenario } from '../../scenarios/quorum-gaps.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const quorumGaps = defineLesson({
  kind: 'predict',
  name: 'quorum-gaps',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm3',
      choices: {
        refused: ({ refused }) => refused.includes('m3'),
        newest: ({ refused, left }) => !refused.includes('m3') && !!left.dead?.includes('m3'),
        oldest: ({ refused, left }) => !refused.includes('m3') && !!left.dead?.includes('m1'),
      },
      answer: 'oldest',
    },
    {
      kind: 'choice',
      id: 'c2',
      choices: {
        refused: ({ errors }) => !!errors.c2?.[0]?.startsWith('403'),
        waits: ({ errors, deliveries }) => !errors.c2 && deliveries.c2?.length === 0,
        turns: ({ errors, deliveries }) => !errors.c2 && !!deliveries.c2?.includes('m5'),
      },
      answer: 'turns',
    },
  ],
  readOn: ['quorum-queues', 'consumers#exclusivity', 'maxlength#overflow-behaviour'],
  texts: { en, ko },
});
