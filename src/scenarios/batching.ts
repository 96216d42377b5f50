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

export const batching = defineScenario({
  name: 'batching',
  group: 'patterns',
  summary: 'One acknowledgement for many; what it lacks comes back',
  guess: 'What a consumer has received is off the queue, so its successor goes on with m6.',
  notice: [
    'm1, m2, m3: the batch is full, and one acknowledgement with multiple set settles all three.',
    'm4, m5: the loader has them, but dies before its second batch is full. They were never acknowledged, so both return to the queue and come to the successor, marked as redelivered.',
    'm6: it fills the batch of the successor, so that m4 and m5 are acknowledged only now.',
  ],
  takeaway:
    'Write the batch to the database first and acknowledge it then: a crash repeats up to a batch, and loses none. Let prefetch be no smaller than the batch, or it never fills. Acknowledge a batch that is not full after some time too, or its messages hang for ever.',
  examples: ['run batching --batch 5', 'run batching --prefetch 2'],
  options: {
    batch: wholeNumber(3, { from: 1, to: 100, placeholder: 'N', summary: 'acknowledges so many at once' }),
    prefetch: wholeNumber(10, { from: 1, to: 100, placeholder: 'N', summary: 'holds so many at a time' }),
  },
  build({ batch, prefetch }) {
    return {
      topology: topology([], [queue('rows')]),
      steps: [
        consume('loader', 'rows', { batch, prefetch }),
        ...['m1', 'm2', 'm3', 'm4', 'm5'].map((id) => publish(id, '', 'rows')),
        cut('loader'),
        look('the loader is dead'),
        consume('successor', 'rows', { batch, prefetch }),
        publish('m6', '', 'rows'),
      ],
    };
  },
  allArrive: 'There is one queue, and what counts is how often it must deliver.',
  expected: {
    queues: { m1: ['rows'], m2: ['rows'], m3: ['rows'], m4: ['rows'], m5: ['rows'], m6: ['rows'] },
    deliveries: {
      loader: ['m1', 'm2', 'm3', 'm4', 'm5'],
      successor: ['m4 redelivered', 'm5 redelivered', 'm6'],
    },
    looks: { 'the loader is dead': { rows: 2 } },
  },
});
