import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { connectionLost as scenario } from '../../scenarios/connection-lost.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

const markedOf = (received: readonly string[] = []): string =>
  received.filter((message) => message.endsWith(' redelivered')).join();

export const connectionLost = defineLesson({
  kind: 'predict',
  name: 'connection-lost',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'worker',
      of: { deliveries: 'worker' },
      answer: 7,
      slips: { four: 4, five: 5, six: 6, eight: 8 },
    },
    {
      kind: 'choice',
      id: 'marked',
      choices: {
        none: ({ deliveries: { worker } }) => markedOf(worker) === '',
        published: ({ deliveries: { worker } }) => markedOf(worker) === 'm2 redelivered',
        returned: ({ deliveries: { worker } }) =>
          markedOf(worker) === 'm2 redelivered,m2 redelivered,m3 redelivered',
        both: ({ deliveries: { worker } }) =>
          markedOf(worker) === 'm2 redelivered,m2 redelivered,m2 redelivered,m3 redelivered',
      },
      answer: 'returned',
    },
  ],
  readOn: ['reliability', 'confirms#automatic-requeueing'],
  texts: { en, ko },
});
