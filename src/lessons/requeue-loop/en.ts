import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Requeue: back into the queue',
  intro: [
    'A consumer that cannot handle a message may reject it (basic.reject or basic.nack). With requeue=true it gives it back to the queue.',
    'Three messages wait. c1 fails on m1 four times, gives it back each time, and succeeds the fifth time. Its prefetch is 1.',
  ],
  questions: {
    c1: {
      ask: 'In which order does c1 receive the messages?',
      choices: {
        last: 'm1, m2, m3, then m1 again, four times',
        turns: 'm1, m2, m1 again, m3, then m1 again, three times',
        head: 'm1, then m1 again, four times, then m2, m3',
        once: 'm1, m2, m3, each of them once',
      },
      hints: [
        'Where in the queue does a message land that is given back?',
        'RabbitMQ puts it back to its old place, if it can. And who rejects a message is free for the next one at once.',
      ],
      why: 'm1 goes back to its old place, the head of the queue, and c1 is free: it gets m1 again and again, while m2 and m3 wait behind it.',
      slips: {
        last: 'A requeued message does not line up at the end. It keeps its old place, which is the head, before m2 and m3.',
        turns:
          'There is no turn for others in between. m1 is back at the head before the next delivery, so the next one is m1 again.',
        once: 'requeue=true gives the message back to the queue, to be delivered again. Only requeue=false ends it here.',
      },
    },
  },
};
