import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Dead letters that do not expire',
  intro: [
    'What dies in offers goes to parking, where nobody consumes and no TTL is set.',
    'm1 has an expiration of 100 ms, and nobody consumes offers yet. Then worker comes, and rejects m2, whose expiration of 400 ms is far from over.',
    'Long after both expirations somebody looks.',
  ],
  questions: {
    parking: {
      ask: 'How many messages lie in parking by then?',
      hints: [
        'When a message has died of its expiration, what would happen to its dead letter if it kept that?',
        'At each death, whatever the reason, the broker removes the expiration of a message before it publishes it again.',
      ],
      why: 'Both. m1 died of its expiration, m2 of a reject, and neither has an expiration in parking.',
      slips: {
        none: 'Nothing expires in parking: the queue has no TTL, and the broker has removed the expiration of both at their deaths.',
        one: 'm1 and m2 are alike in this: whether it was over or not, the expiration is removed at the death, and both stay.',
      },
    },
  },
};
