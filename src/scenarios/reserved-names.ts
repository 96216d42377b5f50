import {
  bind,
  declareExchange,
  declareQueue,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

export const reservedNames = defineScenario({
  name: 'reserved-names',
  group: 'queues',
  summary: "Names that begin with amq. are the broker's own",
  guess: 'A name is a name: amq.jobs is as good as jobs.',
  notice: [
    'm1: worker may not declare amq.jobs, since names with this beginning are reserved (403). So there is no such queue, and m1 comes back.',
    'm2: the same with an exchange. There is no amq.orders, and to publish to it is a 404.',
    'm3: what the broker has declared itself may be used. auditor binds audit to amq.direct, and m3 gets there.',
  ],
  takeaway:
    'Begin names with that of the service, and declare an exchange of your own: amq.direct and its like belong to all who use the virtual host. A queue that the broker named (amq.gen-…) cannot be declared under that name again. After a reconnect, declare one without a name, and bind that.',
  examples: ['run reserved-names'],
  options: {},
  build: () => ({
    topology: topology([], [queue('audit')]),
    steps: [
      declareQueue(queue('amq.jobs'), { by: 'worker' }),
      publish('m1', '', 'amq.jobs'),
      declareExchange(exchange('amq.orders', 'topic'), { by: 'shop' }),
      publish('m2', 'amq.orders', 'order.new', { by: 'shop' }),
      bind('amq.direct -[mq-lab.audit]-> audit', { by: 'auditor' }),
      publish('m3', 'amq.direct', 'mq-lab.audit'),
    ],
  }),
  expected: {
    queues: { m1: [], m2: [], m3: ['audit'] },
    returned: ['m1'],
    unconfirmed: ['m2'],
    left: { audit: ['m3'] },
    errors: {
      worker: ["403 ACCESS_REFUSED - queue name 'amq.jobs' contains reserved prefix 'amq.*'"],
      shop: [
        "403 ACCESS_REFUSED - exchange name 'amq.orders' contains reserved prefix 'amq.*'",
        "404 NOT_FOUND - no exchange 'amq.orders' in vhost '/'",
      ],
    },
  },
});
