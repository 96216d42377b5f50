import {
  binding,
  defineScenario,
  exchange,
  listOf,
  oneOf,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const POLICIES = ['drop-head', 'reject-publish', 'reject-publish-dlx'] as const;
const TO_QUEUE = binding('orders -> queue');
const LETTERS = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };

export const overflowReject = defineScenario({
  name: 'overflow-reject',
  group: 'queues',
  summary: 'x-overflow: which message a full queue gives up',
  guess: 'A message that the broker refuses with a nack is in no queue.',
  notice: [
    'm1, m2: drop-head gives up its oldest to make room, and tells no one.',
    'm3, m4: reject-publish keeps what it has and refuses the newest. reject-publish-dlx does so too, and dead-letters it.',
    'm3, m4: one queue that refuses is enough for a nack. All the same, drop-head has them both.',
  ],
  takeaway:
    'Only a publisher that waits for confirms learns of a refusal. When it publishes again, queues that took the message get it twice, so make duplicates harmless.',
  examples: ['run overflow-reject --overflow drop-head', 'run overflow-reject --max 1'],
  options: {
    overflow: listOf(
      POLICIES,
      { placeholder: 'POLICY', summary: 'adds a queue with this x-overflow, named after it' },
      oneOf(POLICIES),
    ),
    max: wholeNumber(2, { from: 0, to: 100, placeholder: 'N', summary: 'x-max-length of each queue' }),
  },
  build({ overflow, max }) {
    const queues = [...new Set(overflow)].map((policy) =>
      queue(policy, {
        'x-max-length': max,
        'x-overflow': policy,
        ...(policy.endsWith('-dlx') && LETTERS),
      }),
    );
    const bindings = queues.map(({ name }) => ({ ...TO_QUEUE, destination: name }));
    const ids = Array.from({ length: max + 2 }, (_, at) => `m${at + 1}`);
    return {
      topology: topology([exchange('orders', 'fanout')], [...queues, queue('dead')], bindings),
      steps: ids.map((id) => publish(id, 'orders')),
    };
  },
  expected: {
    queues: {
      m1: ['reject-publish', 'reject-publish-dlx'],
      m2: ['reject-publish', 'reject-publish-dlx'],
      m3: ['drop-head', 'reject-publish-dlx', 'dead'],
      m4: ['drop-head', 'reject-publish-dlx', 'dead'],
    },
    left: {
      'drop-head': ['m3', 'm4'],
      'reject-publish': ['m1', 'm2'],
      'reject-publish-dlx': ['m1', 'm2'],
      dead: ['m3', 'm4'],
    },
    deaths: { m3: ['reject-publish-dlx maxlen'], m4: ['reject-publish-dlx maxlen'] },
    refused: ['m3', 'm4'],
  },
});
