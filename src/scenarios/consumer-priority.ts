import {
  answer,
  consume,
  defineScenario,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const consumerPriority = defineScenario({
  name: 'consumer-priority',
  group: 'consuming',
  summary: 'The lower priority gets what the higher cannot take',
  guess: 'main and spare take turns from the start, and main gets the larger share.',
  notice: [
    'm1, m2: both go to main. There are no turns between priorities: while main may take a message, spare gets none.',
    'm3: main has two unacknowledged messages, which is its prefetch. Only while it is blocked is spare served.',
    'm4: main has acknowledged m1, so it is free for one message, and comes first again.',
  ],
  takeaway:
    'A consumer with a high priority and no prefetch is never blocked: all others starve. Give it a limit; then those with lower priority are a reserve for when it cannot keep up.',
  examples: ['run consumer-priority --prefetch 4', 'run consumer-priority --priority 0'],
  options: {
    priority: wholeNumber(10, {
      from: 0,
      to: 255,
      placeholder: 'N',
      summary: 'the x-priority of main; that of spare is 0',
    }),
    prefetch: wholeNumber(2, {
      from: 1,
      to: 100,
      placeholder: 'N',
      summary: 'how many messages main may have unacknowledged',
    }),
  },
  build({ priority, prefetch }) {
    return {
      topology: topology([], [queue('work')]),
      steps: [
        consume('main', 'work', { arguments: { 'x-priority': priority }, prefetch, answer: 'hold' }),
        consume('spare', 'work'),
        ...['m1', 'm2', 'm3'].map((id) => publish(id, '', 'work')),
        answer('main', 'm1', 'ack'),
        publish('m4', '', 'work'),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'], m4: ['work'] },
    deliveries: {
      main: ['m1', 'm2', 'm4'],
      spare: ['m3'],
    },
  },
  allArrive: 'The queue passes everything on; it is about who gets it.',
});
