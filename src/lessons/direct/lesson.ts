import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { direct as scenario } from '../../scenarios/direct.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const direct = defineLesson({
  kind: 'predict',
  name: 'direct',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm1',
      message: 'm1',
      answer: ['billing', 'audit'],
      slips: { firstOnly: { missed: 'audit' }, oneKeyEach: { missed: 'billing' } },
    },
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: ['billing'],
      slips: { starIsPattern: { ticked: 'audit' }, oneKeyEach: { missed: 'billing' } },
    },
    { kind: 'queues', id: 'm5', message: 'm5', answer: [], slips: { keyIsName: { ticked: 'billing' } } },
  ],
  readOn: ['exchanges#direct'],
  texts: { en, ko },
});
