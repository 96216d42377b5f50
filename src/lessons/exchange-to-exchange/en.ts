import type { PredictTexts } from '../../lib/walkthrough/lesson.ts';

export const en: PredictTexts = {
  title: 'Exchanges bound to exchanges',
  intro: [
    'A binding can also lead from one exchange to another. That one then routes the message by its own bindings, under the same key.',
    'orders is a topic exchange; europe, paid and log are fanouts. Follow the bindings with a finger: one leads from log back to orders, so there is a circle.',
    'm1, m2 and m3 are published to orders, m4 to log. Nobody consumes.',
  ],
  questions: {
    m4: {
      ask: 'm4 is published to log with the key order.paid.us. Which queues get it?',
      hints: [
        'Where do the two bindings of log lead, and where does it go on from there?',
        'A message follows every binding that matches, from exchange to exchange, until nothing new is reached.',
      ],
      why: 'log is bound to audit. It is bound to orders as well, where #.paid.# leads on to paid, and from there to billing.',
      slips: {
        oneHop:
          'A message does not stop at the next exchange: from log to orders, by #.paid.# to paid, and from there to billing.',
        onlyBack: 'log is a fanout and has two bindings. One leads to orders, the other straight to audit.',
      },
    },
    audit: {
      ask: 'All four messages have been published. How many lie in audit?',
      hints: [
        'm2 has the key order.paid.eu. By how many ways does it come to log, and does that matter?',
        'The broker first walks all bindings, no exchange twice, and collects queues. Then each queue gets one copy.',
      ],
      why: 'm1 comes by europe, m2 by europe and by paid, m4 from log itself: one copy each. m3 matches no binding of orders.',
      slips: {
        copyPerWay:
          'm2 comes to log by two ways, and m4 could come to it once more around the circle. That makes no second copy: no exchange is walked twice, and a queue gets one.',
        oneTooMany:
          'Three messages have a way to audit: m1, m2 and m4, and each leaves one copy, however many ways there are. m3 matches neither #.eu nor #.paid.#.',
        oneTooFew:
          'Three messages have a way to audit: m1 by europe, m2 by europe and paid, and m4, published to log itself.',
      },
    },
  },
};
