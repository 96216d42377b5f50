import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { deadLetterNowhere as scenario } from '../../scenarios/dead-letter-nowhere.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const deadLetterNowhere = defineLesson({
  kind: 'predict',
  name: 'dead-letter-nowhere',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'm1',
      choices: {
        returned: ({ returned }) => returned.includes('m1'),
        kept: ({ left }) => !!left.mail?.includes('m1'),
        later: ({ left }) => !!left.dead?.includes('m1'),
        dropped: ({ returned, left }) =>
          !returned.includes('m1') && !left.mail?.includes('m1') && !left.dead?.includes('m1'),
      },
      answer: 'dropped',
    },
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: ['orders'],
      slips: { unkeyed: { ticked: 'dead' } },
    },
    {
      kind: 'queues',
      id: 'm4',
      message: 'm4',
      answer: ['mail', 'dead'],
      slips: { atDeclare: { missed: 'dead' } },
    },
  ],
  readOn: ['dlx'],
  texts: { en, ko },
});
