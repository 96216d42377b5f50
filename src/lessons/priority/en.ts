import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Messages with priority',
  intro: [
    'A message may be published with a priority, a number: the higher, the sooner it is delivered. x-max-priority on a queue is the highest priority that it knows.',
    'A fanout exchange sends five messages to jobs, which knows priorities up to 5, and to plain, which has no x-max-priority.',
    'Each queue has a consumer with a prefetch of 1 that holds m1. It acknowledges m1 when all five are published.',
  ],
  questions: {
    jobs: {
      ask: 'In which order does worker receive them from jobs?',
      choices: {
        uncapped: 'm1, m5, m4, m3, m2',
        overtaken: 'm4, m5, m3, m1, m2',
        capped: 'm1, m4, m5, m3, m2',
        lowest: 'm1, m2, m3, m4, m5',
      },
      hints: [
        'Which messages wait in the queue at the same time? What does 9 mean to a queue that knows 5?',
        'Only what waits is reordered. No priority is 0, and more than the highest counts as the highest; equals go as they came.',
      ],
      why: 'm1 was delivered before others came. Of those that wait, m4 and m5 both count as 5, in the order of their coming; then m3 with 1, and m2 with none.',
      slips: {
        uncapped: 'The 9 of m5 counts as 5, the highest that jobs knows. That equals m4, which came first.',
        overtaken:
          'm1 was with worker before the others were published. What is delivered cannot be overtaken any more.',
        lowest:
          'jobs does reorder, since it has x-max-priority, and the higher number comes first. This is the order in which they were published.',
      },
    },
    plain: {
      ask: 'And in which order does other receive them, from plain?',
      choices: {
        published: 'm1, m2, m3, m4, m5',
        sorted: 'm1, m5, m4, m3, m2',
      },
      hints: [
        'What does jobs have that plain has not?',
        'Without x-max-priority, a queue does not look at the priorities of messages.',
      ],
      why: 'plain has no x-max-priority, so that it does not look at priorities: first in, first out.',
      slips: {
        sorted:
          'A priority on a message is only a wish. plain was declared without x-max-priority, so that it does not look at it.',
      },
    },
  },
};
