import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { duplicates as scenario } from '../../scenarios/duplicates.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const duplicates = defineLesson({
  kind: 'predict',
  name: 'duplicates',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'naive',
      of: { deliveries: 'naive' },
      choices: {
        once: ['m1', 'm2', 'm3'],
        marked: ['m1', 'm2', 'm2 redelivered', 'm3'],
        twice: ['m1', 'm2', 'm2', 'm3'],
      },
      answer: 'twice',
    },
    {
      kind: 'count',
      id: 'idempotent',
      of: { deliveries: 'idempotent' },
      answer: 4,
      slips: { three: 3 },
    },
  ],
  readOn: ['reliability', 'confirms#publisher-confirms'],
  texts: { en, ko },
});
