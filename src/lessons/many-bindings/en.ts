import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'One queue, several bindings',
  intro: [
    'A queue can be bound to one exchange more than once: by different keys, or again by the same one, as by a program that makes its bindings each time it starts.',
    'Every message here has the key order.paid. After m1 the queue billing is bound twice more by #.paid. After m2 it is unbound from that key, once.',
  ],
  questions: {
    c2: {
      ask: 'Both bindings of audit match order.paid. m1, m2 and m3 are published: how many messages does c2 receive from audit?',
      hints: [
        'Do matching bindings name copies, or queues?',
        'A queue gets one copy of a message when at least one of its bindings matches.',
      ],
      why: 'audit gets one copy of each of the three messages, though two of its bindings match.',
      slips: {
        copyPerBinding:
          'Two bindings of audit match, but the exchange collects queues, not bindings: one copy for each queue.',
        unboundToo: 'No binding of audit was taken away: the unbind is about billing. c2 gets m3 as well.',
      },
    },
    m3: {
      ask: 'm3 is published after the one unbind. Which queues get it?',
      hints: [
        'How many bindings did billing have, after it had been bound three times?',
        'The same source, destination and key make the same binding. To bind again changes nothing.',
      ],
      why: 'The unbind took away the only binding that billing had. audit has its own.',
      slips: {
        counted:
          'The broker does not count how often a binding is made: billing had one binding by #.paid, and one unbind took it away.',
        wrongQueue: 'The unbind names billing. The two bindings of audit are still there.',
      },
    },
  },
};
