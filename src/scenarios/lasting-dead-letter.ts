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

export const lastingDeadLetter = defineScenario({
  name: 'lasting-dead-letter',
  group: 'failure',
  summary: 'A dead letter leaves its expiration behind',
  guess: 'A message with an expiration is gone once that is over, in whatever queue it lies then.',
  notice: [
    'm1: its expiration is over in offers, and it dies. As a dead letter it has none any more, so that it stays in parking.',
    'm2: it is rejected long before its expiration is over. That is removed at this death as well, and m2 stays in parking, too.',
  ],
  takeaway:
    'A queue for dead letters grows until somebody empties it, however short-lived the messages were. Give it an x-message-ttl or a limit of its own, and watch it. What a message once had is in x-death, as original-expiration.',
  allArrive: 'Both reach parking; the surprise is that they stay there.',
  examples: ['run lasting-dead-letter --short 50', 'run lasting-dead-letter --short 10 --long 100'],
  options: {
    short: wholeNumber(100, { from: 0, to: 5_000, placeholder: 'MS', summary: 'expiration of m1' }),
    long: wholeNumber(400, { from: 100, to: 5_000, placeholder: 'MS', summary: 'expiration of m2' }),
  },
  build: ({ short, long }) => ({
    topology: topology(
      [],
      [
        queue('offers', { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'parking' }),
        queue('parking'),
      ],
    ),
    steps: [
      publish('m1', '', 'offers', { expiration: short }),
      wait(short + 100),
      consume('worker', 'offers', { answer: 'reject' }),
      publish('m2', '', 'offers', { expiration: long }),
      wait(long + short + 300),
      look('long after'),
    ],
  }),
  expected: {
    queues: { m1: ['offers', 'parking'], m2: ['offers', 'parking'] },
    deliveries: { worker: ['m2'] },
    left: { parking: ['m1', 'm2'] },
    deaths: { m1: ['offers expired'], m2: ['offers rejected'] },
    looks: { 'long after': { offers: 0, parking: 2 } },
  },
});
