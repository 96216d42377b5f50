import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { durable as scenario } from '../../scenarios/durable.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const durable = defineLesson({
  kind: 'predict',
  name: 'durable',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: ['orders'],
      slips: { bindingToo: { ticked: 'cache' }, allLost: { missed: 'orders' } },
    },
    {
      kind: 'choice',
      id: 'm3',
      choices: {
        arrives: ({ left }) => !!left.orders?.includes('m3'),
        returned: ({ returned }) => returned.includes('m3'),
        missing: ({ errors }) => !!errors.producer?.[0]?.startsWith('404'),
      },
      answer: 'missing',
    },
  ],
  readOn: ['queues#durability', 'exchanges#durability'],
  texts: { en, ko },
});
