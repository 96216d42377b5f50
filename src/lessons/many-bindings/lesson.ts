import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { manyBindings as scenario } from '../../scenarios/many-bindings.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const manyBindings = defineLesson({
  kind: 'predict',
  name: 'many-bindings',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'c2',
      of: { deliveries: 'c2' },
      answer: 3,
      slips: { copyPerBinding: 6, unboundToo: 2 },
    },
    {
      kind: 'queues',
      id: 'm3',
      message: 'm3',
      answer: ['audit'],
      slips: { counted: { ticked: 'billing' }, wrongQueue: { missed: 'audit' } },
    },
  ],
  readOn: ['exchanges#what-are-bindings', 'e2e'],
  texts: { en, ko },
});
