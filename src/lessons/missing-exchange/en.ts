import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'An exchange that is not there',
  intro: [
    'Publishing is not a question, and has no answer of its own: a program sends a message and goes on. What the broker has to say of it comes later.',
    'There is an exchange called orders. m2 is published to order, which is not there; m3 and m4 follow at once, to orders, on the same channel.',
    'Then the publisher waits until it has heard all that the broker has to say, and publishes m5, on a new channel if it needs one.',
  ],
  questions: {
    m2: {
      ask: 'm2 is mandatory, and the exchange order is not there. What does the broker do?',
      hints: [
        'Which exchange would find that m2 has no way?',
        'No exchange, no routing: that is an error of the program, not a message without a queue.',
      ],
      why: 'Publishing to an exchange that is not there is a channel error: 404 NOT_FOUND, and the channel is closed.',
      choices: {
        channelError: 'It reports an error and closes the channel.',
        returned: 'It returns m2, for no queue takes it.',
        dropped: 'It drops m2.',
      },
      slips: {
        returned:
          'A return says that an exchange found no queue. Here there is not even an exchange: 404 NOT_FOUND, and the channel is closed.',
        dropped:
          'A message is dropped where an exchange finds no queue for it, and it is not mandatory. Here there is no exchange: 404 NOT_FOUND, and the channel is closed.',
      },
    },
    c1: {
      ask: 'billing is bound to orders by the key of all these messages. What does c1 receive from it?',
      hints: [
        'Where were m3 and m4 when the broker closed the channel?',
        'What comes in on a closed channel is thrown away. Nobody sends it again unless the program does.',
      ],
      why: 'm3 and m4 came in on a channel that had been closed because of m2. m5 came on a new one.',
      choices: {
        twoLost: 'm1, m5',
        m2Alone: 'm1, m3, m4, m5',
        sentAgain: 'm1, m5, m3, m4',
        neverAgain: 'm1',
      },
      slips: {
        m2Alone:
          'The 404 is about m2, but it closes the channel. m3 and m4 were already on their way over that channel, and are thrown away.',
        sentAgain:
          'Nobody sends m3 and m4 again: AMQP does not, and this publisher does not. It would have to look up what was never confirmed, and do it itself.',
        neverAgain: 'The connection is still open. m5 is sent on a new channel, and arrives.',
      },
    },
  },
};
