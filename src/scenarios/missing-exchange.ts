import {
  confirms,
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const missingExchange = defineScenario({
  name: 'missing-exchange',
  group: 'publishing',
  summary: 'A 404 comes later, and takes what was sent behind it',
  guess: 'Publishing to an exchange that is not there fails at once, and only for that message.',
  notice: [
    "m2: there is no exchange 'order'. The publish itself succeeds, for AMQP does not answer it. The 404 comes some time later, and closes the channel.",
    'm3, m4: to the right exchange, and right behind m2 on the same channel. The broker throws away what comes in on a channel that it has closed: no delivery, no return, no confirm.',
    'm5: sent after the publisher had noticed and opened a new channel. It arrives.',
  ],
  takeaway:
    'Declare the exchange before you publish, or check it passively. Handle the error event of the channel, use confirms, and after a channel error publish again all that was not confirmed. Without confirms nobody knows how much was lost.',
  examples: ['run missing-exchange --behind 10'],
  options: {
    behind: wholeNumber(2, {
      from: 0,
      to: 100,
      placeholder: 'N',
      summary: 'how many messages are sent right behind the wrong one',
    }),
  },
  build: ({ behind }) => ({
    topology: topology([exchange('orders', 'direct')], [queue('billing')], ['orders -[paid]-> billing']),
    steps: [
      consume('c1', 'billing'),
      publish('m1', 'orders', 'paid'),
      confirms(),
      publish('m2', 'order', 'paid'),
      ...Array.from({ length: behind }, (_, at) => publish(`m${at + 3}`, 'orders', 'paid')),
      confirms(),
      publish(`m${behind + 3}`, 'orders', 'paid'),
    ],
  }),
  expected: {
    queues: { m1: ['billing'], m2: [], m3: [], m4: [], m5: ['billing'] },
    deliveries: { c1: ['m1', 'm5'] },
    returned: [],
    unconfirmed: ['m2', 'm3', 'm4'],
    errors: { producer: ["404 NOT_FOUND - no exchange 'order'"] },
  },
});
