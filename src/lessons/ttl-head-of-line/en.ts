import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Expired, but not yet at the head',
  intro: [
    'A popular way to delay messages: publish each with the expiration that it needs into one queue, delays, from which nobody consumes, and let its dead-letter exchange pass on to work what expires.',
    'Three are published: m1 for 100 ms, m2 for a minute, m3 for 100 ms. After 400 ms somebody looks, and then a consumer, nudge, comes to delays.',
  ],
  questions: {
    overdue: {
      ask: 'After 400 ms, how many messages are in delays?',
      hints: [
        'Which of the three does the broker look at to see whether it has expired?',
        'A message expires at the head of its queue, and not before it gets there.',
      ],
      why: 'm1 was at the head and left in time. m2 is the head now, with a long time to go, and m3 waits behind it, overdue.',
      slips: {
        none: 'm2 has a minute, of which 400 ms have passed. It is there, and m3 behind it.',
        one: 'm3 is there as well. It is overdue, but behind m2, and only the head of a queue expires.',
        three: 'm1 has left: it is at the head, and no consumer is needed for it to expire.',
      },
    },
    nudge: {
      ask: 'Then nudge comes. What does it receive?',
      choices: {
        both: 'm2, m3',
        overdueOnly: 'm3',
        m2: 'm2',
        overdueFirst: 'm3, m2',
      },
      hints: [
        'When m2 has been taken, what is at the head?',
        'What has expired is never delivered. It leaves as soon as it is the head.',
      ],
      why: 'nudge takes m2 from the head. At that moment m3 is the head, long overdue, and expires instead of being delivered.',
      slips: {
        both: 'm3 becomes the head when m2 is taken, and it is overdue: it expires, and is not delivered from here.',
        overdueOnly:
          'm2 is at the head and has most of its minute left, so it is delivered. m3 is overdue, and what has expired is not.',
        overdueFirst:
          'To be overdue does not make m3 overtake. m2 is the head and goes to nudge; then m3 expires.',
      },
    },
  },
};
