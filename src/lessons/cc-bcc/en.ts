import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'CC and BCC: more keys on a message',
  intro: [
    'Two headers of a message are special to RabbitMQ: CC and BCC. Each can hold a list of further routing keys, and the names are those of carbon copies in mail, open and blind.',
    'To see which of the two a reader still finds, the consumer of billing rejects what it gets, and billing sends what was rejected on to the headers exchange dead. From there with-cc gets what has a header CC, with-bcc what has a header BCC.',
  ],
  questions: {
    m3: {
      ask: 'm3 has the routing key billing and BCC=["audit"]. Which queues get it, with-cc and with-bcc among them?',
      hints: [
        'Who can see the names in a blind carbon copy?',
        'CC and BCC both add routing keys. Before a message goes into a queue, BCC is removed from it.',
      ],
      why: 'BCC adds the key audit, and is gone by the time that billing has the message. In dead no binding finds a header it asks for.',
      slips: {
        plainHeader:
          'BCC is no header like others: audit is a second routing key of m3, and the queue audit is bound by it.',
        bccStays:
          'BCC is removed before m3 is queued, so that no reader sees it. When billing sends m3 on to dead, the binding of with-bcc finds no such header.',
        wrongHeader: 'with-cc asks for a header CC. m3 never had one.',
      },
    },
    m5: {
      ask: 'm5 has the routing key billing and CC="audit": one string, not a list. What comes of it?',
      hints: [
        'Is RabbitMQ lenient with a header that it has to understand?',
        'CC and BCC have to be arrays. Anything else is an error that closes the channel.',
      ],
      why: 'RabbitMQ answers 406 PRECONDITION_FAILED, and no queue gets the message.',
      choices: {
        refused: 'The broker refuses it, and no queue gets it.',
        oneKey: 'One string counts as a list of one: billing and audit get it.',
        ignored: 'The header is ignored: billing alone gets it.',
      },
      slips: {
        oneKey: 'One string does not count as a list of one. CC has to be an array, and m5 is refused (406).',
        ignored:
          'A CC that is no array is not passed over: m5 is refused (406), and billing does not get it.',
      },
    },
  },
};
