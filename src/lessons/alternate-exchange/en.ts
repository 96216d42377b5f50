import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Alternate exchanges: what matches nothing',
  intro: [
    'When it is declared, an exchange can name another one, its alternate exchange, for messages that it cannot route. That of orders is fallback.',
    'All messages here are mandatory: what no queue takes comes back to its publisher, so that nothing is lost unnoticed.',
  ],
  questions: {
    m3: {
      ask: 'm3 is published to orders with the key refunded. Which queues get it?',
      hints: [
        'Does orders find a binding for refunded? And what does that lead to?',
        'An exchange asks its alternate exchange when none of its bindings matches, and only then.',
      ],
      why: 'The binding by refunded matches and leads to refunds, which has no queue. orders has done its part, so unrouted does not get m3.',
      slips: {
        noQueueIsEnough:
          'That no queue gets m3 is not enough. A binding of orders did match, the one to refunds, and so orders does not ask its alternate exchange.',
      },
    },
    m4: {
      ask: 'mails has no bindings, and its alternate exchange is falback: a misspelt name, there is no such exchange. m4 is published to mails. What comes of it?',
      hints: [
        'When might a broker check that name: when mails is declared, when a message needs it, or never?',
        'A missing alternate exchange is treated as if there were none. No program is told.',
      ],
      why: 'There is no exchange falback, so mails has no alternate exchange in effect: m4 cannot be routed, and comes back.',
      choices: {
        returned: 'It is returned to its publisher, as if there were no alternate exchange.',
        publishFails: 'Its publisher gets an error (404): there is no exchange falback.',
        silent: 'It is lost without a word, for it was handed on.',
      },
      slips: {
        publishFails:
          'The 404 is for an exchange that a publisher names. mails is there; that its alternate exchange is not, the publisher is never told.',
        silent:
          'A message is only handed on to an exchange that is there. m4 counts as unroutable, and its publisher asked to have such messages back.',
      },
    },
  },
};
