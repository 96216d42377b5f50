import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { ordering as scenario } from '../../scenarios/ordering.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const ordering = defineLesson({
  kind: 'predict',
  name: 'ordering',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'done',
      of: { left: 'done' },
      choices: {
        asPublished: ['m1.slow', 'm2.fast', 'm3.fast'],
        turns: ['m2.fast', 'm1.slow', 'm3.slow'],
        asFinished: ['m2.fast', 'm3.fast', 'm1.slow'],
      },
      answer: 'asFinished',
    },
    {
      kind: 'order',
      id: 'picky',
      of: { deliveries: 'picky' },
      choices: {
        atOnce: ['m1', 'm1 redelivered', 'm2', 'm3'],
        behind: ['m1', 'm2', 'm3', 'm1 redelivered'],
        allAgain: ['m1', 'm2', 'm3', 'm1 redelivered', 'm2 redelivered', 'm3 redelivered'],
      },
      answer: 'behind',
    },
  ],
  readOn: ['queues#message-ordering', 'consumers#single-active-consumer'],
  texts: { en, ko },
});
