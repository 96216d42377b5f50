import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Dead letters: what counts as a death',
  intro: [
    'When a message dies in a queue that has a dead-letter exchange, the broker publishes it again, to that exchange. It keeps its routing key, unless the queue sets x-dead-letter-routing-key.',
    'work, a quorum queue, has the exchange dlx, which leads to dead. dead is limited to 3 messages and has dead letters of its own, which go to archive.',
    'worker rejects m1, with requeue=false, and requeues m2 each time that it comes. Then it leaves. m3, m4 and m5 wait in work until it is purged, and m6 until it is deleted.',
  ],
  questions: {
    worker: {
      ask: 'worker rejects m1, and requeues m2 as often as it comes. How many deliveries does it receive?',
      hints: [
        'Is it a death to be requeued?',
        'A requeued message comes back, until it has come back as often as x-delivery-limit says. It is 1 here.',
      ],
      why: 'm1 once, m2 twice: its first requeue brings it back, and the second exceeds the limit of 1.',
      slips: {
        two: 'To be requeued is no death. The limit of 1 lets m2 come back once, and only the next requeue kills it.',
        four: 'm2 comes back only once. The requeue after that exceeds x-delivery-limit, and a rejected m1 does not come back at all.',
      },
    },
    dead: {
      ask: 'What lies in dead in the end, in this order?',
      choices: {
        all: 'm1, m2, m3, m4',
        full: 'm1, m2, m3',
        newest: 'm2, m3, m4',
        purged: 'm4, m5, m6',
      },
      hints: [
        'Which of the six die, and which only disappear? How many may dead hold?',
        'Rejected, over the delivery limit, over the length, expired: those are deaths. Purge and deletion are not. And a full queue drops its oldest.',
      ],
      why: 'm1, m2, m3 and m4 die in work, in this order. dead holds 3 and gives up the oldest, m1, which goes on to archive.',
      slips: {
        all: 'dead has x-max-length=3. With m4 it is over its limit, and its oldest, m1, dies there and goes on to archive.',
        full: 'A full queue drops its oldest, not what comes: m4 gets into dead, and m1 goes on to archive.',
        purged: 'A purge and a deletion are no deaths. m5 and m6 are gone without a dead letter.',
      },
    },
  },
};
