import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Messages that no queue takes',
  intro: [
    'A publisher can ask the broker to answer each message with a confirm: basic.ack for yes, basic.nack for no. It can also mark a message as mandatory: whatever no queue takes is then sent back.',
    'The publisher here asks for confirms. The key of m2, m3 and m4 has a typo: payed. m2 is not mandatory, the others are.',
  ],
  questions: {
    m2: {
      ask: 'No queue takes m2, and it is not mandatory. What does its publisher hear of it?',
      hints: [
        'What does the broker still have to do with such a message?',
        'A confirm says that the broker has done its part. For a message that goes nowhere there is nothing to do.',
      ],
      why: 'm2 is dropped, and confirmed: the broker has nothing left to do with it.',
      choices: {
        acked: 'basic.ack, as for a message that a queue has taken.',
        nacked: 'basic.nack: no queue has taken it.',
        returned: 'm2 itself, sent back.',
        nothing: 'Nothing, neither ack nor nack.',
      },
      slips: {
        nacked:
          'basic.nack is for what the broker cannot take responsibility for. A message without a queue is dealt with by dropping it, and is acked.',
        returned: 'Only mandatory messages are sent back, and m2 is not mandatory.',
        nothing:
          'With confirms every message is answered. Dropping m2 counts as having dealt with it: basic.ack.',
      },
    },
    m3: {
      ask: 'No queue takes m3 either, but it is mandatory and so it is sent back (basic.return). What confirm does it get?',
      hints: [
        'Are being sent back and being confirmed two answers to one question, or to two?',
        'The return comes first, and then the same confirm as for every message that was dealt with.',
      ],
      why: 'First basic.return, then basic.ack: the broker has sent it back, and with that has dealt with it.',
      choices: {
        returnedAcked: 'basic.ack, after it was sent back.',
        returnedNacked: 'basic.nack, after it was sent back.',
        returnedOnly: 'None: the return is the answer.',
      },
      slips: {
        returnedNacked:
          'Sent back is not refused. The broker did what mandatory asks for, and so it confirms with basic.ack.',
        returnedOnly:
          'The return does not stand for a confirm: each message gets one. After basic.return comes basic.ack.',
      },
    },
  },
};
