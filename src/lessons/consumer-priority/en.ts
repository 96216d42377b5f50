import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Consumers with priority',
  intro: [
    'A consumer may be given a priority, as an argument when it starts: x-priority. Without one it has 0.',
    'main has 10, and holds what it gets, with a prefetch of 2. spare has 0, no prefetch, and acknowledges at once.',
    'Before m4 is published, main acknowledges m1.',
  ],
  questions: {
    m3: {
      ask: 'When m3 is published, main holds as many messages as its prefetch allows. Who gets m3?',
      choices: {
        spare: 'spare, at once.',
        main: 'main, once it has acknowledged m1.',
        neither: 'Neither: it stays in the queue.',
      },
      hints: [
        'May main be sent anything at that moment?',
        'The highest priority that may be sent a message gets it. A consumer that is blocked by its prefetch does not count.',
      ],
      why: 'main is blocked by its prefetch of 2. Among those who may be sent something, spare has the highest priority.',
      slips: {
        main: 'Messages are not kept for the higher priority. While main is blocked by its prefetch, spare is served.',
        neither: 'A low priority does not keep spare from working. It gets what main cannot take.',
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
