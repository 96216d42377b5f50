import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Persistent: which messages a restart leaves',
  intro: [
    'A message is published as persistent (delivery mode 2) or as transient (1). That is another switch than the durable of a queue.',
    'orders is durable, cache is transient, and both get messages of both kinds. worker holds m1, unacknowledged, and then the broker restarts.',
  ],
  questions: {
    orders: {
      ask: 'What lies in orders after the restart, in this order?',
      choices: {
        all: 'm1, m2, m3',
        waiting: 'm2',
        atEnd: 'm2, m1',
        persistent: 'm1, m2',
      },
      hints: [
        'Which of m1, m2 and m3 were published as persistent? What becomes of a message that was with a consumer?',
        'Durable keeps the queue, persistent the message. What was not acknowledged goes back to its old place.',
      ],
      why: 'm1 and m2 are persistent in a durable queue. m1 was not acknowledged, so it is back in front; m3 was transient.',
      slips: {
        all: 'm3 is not there. A durable queue keeps its persistent messages, and m3 was published as transient.',
        waiting:
          'm1 is there as well. It was with worker, but not acknowledged, so that it is still a message of the queue.',
        atEnd: 'm1 does not line up behind m2. It goes back to its old place, at the front.',
      },
    },
    m4: {
      ask: 'm4 is persistent, but lies in cache, which is transient. What becomes of it?',
      choices: {
        kept: 'It is kept, and cache for its sake.',
        emptied: 'cache is there after the restart, but empty.',
        gone: 'cache is gone, and m4 with it.',
      },
      hints: [
        'Where would a message be kept whose queue is not there any more?',
        'Both switches have to be on. A queue that goes takes all its messages along.',
      ],
      why: 'A transient queue does not survive a restart, and what lies in it goes with it, persistent or not.',
      slips: {
        kept: 'A message does not hold its queue. cache is transient and goes, and takes m4 along, persistent or not.',
        emptied:
          'It is the queue that is transient: cache itself is gone after the restart, not only what was in it.',
      },
    },
  },
};
