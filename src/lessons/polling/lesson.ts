import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { polling as scenario } from '../../scenarios/polling.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const polling = defineLesson({
  kind: 'predict',
  name: 'polling',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'm1',
      of: { look: 'm1 is published', queue: 'polled' },
      answer: 1,
      slips: { told: 0 },
    },
    {
      kind: 'count',
      id: 'poller',
      of: { deliveries: 'poller' },
      answer: 2,
      slips: { all: 3, last: 1 },
    },
    {
      kind: 'choice',
      id: 'gone',
      choices: {
        both: ({ gone }) => gone.includes('polled') && gone.includes('pushed'),
        neither: ({ gone }) => gone.length === 0,
        pushed: ({ gone }) => gone.includes('pushed') && !gone.includes('polled'),
      },
      answer: 'pushed',
    },
  ],
  readOn: ['consumers#polling', 'queues#temporary-queues'],
  texts: { en, ko },
});
