import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { messageTtl as scenario } from '../../scenarios/message-ttl.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const messageTtl = defineLesson({
  kind: 'predict',
  name: 'message-ttl',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'dead',
      of: { look: 'after the lower TTL', queue: 'dead' },
      answer: 2,
      slips: { none: 0, one: 1, three: 3 },
    },
    {
      kind: 'choice',
      id: 'm3',
      choices: {
        waits: ({ left }) => !!left.ticks?.includes('m3'),
        dead: ({ left }) => !!left.dead?.includes('m3'),
        returned: ({ returned }) => returned.includes('m3'),
        gone: ({ queues, returned }) => queues.m3?.length === 0 && !returned.includes('m3'),
      },
      answer: 'gone',
    },
  ],
  readOn: ['ttl#per-queue-message-ttl', 'ttl#per-message-ttl-in-publishers'],
  texts: { en, ko },
});
