import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A burst of requests',
  intro: [
    'Forty requests are published at once. Two workers consume the queue requests, each with a prefetch of 1, and need 25 ms for a request.',
    'So while the burst comes in, two of the forty are with a worker. The queue has no arguments.',
  ],
  questions: {
    burst: {
      ask: 'What becomes of the other thirty-eight?',
      choices: {
        refused: 'The broker refuses most of them (basic.nack): the workers cannot keep up.',
        returned: 'Most come back to the publisher: no worker is free.',
        dropped: 'The queue keeps some, and drops the oldest when more come.',
        done: 'They wait, and all of them are done in the end.',
      },
      hints: [
        'Does a publisher depend on consumers?',
        'A queue takes what is routed to it, whoever consumes. To give up or refuse messages it needs a limit, such as x-max-length.',
      ],
      why: 'The queue takes all of them at once, and hands them out at the pace of the workers. The burst turns into waiting time.',
      slips: {
        refused:
          'A queue refuses messages when it is told to, by a limit and x-overflow=reject-publish. How fast its consumers are does not matter.',
        returned:
          'A return is for what no queue takes. requests takes all forty, whether a worker is free or not.',
        dropped: 'A queue drops its oldest when it has a limit, such as x-max-length. This one has none.',
      },
    },
  },
};
