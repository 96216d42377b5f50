import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { persistence as scenario } from '../../scenarios/persistence.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const persistence = defineLesson({
  kind: 'predict',
  name: 'persistence',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'order',
      id: 'orders',
      of: { left: 'orders' },
      choices: {
        all: ['m1 redelivered', 'm2', 'm3'],
        waiting: ['m2'],
        atEnd: ['m2', 'm1 redelivered'],
        persistent: ['m1 redelivered', 'm2'],
      },
      answer: 'persistent',
    },
    {
      kind: 'choice',
      id: 'm4',
      choices: {
        kept: ({ left }) => !!left.cache?.includes('m4'),
        emptied: ({ gone, left }) => !gone.includes('cache') && !left.cache?.includes('m4'),
        gone: ({ gone }) => gone.includes('cache'),
      },
      answer: 'gone',
    },
  ],
  readOn: ['queues#durability', 'publishers#message-properties'],
  texts: { en, ko },
});
