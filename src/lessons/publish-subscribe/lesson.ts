import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { publishSubscribe as scenario } from '../../scenarios/publish-subscribe.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const publishSubscribe = defineLesson({
  kind: 'predict',
  name: 'publish-subscribe',
  chapter: 'publishing',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'stock',
      of: { deliveries: 'stock' },
      choices: {
        all: ['m1', 'm2', 'm3'],
        lastOnly: ['m3'],
        newestFirst: ['m3', 'm2', 'm1'],
        none: [],
      },
      answer: 'all',
    },
    {
      kind: 'count',
      id: 'audit',
      of: { deliveries: 'audit' },
      answer: 1,
      slips: { history: 3, tooLate: 0 },
    },
  ],
  readOn: ['exchanges#what-are-bindings', 'streams'],
  texts: { en, ko },
});
