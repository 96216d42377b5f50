import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Names that are reserved',
  intro: [
    'Every virtual host has exchanges that nobody declared, amq.direct, amq.fanout, amq.topic and amq.headers among them. A queue that is declared without a name gets one that begins with amq.gen-.',
    'Three programs use such names. worker declares a queue amq.jobs. shop declares a topic exchange amq.orders, and then publishes m2 to it. auditor binds audit to amq.direct.',
    'm1 is published to the queue amq.jobs, m3 to amq.direct with the key that audit is bound with. All messages are mandatory.',
  ],
  questions: {
    worker: {
      ask: 'No queue is called amq.jobs yet. What comes of the declaration?',
      choices: {
        declared: 'The queue is there, and takes m1.',
        renamed: 'There is a queue, but the broker gives it another name.',
        refused: 'An error: there is no such queue.',
      },
      hints: [
        'Who gives names that begin with amq.?',
        'These names are for what the broker makes itself. Whoever else wants one is refused.',
      ],
      why: '403 ACCESS_REFUSED: the name has the reserved prefix amq., and nobody but the broker may give it. m1 finds no queue and comes back.',
      slips: {
        declared:
          'That the name is free does not help. Names that begin with amq. are reserved, and the broker refuses the declaration (403).',
        renamed:
          'The broker makes up a name only where none is given. It puts no other in place of one that is given, and this one it refuses (403).',
      },
    },
    m2: {
      ask: 'The declaration of amq.orders is refused as well. shop publishes m2 to it all the same. What happens?',
      choices: {
        returned: 'm2 comes back: no queue takes it.',
        error: 'An error, which closes the channel: there is no such exchange.',
        dropped: 'm2 is dropped without a word.',
      },
      hints: [
        'What is there after a declaration that was refused?',
        'A mandatory message comes back from an exchange that finds no queue. Here there is no exchange.',
      ],
      why: 'Nothing was declared, so that there is no amq.orders: 404 NOT_FOUND, and the channel is closed once more.',
      slips: {
        returned:
          'For that the exchange has to be there. amq.orders was refused, so that publishing to it is an error (404).',
        dropped: 'A missing exchange is not passed over: it is an error (404), and closes the channel.',
      },
    },
    m3: {
      ask: 'amq.direct has the reserved prefix as well. What comes of m3?',
      choices: {
        arrives: 'It reaches audit.',
        bindRefused: 'auditor may not bind a queue to amq.direct, so that m3 does not get there.',
        publishRefused: 'audit is bound, but nobody may publish to amq.direct.',
      },
      hints: [
        'What are the exchanges for that every virtual host has?',
        'What is reserved is to give such a name. What has one can be used by all.',
      ],
      why: 'amq.direct is a direct exchange like any other, for all who use the virtual host. It hands m3 to audit.',
      slips: {
        bindRefused:
          'Only to declare something under a new name of this kind is refused. Everybody may bind to amq.direct.',
        publishRefused:
          'Everybody may publish to amq.direct. It is the default exchange that cannot be bound, and internal ones that cannot be published to.',
      },
    },
  },
};
