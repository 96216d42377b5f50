import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { singleActive as scenario } from '../../scenarios/single-active.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const singleActive = defineLesson({
  kind: 'predict',
  name: 'single-active',
  chapter: 'consuming',
  scenario,
  questions: [
    { kind: 'count', id: 'c1', of: { deliveries: 'c1' }, answer: 2, slips: { turns: 1, again: 3, all: 5 } },
    {
      kind: 'order',
      id: 'c3',
      of: { deliveries: 'c3' },
      choices: {
        lost: ['m4', 'm5'],
        late: ['m4', 'm3 redelivered', 'm5'],
        ousted: ['m3 redelivered', 'm4'],
        inOrder: ['m3 redelivered', 'm4', 'm5'],
      },
      answer: 'inOrder',
    },
  ],
  readOn: ['consumers#single-active-consumer'],
  texts: { en, ko },
});
