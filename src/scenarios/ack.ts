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

const WORK = ['m1', 'm2', 'm3'];

export const ack = defineScenario({
  name: 'ack',
  group: 'consuming',
  summary: 'What was not acknowledged comes back after a crash',
  guess: 'What a consumer had been sent is lost when it crashes.',
  notice: [
    'm1: careful acknowledged it, so the broker has deleted it.',
    'm2, m3: careful had them, but crashed before it acknowledged. They are ready again, and rescue gets them with redelivered=true.',
    'm4, m5: careless consumes with noAck. For the broker they were done when they were sent, so there is nothing to give back. Nor does its prefetch of 1 hold m5 back, for nothing is ever unacknowledged.',
  ],
  takeaway:
    'Acknowledge after the work, not before. Then a crash costs no message, but some are worked on twice: make that harmless. noAck is for what may get lost, such as live metrics.',
  examples: ['run ack --acked 0', 'run ack --acked 3'],
  options: {
    acked: wholeNumber(1, { from: 0, to: 3, placeholder: 'N', summary: 'how many careful acknowledges' }),
  },
  build({ acked }) {
    const done = Object.fromEntries(WORK.slice(0, acked).map((id) => [id, 'ack'] as const));
    return {
      topology: topology([], [queue('work'), queue('log')]),
      steps: [
        ...WORK.map((id) => publish(id, '', 'work')),
        ...['m4', 'm5'].map((id) => publish(id, '', 'log')),
        consume('careful', 'work', { answer: 'hold', except: done }),
        consume('careless', 'log', { noAck: true, prefetch: 1, answer: 'hold' }),
        cut('careful'),
        cut('careless'),
        look('both have crashed'),
        consume('rescue', 'work'),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'], m4: ['log'], m5: ['log'] },
    deliveries: {
      careful: ['m1', 'm2', 'm3'],
      careless: ['m4', 'm5'],
      rescue: ['m2 redelivered', 'm3 redelivered'],
    },
    looks: { 'both have crashed': { work: 2, log: 0 } },
  },
});
