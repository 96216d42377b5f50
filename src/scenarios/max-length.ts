import {
  consume,
  cut,
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const LETTERS = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };

export const maxLength = defineScenario({
  name: 'max-length',
  group: 'queues',
  summary: 'A full queue drops its oldest message, not the newest',
  guess: 'A queue of at most 3 holds 3 messages and turns away the fourth.',
  notice: [
    'm1, m2: worker holds them, unacknowledged. Only what is ready counts, so that m3, m4 and m5 still fit.',
    'm6: it is one too many, and gets in. The oldest that is ready has to go: m3 dies of maxlen.',
    'm1, m2: worker crashes, and they come back to the front. Now five are ready, and the oldest go, which are these two.',
  ],
  takeaway:
    'A limit loses what waits longest, and after a crash even what was being worked on. Set a dead-letter exchange to see it, or x-overflow to have the newest refused instead.',
  examples: ['run max-length --max 5', 'run max-length --max 2 --prefetch 1'],
  options: {
    max: wholeNumber(3, { from: 1, to: 100, placeholder: 'N', summary: 'x-max-length of the queue' }),
    prefetch: wholeNumber(2, { from: 1, to: 100, placeholder: 'N', summary: 'how many worker holds' }),
  },
  build({ max, prefetch }) {
    const ids = Array.from({ length: prefetch + max + 1 }, (_, at) => `m${at + 1}`);
    return {
      topology: topology([], [queue('orders', { 'x-max-length': max, ...LETTERS }), queue('dead')]),
      steps: [
        consume('worker', 'orders', { prefetch, answer: 'hold' }),
        ...ids.map((id) => publish(id, '', 'orders')),
        look('before the crash'),
        cut('worker'),
      ],
    };
  },
  expected: {
    queues: {
      m1: ['orders', 'dead'],
      m2: ['orders', 'dead'],
      m3: ['orders', 'dead'],
      m4: ['orders'],
      m5: ['orders'],
      m6: ['orders'],
    },
    deliveries: { worker: ['m1', 'm2'] },
    left: { orders: ['m4', 'm5', 'm6'], dead: ['m3', 'm1', 'm2'] },
    deaths: { m1: ['orders maxlen'], m2: ['orders maxlen'], m3: ['orders maxlen'] },
    looks: { 'before the crash': { orders: 3, dead: 1 } },
  },
});
