import {
  consume,
  defineScenario,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const requeueLoop = defineScenario({
  name: 'requeue-loop',
  group: 'consuming',
  summary: 'A requeued message is back at once, before all others',
  guess: 'A requeued message goes to the end of the queue, so m2 and m3 come first.',
  notice: [
    'm1: c1 fails and gives it back with requeue=true. It returns to its old place, the head of the queue, and c1 is free: the broker delivers it again without any pause.',
    'm1: this goes on until it succeeds, here at the fifth delivery. A message that never succeeds goes round for ever, as fast as the network allows.',
    'm2, m3: nothing is wrong with them, but they wait behind m1 all the time.',
  ],
  takeaway:
    'One bad message keeps a CPU busy and stops a queue. redelivered only says that it was not the first time. Many clients requeue unless told otherwise (in amqplib, nack and reject do). Reject with requeue=false into a dead-letter queue, or retry from a queue with a delay.',
  examples: ['run requeue-loop --failures 100', 'run requeue-loop --prefetch 3'],
  options: {
    failures: wholeNumber(4, {
      from: 0,
      to: 1_000,
      placeholder: 'N',
      summary: 'how many times m1 fails before it succeeds',
    }),
    prefetch: wholeNumber(1, {
      from: 1,
      to: 100,
      placeholder: 'N',
      summary: 'how many messages c1 may have unacknowledged',
    }),
  },
  build({ failures, prefetch }) {
    return {
      topology: topology([], [queue('work')]),
      steps: [
        publish('m1', '', 'work'),
        publish('m2', '', 'work'),
        publish('m3', '', 'work'),
        consume('c1', 'work', { prefetch, except: { m1: 'requeue' }, failures }),
      ],
    };
  },
  expected: {
    queues: { m1: ['work'], m2: ['work'], m3: ['work'] },
    deliveries: {
      c1: ['m1', 'm1 redelivered', 'm1 redelivered', 'm1 redelivered', 'm1 redelivered', 'm2', 'm3'],
    },
  },
  allArrive: 'All arrive in the end; it is about what m1 does to the others until then.',
});
