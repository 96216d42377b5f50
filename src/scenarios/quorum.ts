import {
  consume,
  cut,
  declareQueue,
  defineScenario,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const QUORUM = { 'x-queue-type': 'quorum' };
const TO_PARKING = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'parking' };

export const quorum = defineScenario({
  name: 'quorum',
  group: 'queues',
  summary: 'Counts redeliveries, and ends a poison message',
  guess: 'A message that crashes its consumer comes back for ever.',
  notice: [
    'm1: worker crashes on it, again and again. It comes back twice, which is the delivery limit, and then dies of delivery_limit. A classic queue does not count, and would send it for ever.',
    'm2: what a crash gives back is first in line, so m2 waits until m1 is parked. Only the limit lets it through.',
    'A quorum queue lacks some of what a classic one has: planner wants x-max-priority, tester a queue that is not durable, and both get 406.',
  ],
  takeaway:
    'Set x-delivery-limit and a dead-letter exchange together: without the exchange, what reaches the limit is dropped. RabbitMQ 3.10 has no limit unless you set one; since 4.0 it is 20.',
  examples: ['run quorum --limit 0', 'run quorum --limit 5'],
  options: {
    limit: wholeNumber(2, { from: 0, to: 10, placeholder: 'N', summary: 'x-delivery-limit of orders' }),
  },
  build: ({ limit }) => ({
    topology: topology(
      [],
      [queue('orders', { ...QUORUM, 'x-delivery-limit': limit, ...TO_PARKING }), queue('parking')],
    ),
    steps: [
      publish('m1', '', 'orders'),
      publish('m2', '', 'orders'),
      ...Array.from({ length: limit + 1 }).flatMap(() => [
        consume('worker', 'orders', { prefetch: 1, answer: 'hold' }),
        cut('worker'),
      ]),
      consume('worker', 'orders'),
      declareQueue(queue('urgent', { ...QUORUM, 'x-max-priority': 5 }), { by: 'planner' }),
      declareQueue(queue('scratch', QUORUM, { durable: false }), { by: 'tester' }),
    ],
  }),
  expected: {
    queues: { m1: ['orders', 'parking'], m2: ['orders'] },
    deliveries: { worker: ['m1', 'm1 redelivered', 'm1 redelivered', 'm2'] },
    left: { parking: ['m1'] },
    deaths: { m1: ['orders delivery_limit'] },
    errors: {
      planner: ["406 PRECONDITION_FAILED - invalid arg 'x-max-priority' for queue 'urgent' in vhost '/'"],
      tester: ["406 PRECONDITION_FAILED - invalid property 'non-durable' for queue 'scratch' in vhost '/'"],
    },
  },
});
