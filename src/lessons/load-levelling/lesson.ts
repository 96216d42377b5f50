import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { loadLevelling as scenario } from '../../scenarios/load-levelling.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

const countOf = (deliveries: Readonly<Record<string, readonly string[]>>): number =>
  Object.values(deliveries).flat().length;

export const loadLevelling = defineLesson({
  kind: 'predict',
  name: 'load-levelling',
  chapter: 'systems',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'burst',
      choices: {
        refused: ({ refused }) => refused.length > 0,
        returned: ({ returned }) => returned.length > 0,
        dropped: ({ refused, returned, deliveries }) =>
          refused.length === 0 && returned.length === 0 && countOf(deliveries) < 40,
        done: ({ deliveries }) => countOf(deliveries) === 40,
      },
      answer: 'done',
    },
  ],
  readOn: ['consumers', 'maxlength'],
  texts: { en, ko },
});
