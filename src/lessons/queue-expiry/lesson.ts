import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { queueExpiry as scenario } from '../../scenarios/queue-expiry.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const queueExpiry = defineLesson({
  kind: 'predict',
  name: 'queue-expiry',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm1',
      choices: {
        waits: ({ looks }) => looks['long after']?.cart === 1,
        expired: ({ looks }) => looks['long after']?.cart === 0,
        dead: ({ looks }) => looks['long after']?.dead === 1,
        gone: ({ looks }) => looks['long after']?.cart === 'gone' && looks['long after']?.dead === 0,
      },
      answer: 'gone',
    },
    {
      kind: 'choice',
      id: 'desk',
      choices: {
        gone: ({ looks }) => looks['long after']?.desk === 'gone',
        stays: ({ looks }) => looks['long after']?.desk === 0,
      },
      answer: 'stays',
    },
  ],
  readOn: ['ttl#queue-ttl'],
  texts: { en, ko },
});
