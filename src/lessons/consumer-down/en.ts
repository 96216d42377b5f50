import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'While the consumers are away',
  intro: [
    'orders is a fanout exchange, and two consumers want all that is published to it. mailer consumes mail, a durable queue. viewer shows what is going on, and consumes dashboard, which is exclusive and auto-delete; it declares and binds that queue itself.',
    'Both have received and acknowledged m1 when the connection of each breaks. m2 and m3 are published.',
    'Then both come back, viewer declares and binds dashboard again, and m4 is published.',
  ],
  questions: {
    viewer: {
      ask: 'What does viewer receive in all, in this order?',
      choices: {
        caughtUp: 'm1, m2, m3, m4',
        later: 'm1, m4',
        first: 'm1',
      },
      hints: [
        'Where could m2 and m3 wait for viewer?',
        'It is a queue that keeps messages, and nothing else does. An exclusive queue goes with the connection of its owner.',
      ],
      why: 'dashboard went with the connection of viewer. The new one has the same name, is empty, and gets what is published from then on.',
      slips: {
        caughtUp:
          'That is what mailer gets, since mail stays. dashboard is exclusive and went with the connection of viewer, so that nothing kept m2 and m3 for it.',
        first:
          'viewer declares dashboard again, binds it to orders and consumes it. With that it gets m4, which is published afterwards.',
      },
    },
    m2: {
      ask: 'm2 is mandatory, and is published while both consumers are away. What does its publisher learn?',
      choices: {
        returned: 'It comes back: viewer cannot get it.',
        refused: 'The broker refuses it (basic.nack), since nobody consumes.',
        silent: 'Nothing, not even a confirm.',
        confirmed: 'It is confirmed, as always.',
      },
      hints: [
        'When does a mandatory message come back?',
        'A mandatory message comes back when no queue takes it. One queue is enough, with or without a consumer.',
      ],
      why: 'mail takes m2. One queue is enough to be confirmed and not to be returned.',
      slips: {
        returned:
          'A return is for what no queue takes. mail takes m2, and that there used to be another queue is known to nobody.',
        refused: 'Consumers do not matter when a message is published: mail takes m2 and keeps it.',
        silent:
          'A confirm says that the queues have the message, not that anybody has consumed it. mail has m2.',
      },
    },
  },
};
