import {
  consume,
  cut,
  defineScenario,
  get,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const getOne = defineScenario({
  name: 'get-one',
  group: 'consuming',
  summary: 'To get a message is to take it, not to look at it',
  guess: 'A get shows what lies in the queue, and leaves it there for the consumers.',
  notice: [
    'm1, m2: support gets them with basic.get, one message each time, and acknowledges neither. They are out of the queue, and nobody else can have them.',
    'm3, m4: c1 consumes, and is sent what is left. Then support asks once more, and there is nothing. That is no error but an answer: basic.get-empty.',
    'm1, m2: the connection of support ends. Only now are they back, marked as redelivered, and c1 gets them after m3 and m4.',
  ],
  takeaway:
    'To get messages on the management page is the same: meanwhile nobody else has them, and afterwards they are redelivered, perhaps out of order. If you want to look, bind a queue of your own to the exchange, and get from that.',
  examples: ['run get-one --gets 4', 'run get-one --gets 0'],
  options: {
    gets: wholeNumber(2, { from: 0, to: 20, placeholder: 'N', summary: 'how many messages support gets' }),
  },
  build: ({ gets }) => ({
    topology: topology([], [queue('orders')]),
    steps: [
      ...['m1', 'm2', 'm3', 'm4'].map((id) => publish(id, '', 'orders')),
      ...Array.from({ length: gets }, () => get('orders', { by: 'support', answer: 'hold' })),
      look('support looks at them'),
      consume('c1', 'orders'),
      get('orders', { by: 'support' }),
      cut('support'),
    ],
  }),
  allArrive: 'Nothing is lost; it is about who has a message meanwhile.',
  expected: {
    queues: { m1: ['orders'], m2: ['orders'], m3: ['orders'], m4: ['orders'] },
    deliveries: { support: ['m1', 'm2'], c1: ['m3', 'm4', 'm1 redelivered', 'm2 redelivered'] },
    empty: { support: ['orders'] },
    looks: { 'support looks at them': { orders: 2 } },
  },
});
