import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'How an expiration is written',
  intro: [
    'A publisher can give a message an expiration: how long it may wait in a queue. In AMQP this property is a text, not a number, and a client sends what it is given.',
    'A program publishes to alerts, which nobody consumes: m1 with the expiration "30", and, once that is confirmed, m2 with "5s". m3 follows at once on the same channel, without an expiration.',
    'Then it waits for what the broker has to say, opens a new channel if it has to, and publishes m4. 200 ms later somebody looks into alerts.',
  ],
  questions: {
    m1: {
      ask: 'm1 has the expiration "30", since it is worth nothing after half a minute. Where is it at the look?',
      choices: {
        waits: 'In alerts: half a minute is not over.',
        refused: 'Nowhere: the broker refused it, since it has no unit.',
        gone: 'Nowhere: it has expired.',
      },
      hints: [
        'Nothing in "30" says seconds. In what does RabbitMQ count all its TTLs?',
        'An expiration is a number of milliseconds, written as a text.',
      ],
      why: '"30" means 30 milliseconds. The broker took m1, confirmed it, and dropped it when it had expired.',
      slips: {
        waits: 'The unit is not seconds. "30" is 30 ms, and these were over long before the look.',
        refused: '"30" is a whole number, and that is all that is asked for. m1 was accepted and confirmed.',
      },
    },
    m2: {
      ask: 'm2 has the expiration "5s". What does the broker make of it?',
      choices: {
        seconds: 'm2 may wait for five seconds.',
        refused: 'An error, 406, and the channel is closed.',
        dropped: 'It drops m2 at once, without an error.',
      },
      hints: [
        'AMQP lets any text be sent. Does RabbitMQ know units here?',
        'It takes whole numbers of milliseconds, and refuses anything else.',
      ],
      why: '"5s" is no whole number: 406 PRECONDITION_FAILED, which closes the channel.',
      slips: {
        seconds:
          'An expiration has no unit but milliseconds. Five seconds are "5000"; what is no whole number is refused (406).',
        dropped:
          'The broker does not guess that m2 has expired. It tells the program of its mistake: 406, and the channel is closed.',
      },
    },
    alerts: {
      ask: 'm3 came right behind m2 on the same channel, and m4 later. How many messages are ready in alerts at the look?',
      hints: [
        'Where was m3 when the broker closed the channel?',
        'What comes in on a channel that the broker has closed is thrown away. The connection is still open, and a new channel works.',
      ],
      why: 'm4 alone. m1 has expired, m2 was refused, and m3 was lost with the channel.',
      slips: {
        none: 'An error of this kind closes the channel, not the connection. The program opened a new channel for m4.',
        m3Too:
          'm3 was on its way on the channel that m2 had closed. The broker throws that away, though nothing was wrong with m3.',
        all: 'm4 is there, but nothing else: m1 has expired after 30 ms, m2 was refused, and m3 was lost behind it.',
      },
    },
  },
};
