import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Consumers with priority',
  intro: [
    'A consumer may be given a priority, as an argument when it starts: x-priority. Without one it has 0.',
    'main has 10, and holds what it gets, with a prefetch of 2. spare has 0, no prefetch, and acknowledges at once.',
    'Before m4 is published, main acknowledges m1.',
  ],
  questions: {
    spare: {
      ask: 'How many of the four messages does spare receive?',
      hints: [
        'When is main not able to take a message?',
        'While a consumer with a higher priority may take a message, those below get none. A consumer whose prefetch is used up may not.',
      ],
      why: 'Only m3. main gets m1 and m2, is blocked by its prefetch then, and has room again for m4.',
      slips: {
        none: 'm3 does not wait for main. While main is blocked by its prefetch, spare is served.',
        two: 'There are no turns between priorities: main gets m1 and m2, and m4 as well, for its ack of m1 made room for one.',
      },
    },
    main: {
      ask: 'What does main receive, in this order?',
      choices: {
        turns: 'm1, m3',
        stays: 'm1, m2',
        first: 'm1, m2, m4',
        all: 'm1, m2, m3, m4',
      },
      hints: [
        'Go through the messages one by one: may main be sent this one at that moment?',
        'While main may take a message it gets it, and spare nothing. Each ack makes room for one more.',
      ],
      why: 'm1 and m2 go to main, m3 finds it blocked, and m4 finds it with room for one, so that main comes first again.',
      slips: {
        turns:
          'There are no turns between priorities. m2 goes to main as well, since its prefetch of 2 leaves room for it.',
        stays:
          'main is not out for good. It has acknowledged m1, so there is room for one message, and for m4 it comes first again.',
        all: 'm3 does not wait for main. With two messages open main is blocked by its prefetch, and spare gets m3.',
      },
    },
  },
};
