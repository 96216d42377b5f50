import {
  consume,
  defineScenario,
  look,
  publish,
  queue,
  restart,
  topology,
} from '../lib/lab/define-scenario.ts';

export const persistence = defineScenario({
  name: 'persistence',
  group: 'publishing',
  summary: 'Only persistent in durable survives a restart',
  guess:
    'A durable queue keeps its messages over a restart, and a persistent message is kept wherever it is.',
  notice: [
    "m3: 'orders' is durable and still there after the restart, but this message was transient. It is gone.",
    "m4: persistent, but in 'cache', a transient queue. A queue that goes takes all its messages along.",
    'm1, m2: persistent in a durable queue. Both are there, in order. m1 was with a worker, unacknowledged: it is ready again, and marked as redelivered.',
  ],
  takeaway:
    'Two switches have to be on: a durable queue, and delivery mode 2 on each message. Wait for the confirm too: it comes once such a message is on disk. A quorum queue is always durable, and keeps every message whatever its mode.',
  examples: ['run persistence'],
  options: {},
  build: () => ({
    topology: topology([], [queue('orders'), queue('cache', {}, { durable: false })]),
    steps: [
      consume('worker', 'orders', { prefetch: 1, answer: 'hold' }),
      publish('m1', '', 'orders', { persistent: true }),
      publish('m2', '', 'orders', { persistent: true }),
      publish('m3', '', 'orders', { persistent: false }),
      publish('m4', '', 'cache', { persistent: true }),
      publish('m5', '', 'cache', { persistent: false }),
      look('before the restart'),
      restart(),
      look('after it'),
    ],
  }),
  expected: {
    queues: { m1: ['orders'], m2: ['orders'], m3: [], m4: [], m5: [] },
    deliveries: { worker: ['m1'] },
    left: { orders: ['m1 redelivered', 'm2'] },
    returned: [],
    gone: ['cache'],
    looks: {
      'before the restart': { orders: 2, cache: 2 },
      'after it': { orders: 2, cache: 'gone' },
    },
  },
});
