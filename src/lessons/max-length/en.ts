import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'A queue with a limit',
  intro: [
    'x-max-length limits how many messages a queue holds; here orders may hold 3. Where there are more, one dies, and the dead-letter exchange of orders takes it to dead.',
    'worker has a prefetch of 2 and holds m1 and m2. Six messages are published in all, and then worker crashes.',
  ],
  questions: {
    before: {
      ask: 'All six are published, and worker has not crashed yet. How many messages lie in dead?',
      hints: [
        'Which of the six count for the limit?',
        'Only what is ready counts. Of what is ready, the oldest has to go when one more comes.',
      ],
      why: 'm1 and m2 are with worker and do not count. m3, m4 and m5 fit; m6 is one too many, so that one dies.',
      slips: {
        none: 'm6 is not turned away, and the limit holds. It gets in, and the oldest that is ready, m3, dies for it.',
        three: 'm1 and m2 do not count: they are with worker, and the limit is for what is ready.',
      },
    },
    left: {
      ask: 'worker has crashed. What lies in orders in the end, in this order?',
      choices: {
        over: 'm1, m2, m4, m5, m6',
        front: 'm1, m2, m4',
        newest: 'm4, m5, m6',
        full: 'm3, m4, m5',
      },
      hints: [
        'Where do m1 and m2 go when worker crashes, and how many are ready then?',
        'The limit holds for what comes back, too. The oldest go, whether they have been delivered before or not.',
      ],
      why: 'm1 and m2 come back to the front. Five are ready, two too many, and the two oldest are m1 and m2.',
      slips: {
        over: 'What comes back counts as well: with m1 and m2 five are ready, and the limit is 3.',
        front: 'The oldest go, not the newest: m1 and m2 are at the front, so that they die.',
        full: 'A full queue does not turn m6 away. It dropped its oldest, m3, to take it.',
      },
    },
  },
};
