import { defineLesson } from '../../lib/walkthrough/lesson.ts';
import { prefetchUnfair as scenario } from '../../scenarios/prefetch-unfair.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const prefetchUnfair = defineLesson({
  kind: 'predict',
  name: 'prefetch-unfair',
  chapter: 'consuming',
  scenario,
  questions: [
    {
      kind: 'count',
      id: 'ready',
      of: { look: 'slow has come', queue: 'work' },
      answer: 0,
      slips: { oneAtATime: 1, untilDone: 2 },
    },
    {
      kind: 'order',
      id: 'fast',
      of: { deliveries: 'fast' },
      choices: {
        turns: ['m4', 'm6'],
        whatComes: ['m3', 'm4', 'm5', 'm6'],
        backlog: ['m2', 'm3', 'm4', 'm5', 'm6'],
        block: ['m3', 'm4'],
      },
      answer: 'turns',
    },
  ],
  readOn: ['consumer-prefetch', 'confirms#channel-qos-prefetch'],
  texts: { en, ko },
});
