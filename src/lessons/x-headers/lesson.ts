import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { xHeaders as scenario } from '../../scenarios/x-headers.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const xHeaders = defineLesson({
  kind: 'predict',
  name: 'x-headers',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: ['urgent', 'pdfs', 'bare'],
      slips: {
        allSeesX: { missed: 'pdfs' },
        nothingAsked: { missed: 'urgent' },
        withX: { ticked: 'fast' },
      },
    },
    {
      kind: 'queues',
      id: 'm3',
      message: 'm3',
      answer: ['urgent', 'bare'],
      slips: {
        anySeesX: { ticked: 'vip' },
        allIsAll: { ticked: 'fast' },
        queueArgument: { missed: 'bare' },
      },
    },
    {
      kind: 'queues',
      id: 'm4',
      message: 'm4',
      answer: ['urgent', 'bare'],
      slips: { anyCase: { ticked: 'pdfs' }, nothingAsked: { missed: 'urgent' } },
    },
  ],
  readOn: ['exchanges#headers'],
  texts: { en, ko },
});
