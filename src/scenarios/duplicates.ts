import {
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const duplicates = defineScenario({
  name: 'duplicates',
  group: 'failure',
  summary: 'A lost confirm makes a duplicate; ids make it harmless',
  guess: 'With publisher confirms every message arrives exactly once.',
  notice: [
    'm2: RabbitMQ has it and confirms it, but the connection breaks before the producer reads that. The producer cannot tell this from a lost message, and publishes m2 again.',
    'm2: for RabbitMQ the two are different messages. Neither is marked redelivered, and the naive consumer bills twice.',
    'm2: the idempotent consumer has noted the ids of its finished work. It acknowledges the second m2 without doing anything.',
  ],
  takeaway:
    'Confirms give at least once, never exactly once. Give each message an id that stays the same when it is published again, and note finished ids in the same transaction as the work.',
  examples: ['run duplicates --lost 1', 'run duplicates --lost 3'],
  options: {
    lost: wholeNumber(2, { from: 1, to: 3, placeholder: 'N', summary: 'the message whose confirm is lost' }),
  },
  build: ({ lost }) => ({
    topology: topology(
      [exchange('orders', 'fanout')],
      [queue('billing'), queue('shipping')],
      ['orders -> billing', 'orders -> shipping'],
    ),
    steps: [
      consume('naive', 'billing'),
      consume('idempotent', 'shipping', { skipsDuplicates: true }),
      ...[1, 2, 3].map((at) =>
        publish(`m${at}`, 'orders', '', at === lost ? { confirmLost: true, recovers: true } : {}),
      ),
    ],
  }),
  expected: {
    queues: { m1: ['billing', 'shipping'], m2: ['billing', 'shipping'], m3: ['billing', 'shipping'] },
    deliveries: { naive: ['m1', 'm2', 'm2', 'm3'], idempotent: ['m1', 'm2', 'm2', 'm3'] },
    skipped: { idempotent: ['m2'] },
  },
});
