import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { expirationText as scenario } from '../../scenarios/expiration-text.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const expirationText = defineLesson({
  kind: 'predict',
  name: 'expiration-text',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm1',
      choices: {
        waits: ({ queues }) => !!queues.m1?.includes('alerts'),
        refused: ({ queues, unconfirmed }) => queues.m1?.length === 0 && unconfirmed.includes('m1'),
        gone: ({ queues, unconfirmed }) => queues.m1?.length === 0 && !unconfirmed.includes('m1'),
      },
      answer: 'gone',
    },
    {
      kind: 'choice',
      id: 'm2',
      choices: {
        seconds: ({ left }) => !!left.alerts?.includes('m2'),
        refused: ({ errors, left }) =>
          !left.alerts?.includes('m2') && !!errors.producer?.[0]?.startsWith('406'),
        dropped: ({ errors, left }) => !left.alerts?.includes('m2') && !errors.producer,
      },
      answer: 'refused',
    },
    {
      kind: 'count',
      id: 'alerts',
      of: { look: 'a little later', queue: 'alerts' },
      answer: 1,
      slips: { none: 0, m3Too: 2, all: 3 },
    },
  ],
  readOn: ['ttl#per-message-ttl-in-publishers'],
  texts: { en, ko },
});
