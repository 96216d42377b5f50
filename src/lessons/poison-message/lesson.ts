import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { poisonMessage as scenario } from '../../scenarios/poison-message.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

const again = (times: number): string[] => Array<string>(times).fill('m2 redelivered');

export const poisonMessage = defineLesson({
  kind: 'predict',
  name: 'poison-message',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'limited',
      of: { deliveries: 'limited' },
      choices: {
        last: ['m1', 'm2', 'm3', ...again(2)],
        once: ['m1', 'm2', ...again(1), 'm3'],
        twice: ['m1', 'm2', ...again(2), 'm3'],
        blocked: ['m1', 'm2', ...again(2)],
        five: ['m1', 'm2', ...again(5), 'm3'],
      },
      answer: 'twice',
    },
    {
      kind: 'count',
      id: 'dead',
      of: { left: 'dead' },
      answer: 1,
      slips: { none: 0, both: 2 },
    },
  ],
  readOn: ['quorum-queues#poison-message-handling', 'dlx'],
  texts: { en, ko },
});
