import {
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wait,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const MINUTE = 60_000;
const LETTERS = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };

export const messageTtl = defineScenario({
  name: 'message-ttl',
  group: 'queues',
  summary: 'Messages expire by the lower of two TTLs',
  guess: 'A message whose own expiration is a minute may wait for a minute.',
  notice: [
    "m2: its own expiration is a minute, but the queue's TTL is lower, and the lower one counts.",
    'm1, m2: quotes has a dead-letter exchange, so what expires there goes to dead, in order.',
    'm3: here its own expiration is the lower one. And ticks has no dead-letter exchange, so m3 is gone without a trace, though it was confirmed.',
    "m4: only the queue's TTL of a minute counts for it. It is still there.",
  ],
  takeaway:
    'Where nothing takes dead letters, expired messages vanish and no one is told. Give a queue with a TTL a dead-letter exchange, and watch what arrives: it shows that consumers are too slow.',
  examples: ['run message-ttl --ttl 1000', 'run message-ttl --ttl 0'],
  options: {
    ttl: wholeNumber(200, { from: 0, to: 5_000, placeholder: 'MS', summary: 'the lower of the TTLs' }),
  },
  build: ({ ttl }) => ({
    topology: topology(
      [],
      [
        queue('quotes', { 'x-message-ttl': ttl, ...LETTERS }),
        queue('ticks', { 'x-message-ttl': MINUTE }),
        queue('dead'),
      ],
    ),
    steps: [
      publish('m1', '', 'quotes'),
      publish('m2', '', 'quotes', { expiration: MINUTE }),
      publish('m3', '', 'ticks', { expiration: ttl }),
      publish('m4', '', 'ticks'),
      wait(ttl + 300),
      look('after the lower TTL'),
    ],
  }),
  expected: {
    queues: { m1: ['quotes', 'dead'], m2: ['quotes', 'dead'], m3: [], m4: ['ticks'] },
    left: { ticks: ['m4'], dead: ['m1', 'm2'] },
    deaths: { m1: ['quotes expired'], m2: ['quotes expired'] },
    returned: [],
    looks: { 'after the lower TTL': { quotes: 0, ticks: 1, dead: 2 } },
  },
});
