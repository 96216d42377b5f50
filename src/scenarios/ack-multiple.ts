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

const MESSAGES = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];

export const ackMultiple = defineScenario({
  name: 'ack-multiple',
  group: 'consuming',
  summary: 'One ack for all up to a tag, on this channel alone',
  guess: 'Acknowledging m3 with multiple=true acknowledges m1, m2 and m3.',
  notice: [
    'm1, m3: c1 acknowledges in batches of two, so it answers m3 alone, with multiple=true. That covers everything its own channel got up to m3: m1 as well.',
    'm2: it is older than m3, but c2 got it, on a channel of its own. It stays unacknowledged, and comes back when c2 crashes.',
    'm5: c1 is done with it and waits for the batch to be full. The crash comes first, so that m5 is delivered and worked on again.',
  ],
  takeaway:
    'Batches save traffic, and a crash repeats up to a whole one. The prefetch must be at least the batch, or it never fills and the consumer stops for good; acknowledge a partial one after a while.',
  examples: ['run ack-multiple --batch 3', 'run ack-multiple --batch 4'],
  options: {
    batch: wholeNumber(2, {
      from: 1,
      to: 10,
      placeholder: 'N',
      summary: 'how many messages c1 acknowledges at once; its prefetch is 3',
    }),
  },
  build({ batch }) {
    return {
      topology: topology([], [queue('work')]),
      steps: [
        consume('c1', 'work', { prefetch: 3, batch }),
        consume('c2', 'work', { prefetch: 3, answer: 'hold' }),
        ...MESSAGES.map((id) => publish(id, '', 'work')),
        cut('c1'),
        cut('c2'),
        look('both have crashed'),
        consume('c3', 'work'),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'], m4: ['work'], m5: ['work'], m6: ['work'] },
    deliveries: {
      c1: ['m1', 'm3', 'm5'],
      c2: ['m2', 'm4', 'm6'],
      c3: ['m2 redelivered', 'm4 redelivered', 'm5 redelivered', 'm6 redelivered'],
    },
    looks: { 'both have crashed': { work: 4 } },
  },
  allArrive: 'All arrive; it is about which of them come twice.',
});
