import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { headers as scenario } from '../../scenarios/headers.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const headers = defineLesson({
  kind: 'predict',
  name: 'headers',
  chapter: 'routing',
  scenario,
  questions: [
    { kind: 'queues', id: 'm3', message: 'm3', answer: [], slips: { sameText: { ticked: 'pdfs' } } },
    {
      kind: 'queues',
      id: 'm4',
      message: 'm4',
      answer: ['ops'],
      slips: { needsAll: { missed: 'ops' } },
    },
    {
      kind: 'queues',
      id: 'm5',
      message: 'm5',
      answer: ['vip-x'],
      slips: { anySeesX: { ticked: 'vip' }, neverSeesX: { missed: 'vip-x' } },
    },
  ],
  readOn: ['exchanges#types'],
  texts: { en, ko },
});
