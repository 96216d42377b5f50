import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { ack as scenario } from '../../scenarios/ack.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const ack = defineLesson({
  kind: 'predict',
  name: 'ack',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'rescue',
      of: { deliveries: 'rescue' },
      choices: {
        again: ['m2 redelivered', 'm3 redelivered'],
        asNew: ['m2', 'm3'],
        all: ['m1 redelivered', 'm2 redelivered', 'm3 redelivered'],
        lost: [],
      },
      answer: 'again',
    },
    {
      kind: 'count',
      id: 'log',
      of: { look: 'both have crashed', queue: 'log' },
      answer: 0,
      slips: { bothBack: 2 },
    },
  ],
  readOn: ['confirms#automatic-requeueing', 'confirms#acknowledgement-modes'],
  texts: { en, ko },
});
