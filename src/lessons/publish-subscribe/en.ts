import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Publish and subscribe: who comes late',
  intro: [
    'Publish and subscribe means that a publisher does not know its readers: every service that wants the events binds a queue of its own to a fanout exchange.',
    'Here mail, stock and audit each have a queue and a consumer of that name. mail consumes from the beginning. The queue audit is bound only after m2, and the consumers stock and audit start after m3.',
  ],
  questions: {
    stock: {
      ask: 'The queue stock is bound from the beginning, but its consumer starts after all three events. What does stock receive?',
      hints: [
        'Where are the events until the consumer comes?',
        'A queue keeps what it gets, in order, with a consumer or without.',
      ],
      why: 'The queue was bound in time and has kept all three, the oldest first.',
      choices: {
        all: 'm1, m2, m3',
        lastOnly: 'm3',
        newestFirst: 'm3, m2, m1',
        none: 'Nothing',
      },
      slips: {
        lastOnly: 'The queue keeps all that it gets, not only the newest: m1 and m2 are in it as well.',
        newestFirst: 'A queue is read from its old end: what came first is delivered first.',
        none: 'The exchange does not care whether anybody consumes. The queue was bound, so it got all three and kept them.',
      },
    },
    audit: {
      ask: 'The queue audit was there all the time, but bound only after m2. How many of the three events does the consumer audit receive?',
      hints: [
        'Does an exchange keep what it has routed?',
        'An exchange routes each message at once, by the bindings of that moment, and keeps nothing.',
      ],
      why: 'Only m3 was published after the binding was made.',
      slips: {
        history:
          'There is no history to read: the exchange routed m1 and m2 by the bindings of that moment, and kept nothing for audit.',
        tooLate:
          'What counts is when the queue was bound, not when its consumer starts. m3 came after the binding, and waited in the queue.',
      },
    },
  },
};
