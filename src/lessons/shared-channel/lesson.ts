import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { sharedChannel as scenario } from '../../scenarios/shared-channel.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const sharedChannel = defineLesson({
  kind: 'predict',
  name: 'shared-channel',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'multiple',
      choices: {
        own: ({ errors }) => errors.shop === undefined,
        upTo: ({ errors, deliveries: { c3 } }) =>
          errors.shop !== undefined && !!c3?.includes('m4 redelivered'),
        all: ({ errors, deliveries: { c3 } }) => errors.shop !== undefined && !c3?.includes('m4 redelivered'),
      },
      answer: 'upTo',
    },
    {
      kind: 'choice',
      id: 'second',
      choices: {
        fine: ({ errors }) => errors.shop === undefined,
        alone: ({ errors, deliveries: { c1 } }) => errors.shop !== undefined && !!c1?.includes('m5'),
        both: ({ errors, deliveries: { c1 } }) => errors.shop !== undefined && !c1?.includes('m5'),
      },
      answer: 'both',
    },
    { kind: 'count', id: 'c3', of: { deliveries: 'c3' }, answer: 2, slips: { none: 0, one: 1, three: 3 } },
  ],
  readOn: ['channels#error-handling', 'confirms#consumer-acks-delivery-tags'],
  texts: { en, ko },
});
