import {
  cancel,
  consume,
  defineScenario,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const autoDeleteQueue = defineScenario({
  name: 'auto-delete-queue',
  group: 'queues',
  summary: 'Goes with its last consumer, whatever lies in it',
  guess: 'An auto-delete queue goes when it is empty, and without a consumer it cannot last.',
  notice: [
    'm1: no consumer has come yet, so none can have left. The queue waits, for ever if need be, and keeps m1.',
    'm2: c1 leaves, but c2 is still there, and so is the queue.',
    'm3: with c2 the last consumer leaves. The queue goes at once, though m3 lies in it and m1 and m2 are not acknowledged.',
    'm4: there is no queue any more, so m4 comes back.',
  ],
  takeaway:
    'A restart of the only consumer deletes its queue and all in it. Use auto-delete for what may be missed, such as live updates; to survive a short break, give the queue x-expires instead.',
  examples: ['run auto-delete-queue --consumers 3', 'run auto-delete-queue --consumers 1'],
  options: {
    consumers: wholeNumber(2, { from: 1, to: 10, placeholder: 'N', summary: 'how many come and leave' }),
  },
  build({ consumers }) {
    const names = Array.from({ length: consumers }, (_, at) => `c${at + 1}`);
    const later = Array.from({ length: consumers }, (_, at) => `m${at + 2}`);
    return {
      topology: topology([], [queue('updates', {}, { autoDelete: true })]),
      steps: [
        publish('m1', '', 'updates'),
        look('no consumer yet'),
        ...names.map((name) => consume(name, 'updates', { prefetch: 1, answer: 'hold' })),
        ...later.map((id) => publish(id, '', 'updates')),
        ...names.flatMap((name) => [cancel(name), look(`${name} has left`)]),
        publish(`m${consumers + 2}`, '', 'updates'),
      ],
    };
  },
  expected: {
    queues: { m1: ['updates'], m2: ['updates'], m3: [], m4: [] },
    deliveries: { c1: ['m1'], c2: ['m2'] },
    returned: ['m4'],
    gone: ['updates'],
    looks: {
      'no consumer yet': { updates: 1 },
      'c1 has left': { updates: 1 },
      'c2 has left': { updates: 'gone' },
    },
  },
});
