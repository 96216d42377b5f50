import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Who has to go when a queue is full',
  intro: [
    'x-overflow says what a full queue does. drop-head, the default, gives up the oldest message; reject-publish refuses the new one; reject-publish-dlx refuses it as well, and dead-letters it.',
    'A fanout exchange sends m1 to m4 to three queues, one of each kind, named after it. Each may hold 2 messages, and nobody consumes.',
    'The publisher waits for confirms.',
  ],
  questions: {
    m3: {
      ask: 'drop-head takes m3, the other two queues refuse it. What does the publisher learn, and where is m3?',
      choices: {
        ackNowhere: 'An ack, though m3 is in none of the three queues.',
        ack: 'An ack, since one queue took m3. It is in drop-head.',
        nackNowhere: 'A nack, and m3 is in none of the three queues.',
        nack: 'A nack, and all the same m3 is in drop-head.',
      },
      hints: [
        'There is one confirm for a message, however many queues it goes to. When could it be an ack?',
        'The confirm is an ack only if every queue takes the message. What one queue does about it does not concern the others.',
      ],
      why: 'One queue that refuses is enough for a nack. drop-head does not know of that, and has m3.',
      slips: {
        ackNowhere:
          'It is the other way round on both counts: a queue that refuses makes it a nack, and drop-head has taken m3.',
        ack: 'm3 is there, but an ack says that every queue took the message. Two refused it, so it is a nack.',
        nackNowhere:
          'A nack takes nothing back. drop-head has accepted m3, and keeps it; only the two that refused do not have it.',
      },
    },
    dead: {
      ask: 'How many messages lie in dead in the end?',
      hints: [
        'Which queues have a dead-letter exchange at all?',
        'Of the three, only reject-publish-dlx dead-letters: each message that it refuses.',
      ],
      why: 'm3 and m4, which reject-publish-dlx refused. The other two queues have no dead-letter exchange.',
      slips: {
        none: 'A refused message can die, too: that is what the dlx in reject-publish-dlx is for. It refuses m3 and m4.',
        four: 'Only reject-publish-dlx has a dead-letter exchange. What drop-head drops, or reject-publish refuses, leaves no trace.',
        six: 'Only reject-publish-dlx has a dead-letter exchange. What drop-head drops and reject-publish refuses leaves no trace.',
      },
    },
  },
};
