import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Three consumers on one queue',
  intro: [
    'Two mailers have shared a queue before; any number of consumers can. Here c1, c2 and c3 consume the queue work, starting in this order, and each is done with a message at once.',
    'Then m1, m2, m3, m4 and m5 come into the queue.',
  ],
  questions: {
    c2: {
      ask: 'What does c2 receive?',
      hints: [
        'How many copies of m1 are there in the queue, and how many consumers can have it?',
        'A message goes to one consumer. The broker gives the next message to the next consumer, round and round.',
      ],
      why: 'm1 goes to c1, m2 to c2, m3 to c3, m4 to c1 again, m5 to c2.',
      choices: {
        turns: 'm2, m5',
        everything: 'm1, m2, m3, m4, m5',
        block: 'm3, m4',
        oneEach: 'm2',
      },
      slips: {
        everything: 'There is one copy of each message in the queue, and it goes to one of the consumers.',
        block:
          'The broker does not cut the queue into pieces: m1 to c1, m2 to c2, m3 to c3, and so on, one by one.',
        oneEach: 'm4 and m5 do not wait: after c3 it is the turn of c1 again, then of c2.',
      },
    },
    c3: {
      ask: 'And how many messages does c3 receive?',
      hints: ['Five messages, three consumers: whose turn is it last?', 'Turns go c1, c2, c3, c1, c2.'],
      why: 'c3 gets m3. With m4 and m5 it is the turn of c1 and c2.',
      slips: {
        everything: 'The consumers do not get five messages each. They share the five of one queue.',
        roundedUp: 'Two messages are left for the second round, m4 and m5. They go to c1 and c2.',
      },
    },
  },
};
