import {
  bind,
  binding,
  consume,
  declareExchange,
  defineScenario,
  exchange,
  listOf,
  publish,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

export const deadLetterNowhere = defineScenario({
  name: 'dead-letter-nowhere',
  group: 'failure',
  summary: 'A dead letter that no queue takes is dropped silently',
  guess: 'A queue with a dead-letter exchange keeps what its consumers reject.',
  notice: [
    'm1: the queue names an exchange that does not exist, a typo. That is allowed, and m1 is dropped at its death. It had been routed and confirmed, so nothing comes back to the publisher.',
    'm2: the exchange exists, but the dead letter still has the key that it was published with, order, and nothing is bound with that.',
    'm3: this queue sets x-dead-letter-routing-key to a key that is bound, and m3 arrives.',
    'm4: rejected from the same queue as m1, it arrives. The exchange is looked up at each death, and by now it is there.',
  ],
  takeaway:
    'A dead-letter exchange is an exchange like any other: declare it, and bind a queue to it, before the first message dies. A fanout exchange takes every key. Reject a message in a test and see where it arrives.',
  examples: ['run dead-letter-nowhere --bind dead --bind order', 'run dead-letter-nowhere --bind bill'],
  options: {
    bind: listOf(['dead'], { placeholder: 'KEY', summary: 'binds dead to dlx with this key' }, readKey),
  },
  build: ({ bind: keys }) => ({
    topology: topology(
      [exchange('jobs', 'direct'), exchange('dlx', 'direct')],
      [
        queue('mail', { 'x-dead-letter-exchange': 'dxl' }),
        queue('orders', { 'x-dead-letter-exchange': 'dlx' }),
        queue('billing', { 'x-dead-letter-exchange': 'dlx', 'x-dead-letter-routing-key': 'dead' }),
        queue('dead'),
      ],
      [
        'jobs -[mail]-> mail',
        'jobs -[order]-> orders',
        'jobs -[bill]-> billing',
        ...keys.map((routingKey) => ({ ...binding('dlx -> dead'), routingKey })),
      ],
    ),
    steps: [
      ...['mail', 'orders', 'billing'].map((from, at) => consume(`c${at + 1}`, from, { answer: 'reject' })),
      publish('m1', 'jobs', 'mail'),
      publish('m2', 'jobs', 'order'),
      publish('m3', 'jobs', 'bill'),
      declareExchange(exchange('dxl', 'fanout')),
      bind('dxl -> dead'),
      publish('m4', 'jobs', 'mail'),
    ],
  }),
  expected: {
    queues: { m1: ['mail'], m2: ['orders'], m3: ['billing', 'dead'], m4: ['mail', 'dead'] },
    deliveries: { c1: ['m1', 'm4'], c2: ['m2'], c3: ['m3'] },
    deaths: { m3: ['billing rejected'], m4: ['mail rejected'] },
    left: { dead: ['m3', 'm4'] },
  },
});
