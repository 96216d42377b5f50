import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { doubleAck as scenario } from '../../scenarios/double-ack.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const doubleAck = defineLesson({
  kind: 'predict',
  name: 'double-ack',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'second',
      choices: {
        ignored: ({ errors }) => errors.c1 === undefined,
        missing: ({ errors }) => !!errors.c1?.[0]?.startsWith('404'),
        precondition: ({ errors }) => !!errors.c1?.[0]?.startsWith('406'),
      },
      answer: 'precondition',
    },
    { kind: 'count', id: 'c2', of: { deliveries: 'c2' }, answer: 2, slips: { none: 0, one: 1, all: 3 } },
    {
      kind: 'choice',
      id: 'noAck',
      choices: {
        ignored: ({ errors }) => errors.tail === undefined,
        refused: ({ errors }) => !!errors.tail?.[0]?.startsWith('406'),
      },
      answer: 'refused',
    },
  ],
  readOn: ['confirms#consumer-acks-double-acking'],
  texts: { en, ko },
});
