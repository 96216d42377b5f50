import {
  consume,
  declareQueue,
  defineScenario,
  oneOf,
  oneValue,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

const QUORUM = { 'x-queue-type': 'quorum' };
const LETTERS = { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': 'dead' };
const POLICIES = ['drop-head', 'reject-publish-dlx'] as const;

export const quorumGaps = defineScenario({
  name: 'quorum-gaps',
  group: 'queues',
  summary: 'What it lacks is refused, or passed over in silence',
  guess: 'What a quorum queue cannot do it refuses, so that one which was declared does what was asked for.',
  notice: [
    'm1, m3: only classic queues know reject-publish-dlx. A quorum queue takes the argument and does as by default: it drops m1, the oldest, and confirms m3. A classic queue would have refused m3.',
    'm4, m5: c1 and c2 both asked to be exclusive. A quorum queue passes over that, and they take turns. At a classic queue c2 would get 403.',
    'owner declares an exclusive quorum queue, guest one without a name, called own here. Both are refused (406), and there is no queue.',
  ],
  takeaway:
    'Before you turn a classic queue into a quorum queue, look up each of its arguments, and what its consumers ask for: what is passed over fails no test. For one consumer at a time there is x-single-active-consumer, for a publisher that is to hear of a full queue reject-publish. Quorum queues have both.',
  examples: ['run quorum-gaps --overflow drop-head'],
  options: {
    overflow: oneValue(
      'reject-publish-dlx',
      { placeholder: 'POLICY', summary: 'x-overflow of orders' },
      oneOf(POLICIES),
    ),
  },
  build: ({ overflow }) => ({
    topology: topology(
      [],
      [
        queue('orders', { ...QUORUM, 'x-max-length': 2, 'x-overflow': overflow, ...LETTERS }),
        queue('ledger', QUORUM),
        queue('dead'),
      ],
    ),
    steps: [
      ...['m1', 'm2', 'm3'].map((id) => publish(id, '', 'orders')),
      consume('c1', 'ledger', { exclusive: true }),
      consume('c2', 'ledger', { exclusive: true }),
      ...['m4', 'm5'].map((id) => publish(id, '', 'ledger')),
      declareQueue(queue('session', QUORUM, { exclusive: true }), { by: 'owner' }),
      declareQueue(queue('', QUORUM), { by: 'guest', alias: 'own' }),
    ],
  }),
  expected: {
    queues: {
      m1: ['orders', 'dead'],
      m2: ['orders'],
      m3: ['orders'],
      m4: ['ledger'],
      m5: ['ledger'],
    },
    deliveries: { c1: ['m4'], c2: ['m5'] },
    left: { orders: ['m2', 'm3'], dead: ['m1'] },
    deaths: { m1: ['orders maxlen'] },
    errors: {
      owner: [
        "406 PRECONDITION_FAILED - invalid property 'exclusive-owner' for queue 'session' in vhost '/'",
      ],
      guest: ['406 PRECONDITION_FAILED - Cannot declare a server-named queue for type rabbit_quorum_queue'],
    },
  },
});
