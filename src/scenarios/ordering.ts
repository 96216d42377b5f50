import {
  answer,
  consume,
  defineScenario,
  drain,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const publishes = { exchange: '', routingKey: 'done' };

export const ordering = defineScenario({
  name: 'ordering',
  group: 'consuming',
  summary: 'In order out of the queue is not in order done',
  guess: 'A queue is first in, first out, so that m1 is done before m2, and m2 before m3.',
  notice: [
    'm1: slow gets it first, and is still at work on it when fast is done with m2 and m3. Each publishes to done what it has finished: m1 is the last there.',
    'm1: picky was sent all three and gives m1 back. The queue puts it in front again, but m2 and m3 are out already: m1 comes once more, behind them.',
  ],
  takeaway:
    'What one channel publishes stays in order through one queue to one consumer that requeues nothing. For order with more workers, split the messages by key, such as by customer, over queues that have x-single-active-consumer each. Or number them, and let workers notice one that is late.',
  allArrive: 'Each queue gets all of them; it is about the order in which they are done.',
  examples: ['run ordering --slow 0', 'run ordering --slow 800'],
  options: {
    slow: wholeNumber(400, {
      from: 0,
      to: 1_000,
      placeholder: 'MS',
      summary: 'how long slow works on a message',
    }),
  },
  build: ({ slow }) => ({
    topology: topology(
      [exchange('orders', 'fanout')],
      [queue('shared'), queue('alone'), queue('done')],
      ['orders -> shared', 'orders -> alone'],
    ),
    steps: [
      consume('slow', 'shared', { prefetch: 1, takesMs: slow, publishes }),
      consume('fast', 'shared', { prefetch: 1, takesMs: 10, publishes }),
      consume('picky', 'alone', { answer: 'hold' }),
      ...['m1', 'm2', 'm3'].map((id) => publish(id, 'orders')),
      drain(),
      answer('picky', 'm1', 'requeue'),
    ],
  }),
  expected: {
    queues: {
      m1: ['shared', 'alone'],
      'm1.slow': ['done'],
      m2: ['shared', 'alone'],
      'm2.fast': ['done'],
      m3: ['shared', 'alone'],
      'm3.fast': ['done'],
    },
    deliveries: {
      slow: ['m1'],
      fast: ['m2', 'm3'],
      picky: ['m1', 'm2', 'm3', 'm1 redelivered'],
    },
    left: { done: ['m2.fast', 'm3.fast', 'm1.slow'] },
  },
});
