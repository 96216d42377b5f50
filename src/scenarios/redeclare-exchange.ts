import {
  bind,
  consume,
  declareExchange,
  defineScenario,
  exchange,
  look,
  oneOf,
  oneValue,
  publish,
  queue,
  topology,
} from '../lib/lab/define-scenario.ts';

const TYPES = ['direct', 'fanout', 'topic', 'headers'] as const;

const orders = (args: Record<string, string>) => exchange('orders', 'direct', { arguments: args });

export const redeclareExchange = defineScenario({
  name: 'redeclare-exchange',
  group: 'queues',
  summary: 'An exchange keeps its type and its alternate exchange',
  guess:
    'To declare an exchange again with an alternate exchange adds that, and a misspelt argument is refused.',
  notice: [
    "m1: worker held it when it declared 'orders' with an alternate exchange: 406, and its channel is closed. It consumed on that channel, so that m1 goes back.",
    'typist writes alternate_exchange. RabbitMQ compares one argument of an exchange, alternate-exchange: a declare with any other passes, and adds nothing to what is there.',
    'router declares a topic exchange, saver a transient one: 406 for both. auto-delete and internal are compared as well.',
    "m2: 'orders' is as it was. It has no alternate exchange, and it is a direct one, so that router's binding of 'audit' by '#' is no pattern. m2 comes back.",
  ],
  takeaway:
    'Set the alternate exchange with a policy: that works on an exchange that is there, and can be changed. For another type, declare an exchange under a new name, bind the queues to both, and then move the publishers.',
  examples: ['run redeclare-exchange --type direct'],
  options: {
    type: oneValue('topic', { placeholder: 'TYPE', summary: 'as which router declares it' }, oneOf(TYPES)),
  },
  build: ({ type }) => ({
    topology: topology(
      [exchange('orders', 'direct'), exchange('unrouted', 'fanout')],
      [queue('billing'), queue('audit'), queue('lost')],
      ['orders -[paid]-> billing', 'unrouted -> lost'],
    ),
    steps: [
      consume('worker', 'billing', { answer: 'hold' }),
      publish('m1', 'orders', 'paid'),
      declareExchange(orders({ 'alternate-exchange': 'unrouted' }), { by: 'worker' }),
      declareExchange(orders({ alternate_exchange: 'unrouted' }), { by: 'typist' }),
      declareExchange(exchange('orders', type), { by: 'router' }),
      declareExchange(exchange('orders', 'direct', { durable: false }), { by: 'saver' }),
      look('all have declared'),
      bind('orders -[#]-> audit', { by: 'router' }),
      publish('m2', 'orders', 'shipped'),
    ],
  }),
  expected: {
    queues: { m1: ['billing'], m2: [] },
    deliveries: { worker: ['m1'] },
    left: { billing: ['m1 redelivered'] },
    returned: ['m2'],
    errors: {
      worker: [
        "406 PRECONDITION_FAILED - inequivalent arg 'alternate-exchange' for exchange 'orders' in vhost '/': received the value 'unrouted' of type 'longstr' but current is none",
      ],
      router: [
        "406 PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'orders' in vhost '/': received 'topic' but current is 'direct'",
      ],
      saver: [
        "406 PRECONDITION_FAILED - inequivalent arg 'durable' for exchange 'orders' in vhost '/': received 'false' but current is 'true'",
      ],
    },
    looks: { 'all have declared': { billing: 1, audit: 0, lost: 0 } },
  },
});
