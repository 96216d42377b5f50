import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { deadLetterCycle as scenario } from '../../scenarios/dead-letter-cycle.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const deadLetterCycle = defineLesson({
  kind: 'predict',
  name: 'dead-letter-cycle',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'worker',
      of: { deliveries: 'worker' },
      answer: 3,
      slips: { one: 1, two: 2, four: 4 },
    },
    {
      kind: 'choice',
      id: 'm2',
      choices: {
        round: ({ left }) => !!left.wait?.includes('m2'),
        work: ({ left }) => !!left.work?.includes('m2'),
        nowhere: ({ left }) => ['work', 'wait', 'log'].every((queue) => !left[queue]?.includes('m2')),
        log: ({ left }) => !!left.log?.includes('m2') && !left.work?.includes('m2'),
      },
      answer: 'log',
    },
  ],
  readOn: ['dlx'],
  texts: { en, ko },
});
