import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { deadLetterExpiration as scenario } from '../../scenarios/dead-letter-expiration.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const deadLetterExpiration = defineLesson({
  kind: 'predict',
  name: 'dead-letter-expiration',
  chapter: 'failure',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'parking',
      of: { look: 'long after', queue: 'parking' },
      answer: 2,
      slips: { none: 0, one: 1 },
    },
  ],
  readOn: ['dlx#effects', 'ttl'],
  texts: { en, ko },
});
