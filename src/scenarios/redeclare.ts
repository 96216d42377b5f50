import {
  consume,
  declareQueue,
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const MAX = 100;

export const redeclare = defineScenario({
  name: 'redeclare',
  group: 'queues',
  summary: 'A queue that is there cannot be declared otherwise',
  guess: 'To declare a queue again with another x-max-length changes its limit.',
  notice: [
    'm1: worker held it when it declared the queue with another limit: 406, and its channel is closed. It consumed on that channel, so that m1 goes back, and m2 finds no consumer.',
    'twin sends the same limit as a 64-bit integer, and names the type that a queue without one has, classic. That is the same declaration: a value counts, not its width.',
    'script sends the limit as the string "100": 406, with an error text that shows the same number twice. A string never equals a number.',
    "checker asks with a passive declare for 'order'. A typo is 404, and closes the channel as well.",
  ],
  takeaway:
    'A release that changes an argument of its queue fails at every start, and takes its consumers down. Give the queue a new name, or set such limits with a policy.',
  examples: [`run redeclare --again ${MAX}`],
  options: {
    again: wholeNumber(200, { from: 1, to: 10_000, placeholder: 'N', summary: 'x-max-length the next time' }),
  },
  build: ({ again }) => ({
    topology: topology([], [queue('orders', { 'x-max-length': MAX })]),
    steps: [
      consume('worker', 'orders', { answer: 'hold' }),
      publish('m1', '', 'orders'),
      declareQueue(queue('orders', { 'x-max-length': again }), { by: 'worker' }),
      declareQueue(
        queue('orders', { 'x-max-length': { '!': 'int64', value: MAX }, 'x-queue-type': 'classic' }),
        { by: 'twin' },
      ),
      declareQueue(queue('orders', { 'x-max-length': String(MAX) }), { by: 'script' }),
      declareQueue(queue('order'), { by: 'checker', passive: true }),
      look('all have declared'),
      publish('m2', '', 'orders'),
    ],
  }),
  expected: {
    queues: { m1: ['orders'], m2: ['orders'] },
    deliveries: { worker: ['m1'] },
    left: { orders: ['m1 redelivered', 'm2'] },
    errors: {
      worker: [
        "406 PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue 'orders' in vhost '/': received '200' but current is '100'",
      ],
      script: [
        "406 PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue 'orders' in vhost '/': received '100' but current is '100'",
      ],
      checker: ["404 NOT_FOUND - no queue 'order' in vhost '/'"],
    },
    looks: { 'all have declared': { orders: 1 } },
  },
});
