import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A bind that does not say which queue',
  intro: [
    'A bind says which queue is bound, to which exchange, and with which key. In AMQP the name of the queue may be left empty: then it is the queue that was declared last on the same channel.',
    'clerk declares invoices, and binds without a name and without a key. packer declares parcels, then labels, and binds without a name, with the key paid. orders is a direct exchange: a message reaches the queues whose binding has the same key.',
    'm1 is published to orders with the key invoices, m2 with the empty key, m3 with paid, m4 with labels. hasty, at last, binds without a name, and has not declared anything.',
  ],
  questions: {
    clerk: {
      ask: 'clerk has declared invoices. It binds to orders with an empty name and an empty key. What comes of it?',
      choices: {
        refused: 'An error: a bind has to say more than that.',
        emptyKey: 'invoices is bound with the empty key, and gets m2.',
        name: 'invoices is bound with the key invoices, and gets m1.',
        nothing: 'There is a binding, but neither m1 nor m2 gets through it.',
      },
      hints: [
        'The queue is filled in by the broker. What might it do with the key?',
        'Where both are empty RabbitMQ takes the name of the queue for both.',
      ],
      why: 'With neither a queue nor a key, RabbitMQ puts the name of the queue declared last in place of both. m1 arrives, m2 comes back.',
      slips: {
        refused: 'AMQP allows it, as a short way to bind a queue that was declared on the same channel.',
        emptyKey:
          'So it would be if the queue were named. Where its name is left out as well, the name is filled in as the key, too.',
        nothing: 'invoices is bound, and the key is its name. That is the key of m1.',
      },
    },
    m3: {
      ask: 'packer has declared parcels, then labels, and binds to orders without a name, with the key paid. Which queues get m3, which has the key paid?',
      hints: [
        'Two queues were declared on this channel. How many can one bind be about?',
        'An empty name means one queue: the one that was declared last.',
      ],
      why: 'labels was declared last, and is bound. parcels is not.',
      slips: {
        parcels: 'A bind is about one queue. parcels was declared, but not as the last.',
        labels: 'The empty name means labels, the queue that packer has declared last.',
      },
    },
    m4: {
      ask: 'Which queues get m4, which has the key labels?',
      hints: [
        'With which key did packer bind?',
        'The name stands in for the key only where that is empty as well.',
      ],
      why: 'packer gave a key, paid, and that is the only one. orders has no binding with the key labels, so m4 comes back.',
      slips: {
        labels:
          "The queue's name becomes the key only where no key is given. packer gave one, so that labels is bound with paid alone.",
      },
    },
  },
};
