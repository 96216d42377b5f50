import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { autoDeleteExchange as scenario } from '../../scenarios/auto-delete-exchange.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const autoDeleteExchange = defineLesson({
  kind: 'predict',
  name: 'auto-delete-exchange',
  chapter: 'queues',
  scenario,
  questions: [
    {
      kind: 'queues',
      id: 'm2',
      message: 'm2',
      answer: ['letters'],
      slips: { firstUnbind: { missed: 'letters' }, stillBound: { ticked: 'sms' } },
    },
    {
      kind: 'choice',
      id: 'gone',
      choices: {
        none: ({ gone }) => !gone.includes('mails') && !gone.includes('spare'),
        mails: ({ gone }) => gone.includes('mails') && !gone.includes('spare'),
        spare: ({ gone }) => !gone.includes('mails') && gone.includes('spare'),
        both: ({ gone }) => gone.includes('mails') && gone.includes('spare'),
      },
      answer: 'mails',
    },
  ],
  readOn: ['exchanges', 'e2e'],
  texts: { en, ko },
});
