import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'The same message acknowledged twice',
  intro: [
    'c1 is sent three messages, with the delivery tags 1, 2 and 3, and holds them. It acknowledges m1.',
    'Then the same ack is sent once more, as happens when a handler and the framework around it both acknowledge. m2 and m3 are still with c1.',
    'Last, tail consumes another queue, log, with noAck. It gets m4, and acknowledges it all the same.',
  ],
  questions: {
    second: {
      ask: 'What does the broker answer to the second ack of m1?',
      choices: {
        ignored: 'Nothing: m1 is done already, and acknowledging it again changes nothing.',
        missing: '404 NOT_FOUND: there is no m1 any more.',
        precondition: '406 PRECONDITION_FAILED: there is no such delivery tag.',
      },
      hints: [
        'An ack does not name a message. What does it name?',
        'The first ack uses the tag up. To the broker, an ack for a tag that is not open comes from a client that has lost count.',
      ],
      why: 'The ack names delivery tag 1, which the first ack used up. An unknown delivery tag is 406 PRECONDITION_FAILED.',
      slips: {
        ignored:
          'Acks are not idempotent. Tag 1 is used up after the first, and a tag that is not open is taken for a mistake of the client.',
        missing:
          '404 is for a queue or an exchange that is not there. An ack names a tag, not a message, and an unknown tag is 406.',
      },
    },
    c2: {
      ask: 'After that c2 comes, on the same queue. How many messages does it receive?',
      hints: [
        'What does a 406 close, and who was using it?',
        'The error closes the channel. What was delivered on that channel and not acknowledged goes back to the queue.',
      ],
      why: "The error closes c1's channel, so that m2 and m3, which had nothing to do with it, go back to the queue and on to c2.",
      slips: {
        none: 'c1 does not keep m2 and m3: its channel is closed by the error, and what was open on it goes back to the queue.',
        one: 'The second ack does not count for m2, nor for m3. Both are open when the channel closes, and both go back.',
        all: 'm1 is done. The first ack was valid, and the mistake that follows does not undo it.',
      },
    },
    noAck: {
      ask: 'What does the broker make of the ack for m4?',
      choices: {
        ignored: 'Nothing: with noAck an ack has no effect.',
        refused: 'It is the same mistake: 406, and the channel is closed.',
      },
      hints: [
        'When is a message done that goes to a consumer with noAck?',
        'With noAck a message is done when it is sent. The broker keeps no tag open for it.',
      ],
      why: 'With noAck nothing waits for an ack, so that no tag is open, and an ack for one that is not open is 406.',
      slips: {
        ignored:
          'The broker does not pass over an ack that it did not ask for. No tag is open for m4, and that is 406 unknown delivery tag.',
      },
    },
  },
};
