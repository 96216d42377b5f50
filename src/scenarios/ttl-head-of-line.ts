import {
  consume,
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const ttlHeadOfLine = defineScenario({
  name: 'ttl-head-of-line',
  group: 'queues',
  summary: 'A message expires only at the head of its queue',
  guess: 'Each message leaves when its own expiration is over, wherever it waits.',
  notice: [
    'm1: a short expiration, and at the head of delays. It expires in time, and goes to work.',
    'm3: as short, but behind m2, which has long to go. It waits there, overdue: delays still holds two messages.',
    'm2: nudge takes it from the head. At that moment m3 is the head, and expires at last.',
  ],
  takeaway:
    'Retries with delays of their own in one queue all wait for the longest. Use one queue per delay, with x-message-ttl: there, who came first also expires first.',
  examples: ['run ttl-head-of-line --long 100', 'run ttl-head-of-line --short 500 --long 5000'],
  options: {
    short: wholeNumber(100, { from: 0, to: 5_000, placeholder: 'MS', summary: 'expiration of m1 and m3' }),
    long: wholeNumber(60_000, { from: 0, to: 600_000, placeholder: 'MS', summary: 'expiration of m2' }),
  },
  build: ({ short, long }) => ({
    topology: topology(
      [],
      [queue('delays', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'work' }), queue('work')],
    ),
    steps: [
      publish('m1', '', 'delays', { expiration: short }),
      publish('m2', '', 'delays', { expiration: long }),
      publish('m3', '', 'delays', { expiration: short }),
      wait(short + 300),
      look('m3 is overdue'),
      consume('nudge', 'delays'),
    ],
  }),
  expected: {
    queues: { m1: ['delays', 'work'], m2: ['delays'], m3: ['delays', 'work'] },
    deliveries: { nudge: ['m2'] },
    left: { work: ['m1', 'm3'] },
    deaths: { m1: ['delays expired'], m3: ['delays expired'] },
    looks: { 'm3 is overdue': { delays: 2, work: 1 } },
  },
});
