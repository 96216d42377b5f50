import {
  bind,
  consume,
  cut,
  declareQueue,
  defineScenario,
  exchange,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

/** The dashboard's own queue: it goes with its consumer. */
const dashboard = queue('dashboard', {}, { durable: false, exclusive: true, autoDelete: true });
const startDashboard = [
  declareQueue(dashboard, { by: 'viewer' }),
  bind('orders -> dashboard', { by: 'viewer' }),
];

export const consumerDown = defineScenario({
  name: 'consumer-down',
  group: 'failure',
  summary: 'What a queue keeps while its consumer is away',
  guess: 'RabbitMQ keeps messages for a consumer that is away, and delivers them when it is back.',
  notice: [
    'm2, m3: both consumers are down. The queue mail stays and keeps them in order; the mailer catches up before it sees m4. To the producer all is as ever.',
    'm2, m3: the queue dashboard is exclusive and auto-delete, so it went with its consumer. No queue kept them for the viewer, and as mail took them, nothing came back to the producer either.',
    'm4: the viewer has declared and bound its queue anew. It gets what is published from then on.',
  ],
  takeaway:
    'It is the queue that keeps messages, not the consumer or the exchange. Work that must not be missed needs a durable queue with a name, declared before the first publish. Limit its length, and have an alarm on it: it grows while the consumer is down.',
  examples: ['run consumer-down --missed 10'],
  options: {
    missed: wholeNumber(2, { from: 0, to: 100, placeholder: 'N', summary: 'messages published meanwhile' }),
  },
  build: ({ missed }) => ({
    topology: topology([exchange('orders', 'fanout')], [queue('mail')], ['orders -> mail']),
    steps: [
      ...startDashboard,
      consume('mailer', 'mail'),
      consume('viewer', 'dashboard'),
      publish('m1', 'orders'),
      cut('mailer'),
      cut('viewer'),
      ...Array.from({ length: missed }, (_, at) => publish(`m${at + 2}`, 'orders')),
      look('both are down'),
      ...startDashboard,
      consume('mailer', 'mail'),
      consume('viewer', 'dashboard'),
      publish(`m${missed + 2}`, 'orders'),
    ],
  }),
  expected: {
    queues: { m1: ['mail', 'dashboard'], m2: ['mail'], m3: ['mail'], m4: ['mail', 'dashboard'] },
    deliveries: { mailer: ['m1', 'm2', 'm3', 'm4'], viewer: ['m1', 'm4'] },
    looks: { 'both are down': { mail: 2, dashboard: 'gone' } },
  },
});
