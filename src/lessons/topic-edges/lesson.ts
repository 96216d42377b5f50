import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { topicEdges as scenario } from '../../scenarios/topic-edges.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const topicEdges = defineLesson({
  kind: 'predict',
  name: 'topic-edges',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: ['all', 'order'],
      slips: { noWord: { missed: 'order' }, dotEnds: { ticked: 'word' } },
    },
    {
      kind: 'queues',
      id: 'm3',
      message: 'm3',
      answer: ['all', 'word'],
      slips: { prefix: { ticked: 'prefix' }, emptyIsAll: { ticked: 'empty' } },
    },
    {
      kind: 'queues',
      id: 'm6',
      message: 'm6',
      answer: ['all', 'word'],
      slips: {
        toAll: { ticked: 'order' },
        noWord: { ticked: 'empty' },
        wildcard: { missed: 'word' },
      },
    },
  ],
  readOn: ['exchanges#topic'],
  texts: { en, ko },
});
