import {
  consume,
  cut,
  defineScenario,
  exchange,
  get,
  look,
  publish,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const polling = defineScenario({
  name: 'polling',
  group: 'consuming',
  summary: 'Who polls is told nothing, and is no consumer',
  guess: 'To ask every 200 ms is to consume, only a little later.',
  notice: [
    'm1: c1 consumes, and is sent it at once. poller asked before, got nothing, and nobody tells it: m1 waits until it asks again.',
    'm2, m3: both wait when poller asks for the third time, and it gets m2 alone. A get is one message, however many there are.',
    'In the end both programs are gone. The auto-delete queue pushed went with its last consumer. polled stays, and keeps m3: who gets is no consumer, so that it never had one.',
  ],
  takeaway:
    'Whoever polls asks the broker again and again, mostly for nothing, and is late all the same. Consume instead, with a prefetch, and keep basic.get for a tool or a test that wants one message now and then. Auto-delete never takes away a queue that is only polled: give it x-expires instead.',
  examples: ['run polling --every 50'],
  options: {
    every: wholeNumber(200, { from: 0, to: 5_000, placeholder: 'MS', summary: 'time between two gets' }),
  },
  build: ({ every }) => ({
    topology: topology(
      [exchange('prices', 'fanout')],
      [queue('polled', {}, { autoDelete: true }), queue('pushed', {}, { autoDelete: true })],
      ['prices -> polled', 'prices -> pushed'],
    ),
    steps: [
      consume('c1', 'pushed'),
      get('polled', { by: 'poller' }),
      publish('m1', 'prices'),
      look('m1 is published'),
      wait(every),
      get('polled', { by: 'poller' }),
      publish('m2', 'prices'),
      publish('m3', 'prices'),
      wait(every),
      get('polled', { by: 'poller' }),
      cut('poller'),
      cut('c1'),
      look('both are gone'),
    ],
  }),
  allArrive: 'Both queues get all; the difference is when a program has it.',
  expected: {
    queues: { m1: ['polled', 'pushed'], m2: ['polled', 'pushed'], m3: ['polled', 'pushed'] },
    deliveries: { c1: ['m1', 'm2', 'm3'], poller: ['m1', 'm2'] },
    empty: { poller: ['polled'] },
    left: { polled: ['m3'] },
    gone: ['pushed'],
    looks: {
      'm1 is published': { polled: 1, pushed: 0 },
      'both are gone': { polled: 1, pushed: 'gone' },
    },
  },
});
