import {
  binding,
  consume,
  defineScenario,
  exchange,
  look,
  oneValue,
  publish,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

const DLX = { 'x-dead-letter-exchange': 'dlx' };
const SHARED = 'failed';

export const sharedDlx = defineScenario({
  name: 'shared-dlx',
  group: 'failure',
  summary: 'Queues with one dead-letter key mix their dead letters',
  guess: "A queue's dead letters go to the queue that was made for them.",
  notice: [
    "m1: orders gives it up, and the exchange dlx has two bindings by 'failed'. It knows nothing of the queue that a dead letter comes from, and each of the two gets a copy.",
    'm2: the same the other way round. Each queue of dead letters has those of both.',
  ],
  takeaway:
    "Where queues share an exchange for their dead letters, give each an x-dead-letter-routing-key of its own, its name for one. Otherwise a repair job puts the other team's messages back, too.",
  examples: ['run shared-dlx --key invoices'],
  options: {
    key: oneValue(
      SHARED,
      { placeholder: 'KEY', summary: 'the dead-letter key of invoices, and of the binding for it' },
      readKey,
    ),
  },
  build: ({ key }) => ({
    topology: topology(
      [exchange('dlx', 'direct')],
      [
        queue('orders', { ...DLX, 'x-dead-letter-routing-key': SHARED }),
        queue('invoices', { ...DLX, 'x-dead-letter-routing-key': key }),
        queue('orders-dead'),
        queue('invoices-dead'),
      ],
      [`dlx -[${SHARED}]-> orders-dead`, { ...binding('dlx -> invoices-dead'), routingKey: key }],
    ),
    steps: [
      consume('shipper', 'orders', { answer: 'reject' }),
      consume('clerk', 'invoices', { answer: 'reject' }),
      publish('m1', '', 'orders'),
      look('m1 is dead'),
      publish('m2', '', 'invoices'),
    ],
  }),
  expected: {
    queues: {
      m1: ['orders', 'orders-dead', 'invoices-dead'],
      m2: ['invoices', 'orders-dead', 'invoices-dead'],
    },
    deliveries: { shipper: ['m1'], clerk: ['m2'] },
    left: { 'orders-dead': ['m1', 'm2'], 'invoices-dead': ['m1', 'm2'] },
    looks: { 'm1 is dead': { 'orders-dead': 1, 'invoices-dead': 1 } },
    deaths: { m1: ['orders rejected'], m2: ['invoices rejected'] },
  },
});
