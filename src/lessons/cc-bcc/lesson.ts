import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { ccBcc as scenario } from '../../scenarios/cc-bcc.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const ccBcc = defineLesson({
  kind: 'predict',
  name: 'cc-bcc',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm3',
      message: 'm3',
      answer: ['billing', 'audit'],
      slips: {
        plainHeader: { missed: 'audit' },
        bccStays: { ticked: 'with-bcc' },
        wrongHeader: { ticked: 'with-cc' },
      },
    },
    {
      kind: 'choice',
      id: 'm5',
      choices: {
        refused: ({ errors }) => errors.producer?.[0]?.startsWith('406 PRECONDITION_FAILED') === true,
        oneKey: ({ errors, queues }) => !errors.producer && queues.m5?.includes('audit') === true,
        ignored: ({ errors, queues }) => !errors.producer && queues.m5?.includes('audit') !== true,
      },
      answer: 'refused',
    },
  ],
  readOn: ['sender-selected'],
  texts: { en, ko },
});
