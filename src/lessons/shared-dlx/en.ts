import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Two queues, one key for dead letters',
  intro: [
    'Two teams have a queue each, orders and invoices, and a queue each for what dies there: orders-dead and invoices-dead.',
    'All of it goes through one exchange, dlx, which is a direct one. Both teams chose the same x-dead-letter-routing-key, failed, and bound their queue by it.',
    'Both consumers reject what they get: shipper m1 from orders, clerk m2 from invoices.',
  ],
  questions: {
    m1: {
      ask: 'm1 is published to orders and rejected there. Which queues does it come to, orders among them?',
      hints: [
        'What does dlx know of a message that comes to it as a dead letter?',
        'A dead letter is published to dlx like any other message: each binding with its key gets it.',
      ],
      why: 'dlx sees a message with the key failed. Two queues are bound by that key, and each gets a copy.',
      slips: {
        own: 'dlx does not know that m1 died in orders. invoices-dead is bound by failed as well, and gets a copy.',
        nowhere: 'orders-dead is bound to dlx by failed, the key that orders gives to its dead letters.',
      },
    },
    dead: {
      ask: 'How many messages lie in orders-dead at the end?',
      hints: [
        'Where did the dead letter of invoices go?',
        'Both dead letters have the key failed, and orders-dead is bound by it.',
      ],
      why: 'm1 and m2: both came to dlx with the key failed.',
      slips: {
        own: 'm2 died in invoices, but its dead letter has the key failed as well, and orders-dead is bound by that.',
        none: 'A reject without requeue makes a dead letter of each, and orders-dead is bound by its key.',
      },
    },
  },
};
