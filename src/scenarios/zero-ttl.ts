import {
  consume,
  cut,
  declareQueue,
  defineScenario,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

export const zeroTtl = defineScenario({
  name: 'zero-ttl',
  group: 'queues',
  summary: 'A TTL of 0 delivers at once or never',
  guess: 'A TTL of 0 is none: messages wait for as long as they have to.',
  notice: [
    'm1: nobody waits for it. It expires as it comes, though a queue took it: it was confirmed, and does not come back.',
    'm2, m3: screen waits, and gets m2. With a prefetch of 1 it takes nothing more while it holds m2, so that m3 expires.',
    'm2: the connection of screen breaks. m2 goes back to the queue as after any broken connection, and expires there.',
    'shop declares a queue with an x-expires of 0, which would go as it comes. That is refused (406), and there is no queue cart.',
  ],
  takeaway:
    'An x-message-ttl or an expiration of 0 is for what is worthless a moment later, such as a price on a screen. It stands in for the old flag immediate, which RabbitMQ refuses, but nothing comes back to the publisher. To have no TTL, leave the argument out.',
  examples: ['run zero-ttl'],
  options: {},
  build: () => ({
    topology: topology([], [queue('ticks', { 'x-message-ttl': 0 })]),
    steps: [
      publish('m1', '', 'ticks'),
      consume('screen', 'ticks', { prefetch: 1, answer: 'hold' }),
      publish('m2', '', 'ticks'),
      publish('m3', '', 'ticks'),
      cut('screen'),
      declareQueue(queue('cart', { 'x-expires': 0 }), { by: 'shop' }),
    ],
  }),
  expected: {
    queues: { m1: [], m2: ['ticks'], m3: [] },
    deliveries: { screen: ['m2'] },
    left: {},
    returned: [],
    unconfirmed: [],
    errors: {
      shop: [
        "406 PRECONDITION_FAILED - invalid arg 'x-expires' for queue 'cart' in vhost '/': {value_zero,0}",
      ],
    },
  },
});
