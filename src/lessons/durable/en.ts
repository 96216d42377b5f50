import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Durable: what a restart leaves',
  intro: [
    'Exchanges and queues are declared as durable or as transient. Those that are durable are there again after a restart of the broker.',
    'Here the broker restarts after m1. Then somebody sees that cache is missing, and declares it again as it was.',
  ],
  questions: {
    m2: {
      ask: 'm2 is published to the fanout exchange news, once cache has been declared again. Which queues get it?',
      hints: [
        'A message needs an exchange, a queue, and a third thing between them. Which of them were declared again?',
        'A binding survives if both of its ends are durable. A declared queue is bound to nothing but the default exchange.',
      ],
      why: 'news, orders and their binding are durable. cache is a new queue, and its binding to news went with the old one.',
      slips: {
        bindingToo:
          'cache is there, but not bound: its binding to news went with the transient queue, and a declare brings back the queue alone.',
        allLost:
          'orders gets it. The exchange news and the queue orders are both durable, and so is the binding between them.',
      },
    },
    m3: {
      ask: 'm3 is published to flash, a transient exchange that was bound to orders. What becomes of it?',
      choices: {
        arrives: 'It arrives in orders.',
        returned: 'No queue takes it, so it is returned.',
        missing: 'Its publisher gets 404.',
      },
      hints: [
        'Was flash there after the restart? Did somebody declare it again?',
        'To publish where there is no binding returns the message; to publish where there is no exchange is an error.',
      ],
      why: 'flash was transient, so the restart took it and its binding. To publish to an exchange that is not there is 404.',
      slips: {
        arrives:
          'orders is durable, but flash is not. The exchange is gone after the restart, and with it the binding that led from it to orders.',
        returned:
          'That would be so if flash were there and not bound. It is gone as a whole, so that the publish itself is an error, 404.',
      },
    },
  },
};
