import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Internal exchanges',
  intro: [
    'An exchange can be declared as internal: it is there for bindings from other exchanges. orders is bound to audited, which is internal, and audited to the queue audit.',
    'Programs talk to the broker over channels, conversations within their connection. m2 and m3 go over one channel, m3 right behind m2. For m4 the publisher opens a new channel, should the old one be closed by then.',
  ],
  questions: {
    m2: {
      ask: 'm2 is published to audited, the internal exchange. What does the broker do with it?',
      hints: [
        'Is publishing to an internal exchange a message without a way, or something that is not allowed?',
        'What is not allowed is answered with an error, and the channel that it was tried on is closed.',
      ],
      why: 'Publishing to an internal exchange is not allowed: 403 ACCESS_REFUSED, and the channel is closed.',
      choices: {
        refused: 'It answers with an error and closes the channel.',
        returned: 'It returns m2, as it does when no queue takes a message.',
        dropped: 'It drops m2 without a word.',
        routed: 'It puts m2 into audit: there is a binding.',
      },
      slips: {
        returned:
          'Messages are returned when an exchange has taken them and found no way. This one takes nothing from publishers: 403, and the channel is closed.',
        dropped:
          'The broker does say something: 403 ACCESS_REFUSED. And it closes the channel of the publisher.',
        routed:
          'audited has a binding to audit, but takes messages from other exchanges only. A publisher is refused (403).',
      },
    },
    c1: {
      ask: 'm1 and m4 are published to orders, and so is m3, right behind m2. How many of the four messages does c1 receive?',
      hints: [
        'm3 is in order. Is there still a channel for it?',
        'The broker throws away whatever comes in on a channel that it has closed.',
      ],
      why: 'm1 arrives before the error and m4 after it, on a new channel. m2 is refused, and m3 goes down with the channel.',
      slips: {
        m2Alone:
          'The error does not concern m2 alone. It closed the channel, and m3, which was sent behind m2 on that channel, was thrown away.',
        all: 'm2 is refused, for audited is internal. And m3, sent behind it on the same channel, is thrown away once that is closed.',
        neverAgain:
          'm1 had arrived before, and closing a channel leaves the connection open: m4 comes on a new channel, and arrives.',
      },
    },
  },
};
