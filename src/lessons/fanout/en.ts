import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Fanout: one exchange, three queues',
  intro: [
    'A program that sends a message (a publisher) publishes it to an exchange. Bindings lead from the exchange to queues, where messages wait for the programs that read them (consumers).',
    'Every message has a routing key, a short text from its publisher. It may be empty. Which bindings a message follows depends on the type of the exchange: this one is a fanout.',
    'Three messages are published. Each queue has a consumer of its own: c1 reads q1, c2 reads q2, c3 reads q3.',
  ],
  questions: {
    c1: {
      ask: 'm1, m2 and m3 are published to news. How many of them does c1 receive?',
      hints: [
        'How many of the three bindings does one message follow?',
        'A fanout exchange uses every one of its bindings: each queue gets a copy of each message.',
      ],
      why: 'Each of the three messages goes into every queue, so c1 finds all three in q1.',
      slips: {
        shared:
          'The consumers do not share the three messages out. They would if they read one queue; here each has a queue of its own, and every queue gets every message.',
        skipsM2:
          'None of the three passes q1 by, whatever its key says: a fanout exchange does not look at keys.',
        allTogether: 'Nine is what the three consumers receive together. c1 reads q1 alone.',
      },
    },
    m2: {
      ask: 'm2 has the routing key q2, and one of the queues is called q2. Which queues get m2?',
      hints: [
        'Is there a key on any of the bindings that m2 could be compared with?',
        'A fanout exchange does not look at the routing key at all.',
      ],
      why: 'All three: to a fanout exchange every binding is as good as any other, whatever the key is.',
      slips: {
        keyIsName:
          'The key q2 does not pick the queue q2. A fanout exchange reads no keys, so queues of other names get m2 as well.',
      },
    },
  },
};
