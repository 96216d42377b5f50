import {
  answer,
  consume,
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const prefetchChannel = defineScenario({
  name: 'prefetch-channel',
  group: 'consuming',
  summary: 'A prefetch is for each consumer, not for the channel',
  guess: 'A prefetch of 2 on a channel means two unacknowledged messages on that channel.',
  notice: [
    'm1, m2, m3, m4: shop sets a prefetch of 2 once, and starts c1 and c2 on the same channel. Each has the limit for itself, so the channel holds four.',
    'm5: shop sets a prefetch of 1 before it starts c3, which gets one message. c1 and c2 keep the limit that they started with.',
    'm6: c1 acknowledges m1 and is sent m6, though it still holds m2. Its limit is 2 as before.',
    'm7, m8: office sets its prefetch with the global flag, for the channel as a whole. d1 uses it up, and d2 gets nothing.',
  ],
  takeaway:
    'What a program can be sent is its prefetch times its consumers: set it before each consumer starts, not after. Leave the global flag alone. It is deprecated, and passed over by default from RabbitMQ 4.3 on: then the limit is for each consumer, and no error tells the program.',
  examples: ['run prefetch-channel --prefetch 3', 'run prefetch-channel --prefetch 1'],
  options: {
    prefetch: wholeNumber(2, {
      from: 1,
      to: 1_000,
      placeholder: 'N',
      summary: 'the prefetch of c1 and c2, and the one of d1 and d2 together',
    }),
    messages: wholeNumber(10, { from: 1, to: 1_000, placeholder: 'N', summary: 'how many messages' }),
  },
  build({ prefetch, messages }) {
    const shop = { by: 'shop', answer: 'hold' } as const;
    const office = { by: 'office', answer: 'hold' } as const;
    return {
      topology: topology([], [queue('work')]),
      steps: [
        ...Array.from({ length: messages }, (_, at) => publish(`m${at + 1}`, '', 'work')),
        consume('c1', 'work', { ...shop, prefetch }),
        consume('c2', 'work', shop),
        look('c1 and c2 are there'),
        consume('c3', 'work', { ...shop, prefetch: 1 }),
        answer('c1', 'm1', 'ack'),
        look('c1 has acknowledged m1'),
        consume('d1', 'work', { ...office, channelPrefetch: prefetch }),
        consume('d2', 'work', office),
      ],
    };
  },
  expected: {
    queues: Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`m${at + 1}`, ['work']])),
    deliveries: {
      c1: ['m1', 'm2', 'm6'],
      c2: ['m3', 'm4'],
      c3: ['m5'],
      d1: ['m7', 'm8'],
      d2: [],
    },
    left: { work: ['m9', 'm10'] },
    looks: { 'c1 and c2 are there': { work: 6 }, 'c1 has acknowledged m1': { work: 4 } },
  },
  allArrive: 'Nothing is lost; it is about how much each may hold.',
});
