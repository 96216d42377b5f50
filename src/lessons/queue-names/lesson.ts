import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { queueNames as scenario } from '../../scenarios/queue-names.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const queueNames = defineLesson({
  kind: 'predict',
  name: 'queue-names',
  chapter: 'routing',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'mail',
      choices: {
        shared: ({ deliveries }) => deliveries.mailer1?.length === 2 && deliveries.mailer2?.length === 2,
        oneEach: ({ deliveries }) => deliveries.mailer1?.length === 4 && deliveries.mailer2?.length === 4,
        nameTaken: ({ errors }) => errors.mailer2 !== undefined,
        takenOver: ({ deliveries }) => deliveries.mailer2?.length === 4 && !deliveries.mailer1?.length,
      },
      answer: 'shared',
    },
    {
      kind: 'count',
      id: 'cache1',
      of: { deliveries: 'cache1' },
      answer: 4,
      slips: { cachesShare: 2, allShare: 1, unreachable: 0 },
    },
  ],
  readOn: ['queues#names', 'queues#server-named-queues'],
  texts: { en, ko },
});
