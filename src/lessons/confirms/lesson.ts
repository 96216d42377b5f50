import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { confirms as scenario } from '../../scenarios/confirms.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const confirms = defineLesson({
  kind: 'predict',
  name: 'confirms',
  chapter: 'publishing',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'nacks',
      choices: {
        m3: ({ refused }) => refused.join() === 'm3',
        m3AndM5: ({ refused }) => refused.join() === 'm3,m5',
        m5: ({ refused }) => refused.join() === 'm5',
        none: ({ refused }) => refused.length === 0,
      },
      answer: 'm3',
    },
    {
      kind: 'choice',
      id: 'm4',
      choices: {
        nothing: ({ refused, returned }) => ![...refused, ...returned].includes('m4'),
        nack: ({ refused }) => refused.includes('m4'),
        comesBack: ({ refused, returned }) => returned.includes('m4') && !refused.includes('m4'),
      },
      answer: 'nothing',
    },
  ],
  readOn: ['confirms#publisher-confirms', 'confirms#when-publishes-are-confirmed'],
  texts: { en, ko },
});
