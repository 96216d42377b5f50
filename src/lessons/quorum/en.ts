import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Quorum queues, and messages that crash workers',
  intro: [
    'The queues so far were classic ones. A queue with x-queue-type=quorum is kept on several nodes of a cluster, and is made for messages that must not be lost.',
    'It also counts how often a message was given back. When that is too often for x-delivery-limit the message dies, and here the dead-letter exchange takes it to parking.',
    'worker crashes on m1 each time, but is started again. Before the fourth start its bug is fixed, and it acknowledges whatever it gets.',
  ],
  questions: {
    worker: {
      ask: 'x-delivery-limit is 2. How many deliveries does worker receive in all, of m1 and m2?',
      hints: [
        'Does the first delivery of a message count for the limit?',
        'The limit is for how often a message comes again. m2 waits until m1 is out of the way.',
      ],
      why: 'm1 three times, the first and two more; the third crash exceeds the limit, and it is parked. Then m2, once.',
      slips: {
        two: 'The first crash is no reason to give m1 up. It comes again twice, which is the limit.',
        three:
          'The limit counts how often m1 comes again, and not the first time: 1 + 2 deliveries, and then that of m2.',
        five: 'The fixed worker does not get m1 any more. With the third crash it has exceeded the limit, and lies in parking.',
      },
    },
    tester: {
      ask: 'tester declares a quorum queue that is transient. What happens?',
      choices: {
        created: 'It is declared: whether a queue is durable is for its owner to say.',
        refused: '406: there is no such quorum queue.',
      },
      hints: [
        'What are quorum queues made for?',
        'They exist so that messages survive. What would be at odds with that is refused at the declare.',
      ],
      why: 'A quorum queue is always durable. To ask for another is 406 PRECONDITION_FAILED, invalid property non-durable.',
      slips: {
        created:
          'For a classic queue it is. A quorum queue is there to keep messages and is always durable: anything else is 406.',
      },
    },
  },
};
