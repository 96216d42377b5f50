import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'basic.get beside the only consumer',
  intro: [
    'Three queues have one consumer each, which is to be the only one. c1 is the single active consumer of ledger, and c3 that of vault, which is a quorum queue. c2 consumes inbox as an exclusive consumer.',
    'Each has a prefetch of 1, and is at work on its first message: m1, m4 and m6. Behind these wait m2 and m3 in ledger, m5 in inbox, and m7 in vault. m8 is in log, a stream without a consumer.',
    'Then the client support asks each of the four for a message, with basic.get: ledger, inbox, vault and log.',
  ],
  questions: {
    support: {
      ask: 'What does support get from ledger, inbox and vault?',
      choices: {
        nothing: 'Nothing: each queue has its one consumer',
        ledger: 'm2 from ledger',
        inbox: 'm5 from inbox',
        both: 'm2 from ledger and m5 from inbox',
        vault: 'm2 from ledger, m5 from inbox and m7 from vault',
      },
      hints: [
        'Does a rule for consumers hold for somebody who does not consume?',
        'A classic queue gives to a get whatever is ready, whoever consumes it. A quorum queue with a single active consumer refuses every get.',
      ],
      why: 'ledger and inbox are classic queues: a get takes the next message that is ready. vault is a quorum queue with a single active consumer: 405 RESOURCE_LOCKED.',
      slips: {
        nothing:
          'Single active and exclusive consumers are alone among consumers. support consumes nothing, and in a classic queue nothing stands in the way of its get.',
        ledger: 'An exclusive consumer keeps other consumers out, and nobody else. support gets m5 as well.',
        inbox:
          'ledger is a classic queue, and it is only other consumers that have to wait there. support gets m2, while c1 is still at work on m1.',
        vault:
          'vault gives nothing. A quorum queue with a single active consumer refuses a get with 405 RESOURCE_LOCKED.',
      },
    },
    log: {
      ask: 'And what comes of the get from log, the stream?',
      choices: {
        got: 'It brings m8, which stays in the stream.',
        empty: 'get-empty: there is no message for it.',
        refused: 'It is refused with 540, and the connection is closed.',
      },
      hints: [
        'What is the next message of a stream? For whom?',
        'A stream is read by consumers, each from an offset of its own. What it does not know is 540 NOT_IMPLEMENTED, an error of the whole connection.',
      ],
      why: 'A stream can only be consumed. A get is refused with 540 NOT_IMPLEMENTED, and the connection of support is closed, with all its channels.',
      slips: {
        got: 'What is read does stay in a stream. But only a consumer reads it, from an offset on; basic.get has none.',
        empty: 'm8 is there. It is the get itself that a stream refuses, whatever is in it.',
      },
    },
  },
};
