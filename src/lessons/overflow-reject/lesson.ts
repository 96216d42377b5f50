import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { overflowReject as scenario } from '../../scenarios/overflow-reject.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const overflowReject = defineLesson({
  kind: 'predict',
  name: 'overflow-reject',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm3',
      choices: {
        ackNowhere: ({ refused, left }) => !refused.includes('m3') && !left['drop-head']?.includes('m3'),
        ack: ({ refused, left }) => !refused.includes('m3') && !!left['drop-head']?.includes('m3'),
        nackNowhere: ({ refused, left }) => refused.includes('m3') && !left['drop-head']?.includes('m3'),
        nack: ({ refused, left }) => refused.includes('m3') && !!left['drop-head']?.includes('m3'),
      },
      answer: 'nack',
    },
    {
      kind: 'count',
      id: 'dead',
      of: { left: 'dead' },
      answer: 2,
      slips: { none: 0, four: 4, six: 6 },
    },
  ],
  readOn: ['maxlength#overflow-behaviour', 'confirms#publisher-confirms'],
  texts: { en, ko },
});
