import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { prefetchFair as scenario } from '../../scenarios/prefetch-fair.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

const countOf = (received: readonly string[] = []): number => received.length;

export const prefetchFair = defineLesson({
  kind: 'predict',
  name: 'prefetch-fair',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'choice',
      id: 'shares',
      choices: {
        even: ({ deliveries: { slow, fast } }) => countOf(slow) === countOf(fast),
        fastMost: ({ deliveries: { slow, fast } }) => countOf(slow) > 0 && countOf(slow) < countOf(fast),
        fastAll: ({ deliveries: { slow } }) => countOf(slow) === 0,
        slowMost: ({ deliveries: { slow, fast } }) => countOf(slow) > countOf(fast),
      },
      answer: 'fastMost',
    },
  ],
  readOn: ['consumer-prefetch', 'confirms#channel-qos-prefetch'],
  texts: { en, ko },
});
