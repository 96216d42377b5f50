import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Workers that share a queue of jobs',
  intro: [
    'This is what prefetch, ack and requeue come to when they work together. Two workers consume one queue of jobs, each with a prefetch of 1. Whoever has done a job acknowledges it.',
    'w1 gets m1, and is busy with it for as long as it lives. w2 needs 20 ms for a job.',
    'When w2 has nothing left to do w1 dies: its connection breaks.',
  ],
  questions: {
    w2: {
      ask: 'What does w2 receive, in this order?',
      choices: {
        turns: 'm2, m4, then m1, m3 and m5, marked as redelivered',
        lost: 'm2, m3, m4, m5',
        asNew: 'm2, m3, m4, m5, then m1, without a mark',
        all: 'm2, m3, m4, m5, then m1, marked as redelivered',
      },
      hints: [
        'How many jobs does w1 hold when it dies? And who has the others by then?',
        'With a prefetch of 1 nobody is sent a job before the last one is acknowledged. What is not acknowledged goes back when the connection breaks.',
      ],
      why: 'w1 holds one job, m1, and gets no other. w2 does the rest, one by one, and m1 as well, once w1 is dead.',
      slips: {
        turns:
          'With a prefetch of 1 w1 is sent no second job while it holds m1. So m3 and m5 do not wait for its death: w2 gets them in turn.',
        lost: 'w1 has not acknowledged m1, so that m1 goes back to the queue when its connection breaks, and on to w2.',
        asNew:
          'm1 has been with w1, which may have done part of the work. What goes back to its queue is marked as redelivered.',
      },
    },
  },
};
