import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { consumerDown as scenario } from '../../scenarios/consumer-down.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const consumerDown = defineLesson({
  kind: 'predict',
  name: 'consumer-down',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'viewer',
      of: { deliveries: 'viewer' },
      choices: {
        caughtUp: ['m1', 'm2', 'm3', 'm4'],
        later: ['m1', 'm4'],
        first: ['m1'],
      },
      answer: 'later',
    },
    {
      kind: 'choice',
      id: 'm2',
      choices: {
        returned: ({ returned }) => returned.includes('m2'),
        refused: ({ refused }) => refused.includes('m2'),
        silent: ({ unconfirmed }) => unconfirmed.includes('m2'),
        confirmed: ({ returned, refused, unconfirmed }) =>
          ![returned, refused, unconfirmed].some((messages) => messages.includes('m2')),
      },
      answer: 'confirmed',
    },
  ],
  readOn: ['queues#temporary-queues', 'publishers#unroutable'],
  texts: { en, ko },
});
