import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'What quorum queues do not do',
  intro: [
    'A quorum queue can do less than a classic one. Some of what it lacks is refused when it is declared, as with a queue that is not durable, or one without a name.',
    'orders and ledger were classic queues, and were declared anew as quorum queues, with the arguments and the consumers that they had. No error came.',
    'orders holds at most two messages, and has x-overflow=reject-publish-dlx. At a classic queue that refuses the newest message, and sends it to dead. ledger has two consumers, c1 and c2, and both ask to be exclusive.',
  ],
  questions: {
    m3: {
      ask: 'm1 and m2 lie in orders when m3 is published. What becomes of it?',
      choices: {
        refused: 'm3 is refused: its publisher gets a nack.',
        newest: 'm3 is confirmed, but goes to dead.',
        oldest: 'm3 is confirmed and gets in, and m1 goes to dead.',
      },
      hints: [
        'Is that argument one that a quorum queue understands?',
        'A quorum queue passes over reject-publish-dlx. What does a full queue do by default?',
      ],
      why: 'The quorum queue does not know reject-publish-dlx. It does what every queue does by default, and drops its oldest message, m1.',
      slips: {
        refused:
          'A classic queue would refuse m3. A quorum queue passes over reject-publish-dlx, and drops the oldest, which is the default.',
        newest:
          'It is the oldest that a full queue drops by default, and a quorum queue passes over reject-publish-dlx. So m1 goes to dead.',
      },
    },
    c2: {
      ask: 'c1 consumes ledger, and asked to be exclusive. Then c2 asks for the same. What becomes of c2?',
      choices: {
        refused: 'It is refused with 403, for c1 was there first.',
        waits: 'It waits until c1 is gone, and gets nothing until then.',
        turns: 'It consumes as well, and takes turns with c1.',
      },
      hints: [
        'Is exclusive something that a quorum queue understands?',
        'A quorum queue passes over exclusive. To it, c1 and c2 are two consumers like others.',
      ],
      why: 'A quorum queue passes over exclusive, so that ledger has two consumers, and they take turns: c1 gets m4, c2 gets m5.',
      slips: {
        refused:
          'At a classic queue it would be. A quorum queue passes over exclusive, and lets both consume.',
        waits:
          'That is what x-single-active-consumer does, an argument of the queue. exclusive means nothing to a quorum queue: both get messages.',
      },
    },
  },
};
