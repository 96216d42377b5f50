import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { unroutable as scenario } from '../../scenarios/unroutable.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const unroutable = defineLesson({
  kind: 'predict',
  name: 'unroutable',
  chapter: 'publishing',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm2',
      choices: {
        acked: ({ refused, returned, unconfirmed }) =>
          ![...refused, ...returned, ...unconfirmed].includes('m2'),
        nacked: ({ refused, returned }) => refused.includes('m2') && !returned.includes('m2'),
        returned: ({ returned }) => returned.includes('m2'),
        nothing: ({ returned, unconfirmed }) => unconfirmed.includes('m2') && !returned.includes('m2'),
      },
      answer: 'acked',
    },
    {
      kind: 'choice',
      id: 'm3',
      choices: {
        returnedAcked: ({ refused, returned, unconfirmed }) =>
          returned.includes('m3') && ![...refused, ...unconfirmed].includes('m3'),
        returnedNacked: ({ refused, returned }) => returned.includes('m3') && refused.includes('m3'),
        returnedOnly: ({ returned, unconfirmed }) => returned.includes('m3') && unconfirmed.includes('m3'),
      },
      answer: 'returnedAcked',
    },
  ],
  readOn: ['publishers#unroutable', 'confirms#when-publishes-are-confirmed'],
  texts: { en, ko },
});
