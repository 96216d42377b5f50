import {
  answer,
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const priority = defineScenario({
  name: 'priority',
  group: 'queues',
  summary: 'Only what waits is reordered, with x-max-priority',
  guess: 'A message with a high priority overtakes the others, in any queue.',
  notice: [
    'm1: worker was idle, so m1 went out at once, without a priority. What comes later cannot overtake it any more.',
    'm2, m3: m3 has priority 1. m2 has none, which counts as 0, so it is the last.',
    'm4, m5: the queue knows priorities up to 5. m5 has 9, which counts as 5, so it stays behind m4, which has 5 and came first.',
    'plain has no x-max-priority: there the order is as published.',
  ],
  takeaway:
    'Consumers that fetch much at once undo priorities, for nothing waits in the queue: keep prefetch low. The argument must be there when the queue is declared; no policy adds it. Quorum queues of RabbitMQ 4.3 pass over it: they know priorities from 0 to 31, and a message without one has 4.',
  examples: ['run priority --prefetch 10', 'run priority --max 10'],
  options: {
    max: wholeNumber(5, { from: 1, to: 10, placeholder: 'N', summary: 'x-max-priority of jobs' }),
    prefetch: wholeNumber(1, { from: 1, to: 100, placeholder: 'N', summary: 'prefetch of both consumers' }),
  },
  build: ({ max, prefetch }) => ({
    topology: topology(
      [exchange('work', 'fanout')],
      [queue('jobs', { 'x-max-priority': max }), queue('plain')],
      ['work -> jobs', 'work -> plain'],
    ),
    steps: [
      consume('worker', 'jobs', { prefetch, except: { m1: 'hold' } }),
      consume('other', 'plain', { prefetch, except: { m1: 'hold' } }),
      publish('m1', 'work'),
      publish('m2', 'work'),
      publish('m3', 'work', '', { priority: 1 }),
      publish('m4', 'work', '', { priority: 5 }),
      publish('m5', 'work', '', { priority: 9 }),
      answer('worker', 'm1', 'ack'),
      answer('other', 'm1', 'ack'),
    ],
  }),
  allArrive: 'Priorities change the order; nothing is lost.',
  expected: {
    queues: {
      m1: ['jobs', 'plain'],
      m2: ['jobs', 'plain'],
      m3: ['jobs', 'plain'],
      m4: ['jobs', 'plain'],
      m5: ['jobs', 'plain'],
    },
    deliveries: { worker: ['m1', 'm4', 'm5', 'm3', 'm2'], other: ['m1', 'm2', 'm3', 'm4', 'm5'] },
  },
});
