import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { ttlHeadOfLine as scenario } from '../../scenarios/ttl-head-of-line.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const ttlHeadOfLine = defineLesson({
  kind: 'predict',
  name: 'ttl-head-of-line',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'overdue',
      of: { look: 'm3 is overdue', queue: 'delays' },
      answer: 2,
      slips: { none: 0, one: 1, three: 3 },
    },
    {
      kind: 'order',
      id: 'nudge',
      of: { deliveries: 'nudge' },
      choices: {
        both: ['m2', 'm3'],
        overdueOnly: ['m3'],
        m2: ['m2'],
        overdueFirst: ['m3', 'm2'],
      },
      answer: 'm2',
    },
  ],
  readOn: ['ttl#message-ttl-dead-lettering'],
  texts: { en, ko },
});
