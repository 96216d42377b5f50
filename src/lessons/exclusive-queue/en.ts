import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Exclusive: a queue for one connection',
  intro: [
    'A queue may be declared as exclusive: it belongs to the connection that declared it.',
    'owner does so, consumes, and holds m1 when its connection breaks. m2 is published before it is back. Then owner declares the queue again and consumes from it, and m3 is published.',
    'Publishers have a connection of their own, and send through the default exchange.',
  ],
  questions: {
    intruder: {
      ask: 'intruder asks to consume from the queue, over another connection. What happens?',
      choices: {
        waits: 'It is let in, but gets nothing while owner is there.',
        shares: 'It is let in, and takes turns with owner.',
        refused: '403 ACCESS_REFUSED, as with an exclusive consumer.',
        locked: '405 RESOURCE_LOCKED.',
      },
      hints: [
        'Here it is the queue that is exclusive, not a consumer of it.',
        'To other connections, an exclusive queue is locked: they may not consume from it, declare it or delete it.',
      ],
      why: 'The queue is locked for every connection but that of owner: 405 RESOURCE_LOCKED.',
      slips: {
        waits:
          'There is no line to wait in. The queue is locked for other connections, and intruder is told so: 405.',
        shares:
          'That is what exclusive rules out. Other connections may not consume from the queue: 405 RESOURCE_LOCKED.',
        refused:
          '403 is for a queue that all may use, and one consumer has for itself. Here the queue itself belongs to a connection, and that is 405.',
      },
    },
    owner: {
      ask: 'How many messages does owner receive in all, before and after its connection broke?',
      hints: [
        'May a publisher reach the queue? What becomes of the queue when the connection breaks?',
        'A publisher talks to an exchange, not to the queue. The queue goes with its connection, with all that is in it.',
      ],
      why: 'm1 and m3. The queue went with the connection, so that m1 was not there to come again, and m2 found no queue.',
      slips: {
        one: 'There are two. A publisher does not touch the queue, so exclusive does not keep it out: the exchange routes m1, and later m3.',
        three:
          'Neither does m1 come again nor has m2 waited. The queue went with the connection, m1 included, and m2 came while there was none.',
        four: 'The queue is not there all the time. It went with the connection, m1 included, and m2 came while there was none. What owner declares later is a new one.',
      },
    },
  },
};
