import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Direct: queues with keys of their own',
  intro: [
    'A binding can have a key, too: the binding key. A direct exchange compares it with the routing key of each message.',
    'A queue may be bound by several keys, and several queues by the same one. The publisher marks its messages as mandatory: what no queue takes comes back to it, and is shown as returned.',
  ],
  questions: {
    m1: {
      ask: 'm1 has the routing key order.paid. Which queues get it?',
      hints: [
        'On how many bindings do you find the key order.paid?',
        'A direct exchange gives a copy to every queue that is bound by the key of the message.',
      ],
      why: 'billing and audit are both bound by order.paid, and each gets a copy.',
      slips: {
        firstOnly:
          'audit is bound by order.paid as well. Queues do not take turns, and the exchange does not stop at the first binding: each gets a copy.',
        oneKeyEach: 'billing has two keys, and order.paid is one of them. One equal key is enough.',
      },
    },
    m2: {
      ask: 'm2 has the routing key order.refunded. Which queues get it?',
      hints: [
        'Is any key of audit equal to order.refunded?',
        'Binding keys of a direct exchange are compared letter by letter. No letter has a special meaning.',
      ],
      why: 'Only billing is bound by exactly order.refunded.',
      slips: {
        starIsPattern:
          "On a direct exchange order.* is no pattern. It takes the key 'order.*' and nothing else, so audit is left out.",
        oneKeyEach:
          'order.refunded is the second of two keys that billing is bound by, and as good as the first.',
      },
    },
    m5: {
      ask: 'm5 has the routing key billing. Which queues get it?',
      hints: [
        'Does the exchange know the names of the queues, or the keys of the bindings?',
        'A direct exchange compares the routing key with binding keys, never with the name of a queue.',
      ],
      why: 'No binding has the key billing, so no queue gets m5.',
      slips: {
        keyIsName:
          'billing is the name of a queue, not one of its keys. Those are order.paid and order.refunded.',
      },
    },
  },
};
