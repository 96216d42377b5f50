import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { topic as scenario } from '../../scenarios/topic.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const topic = defineLesson({
  kind: 'predict',
  name: 'topic',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm3',
      message: 'm3',
      answer: ['q2'],
      slips: { needsWord: { missed: 'q2' }, starIsEmpty: { ticked: 'q1' } },
    },
    { kind: 'queues', id: 'm6', message: 'm6', answer: [], slips: { hashTakesAll: { ticked: 'q2' } } },
    { kind: 'queues', id: 'm10', message: 'm10', answer: ['q3'], slips: { hashIsOne: { missed: 'q3' } } },
  ],
  readOn: ['exchanges#topic'],
  texts: { en, ko },
});
