import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'The confirm that got lost',
  intro: [
    'A publisher that wants to lose nothing waits for a confirm, and publishes again whatever got none.',
    'RabbitMQ takes m2 and confirms it, but the connection of the producer breaks before it has read that. It connects again, publishes m2 again, with the same id, and then m3.',
    'orders is a fanout exchange. naive consumes billing. idempotent consumes shipping; it notes the id of each message that it is done with, and skips those whose id it has noted.',
  ],
  questions: {
    naive: {
      ask: 'What does naive receive, in this order?',
      choices: {
        once: 'm1, m2, m3',
        marked: 'm1, m2, m2 again, marked as redelivered, m3',
        twice: 'm1, m2, m2 again, without a mark, m3',
      },
      hints: [
        'Does RabbitMQ look at the id of a message?',
        'What is published twice is two messages. redelivered is about what a queue has given out before, not about what it was sent before.',
      ],
      why: 'For RabbitMQ these are two messages, each published once and delivered once, so that neither is marked.',
      slips: {
        once: 'RabbitMQ does not compare ids. Its confirm for the first m2 got lost, not that m2, so that both are in billing.',
        marked:
          'redelivered marks what was delivered before and came back without an ack. The second m2 was never delivered before: it is a message of its own.',
      },
    },
    idempotent: {
      ask: 'How many deliveries does idempotent receive?',
      hints: [
        'Who knows which ids idempotent has noted?',
        'The ids are noted in the consumer. It has to receive a message before it can see that it knows it.',
      ],
      why: 'm1, m2 twice and m3. To skip the second m2 is to acknowledge it without doing the work; it has been delivered all the same.',
      slips: {
        three:
          'The second m2 is skipped by the consumer, not by the broker, which knows nothing of noted ids and delivers both.',
      },
    },
  },
};
