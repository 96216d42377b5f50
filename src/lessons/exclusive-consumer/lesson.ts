import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { exclusiveConsumer as scenario } from '../../scenarios/exclusive-consumer.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const exclusiveConsumer = defineLesson({
  kind: 'predict',
  name: 'exclusive-consumer',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'c2',
      choices: {
        standby: ({ deliveries, errors }) => !errors.c2 && !!deliveries.c2?.includes('m2 redelivered'),
        ousts: ({ cancelled }) => cancelled.includes('c1'),
        refused: ({ errors }) => !!errors.c2?.[0]?.startsWith('403'),
      },
      answer: 'refused',
    },
    {
      kind: 'count',
      id: 'ready',
      of: { look: 'c1 has crashed', queue: 'work' },
      answer: 2,
      slips: { none: 0, one: 1, all: 3 },
    },
    {
      kind: 'choice',
      id: 'auditor',
      choices: {
        ousts: ({ cancelled }) => cancelled.includes('reader'),
        joins: ({ cancelled, errors }) => !errors.auditor && !cancelled.includes('reader'),
        refused: ({ errors }) => !!errors.auditor?.[0]?.startsWith('403'),
      },
      answer: 'refused',
    },
  ],
  readOn: ['consumers#exclusivity'],
  texts: { en, ko },
});
