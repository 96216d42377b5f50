import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { consumerPriority as scenario } from '../../scenarios/consumer-priority.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const consumerPriority = defineLesson({
  kind: 'predict',
  name: 'consumer-priority',
  chapter: 'consuming',
  scenario,
  questions: [
    { kind: 'count', id: 'spare', of: { deliveries: 'spare' }, answer: 1, slips: { none: 0, two: 2 } },
    {
      kind: 'order',
      id: 'main',
      of: { deliveries: 'main' },
      choices: {
        turns: ['m1', 'm3'],
        stays: ['m1', 'm2'],
        first: ['m1', 'm2', 'm4'],
        all: ['m1', 'm2', 'm3', 'm4'],
      },
      answer: 'first',
    },
  ],
  readOn: ['consumer-priority'],
  texts: { en, ko },
});
