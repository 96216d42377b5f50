import {
  confirms,
  declareQueue,
  defineScenario,
  exchange,
  look,
  publish,
  queue,
  restart,
  topology,
} from '../lib/lab/define-scenario.ts';

const cache = queue('cache', {}, { durable: false });

export const durable = defineScenario({
  name: 'durable',
  group: 'exchanges',
  summary: 'A restart leaves durable things, and what binds them',
  guess: 'After a restart, declaring again what is missing makes all as it was before.',
  notice: [
    "m1: 'orders' and 'cache' both got it. 'cache' went with the restart, and with it the message, though that was persistent.",
    "m2: the exchange 'news', the queue 'orders' and the binding between them are durable, and work on. 'cache' was declared again, but its binding went with it: it gets nothing.",
    "m3: the exchange 'flash' was transient. It is gone, together with its binding to the durable 'orders', and its publisher gets 404.",
  ],
  takeaway:
    'A binding survives only if both of its ends do. A program that declares a transient queue has to bind it as well, each time it connects. From RabbitMQ 4.3 on, a queue that is neither durable nor exclusive is refused.',
  examples: ['run durable'],
  options: {},
  build: () => ({
    topology: topology(
      [exchange('news', 'fanout'), exchange('flash', 'fanout', { durable: false })],
      [queue('orders'), cache],
      ['news -> orders', 'news -> cache', 'flash -> orders'],
    ),
    steps: [
      publish('m1', 'news', '', { persistent: true }),
      look('before the restart'),
      restart(),
      look('after it'),
      declareQueue(cache),
      publish('m2', 'news', '', { persistent: true }),
      confirms(),
      publish('m3', 'flash', '', { persistent: true }),
    ],
  }),
  expected: {
    queues: { m1: ['orders'], m2: ['orders'], m3: [] },
    left: { orders: ['m1', 'm2'] },
    returned: [],
    unconfirmed: ['m3'],
    errors: { producer: ["404 NOT_FOUND - no exchange 'flash'"] },
    gone: ['flash'],
    looks: {
      'before the restart': { orders: 1, cache: 1 },
      'after it': { orders: 1, cache: 'gone' },
    },
  },
});
