import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { competingConsumers as scenario } from '../../scenarios/competing-consumers.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const competingConsumers = defineLesson({
  kind: 'predict',
  name: 'competing-consumers',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'c2',
      of: { deliveries: 'c2' },
      choices: {
        turns: ['m2', 'm5'],
        everything: ['m1', 'm2', 'm3', 'm4', 'm5'],
        block: ['m3', 'm4'],
        oneEach: ['m2'],
      },
      answer: 'turns',
    },
    { kind: 'count', id: 'c3', of: { deliveries: 'c3' }, answer: 1, slips: { everything: 5, roundedUp: 2 } },
  ],
  readOn: ['consumers', 'queues#message-ordering'],
  texts: { en, ko },
});
