import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'The exchange without a name',
  intro: [
    'Every broker has an exchange that nobody declares. Its name is the empty text, and it is called the default exchange.',
    'Here are two queues, and no binding is shown. All messages are published to the default exchange.',
  ],
  questions: {
    m1: {
      ask: 'm1 has the routing key orders.eu. Which queues get it?',
      hints: [
        'Nobody made a binding. Could the broker have made one?',
        'The broker binds every queue to the default exchange, by the name of the queue.',
      ],
      why: 'The broker has bound orders.eu by the key orders.eu, its name, and orders.us by orders.us.',
      slips: {
        notBound:
          'It is true that nobody bound orders.eu. The broker did: each queue is bound to the default exchange by its own name, as long as it is there.',
        all: 'The default exchange is not a fanout. orders.us is bound by its own name, which is not the key of m1.',
      },
    },
    m2: {
      ask: 'm2 has the routing key orders.*. Which queues get it?',
      hints: [
        'Of which type might this exchange be?',
        'The default exchange is a direct one: a queue gets what has exactly its name for a key.',
      ],
      why: 'No queue is called orders.*, and a direct exchange knows no patterns.',
      slips: {
        starIsPattern:
          'The default exchange is a direct one. orders.* would have to be the name of a queue, letter by letter.',
      },
    },
    eu: {
      ask: 'The operator binds orders.eu to the default exchange by the key eu. Then m5 is published with the key eu. What comes of it?',
      hints: [
        'Who looks after the bindings of this exchange?',
        'Binding to the default exchange, and unbinding from it, is left to the broker alone.',
      ],
      why: 'The broker answers 403 ACCESS_REFUSED: no one but itself binds to the default exchange.',
      choices: {
        refused: 'The broker refuses the binding.',
        works: 'The queue has two keys now, and gets m5.',
        ignored: 'The broker accepts the binding, but m5 reaches no queue.',
      },
      slips: {
        works:
          'A second key for a queue needs an exchange of your own. The broker refuses this binding (403), so eu leads nowhere.',
        ignored: 'm5 reaches no queue, but not in silence: the operator is told 403 ACCESS_REFUSED.',
      },
    },
  },
};
