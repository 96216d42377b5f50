import {
  defineScenario,
  exchange,
  listOf,
  publish,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

export const exchangeToExchange = defineScenario({
  name: 'exchange-to-exchange',
  group: 'exchanges',
  summary: 'Exchanges bound to exchanges are routed in one go',
  guess: "What reaches 'log' by two routes is logged twice, and a circle of bindings runs for ever.",
  notice: [
    "m1: 'orders' passes it to 'europe', that to 'log', and 'log' to the queue 'audit', all under the key it was published with.",
    "m2: it comes to 'log' by 'europe' and by 'paid'. The broker walks all bindings first and collects queues: 'audit' gets one copy.",
    "m4: published to 'log', it also reaches 'billing', for a binding leads from 'log' back to 'orders'. The circle ends where it began: no exchange is walked twice.",
  ],
  takeaway:
    'A binding leads one way, from source to destination. Whoever binds an exchange to yours gets your messages without asking you, and a binding back sends you theirs. Draw the graph before you close a circle.',
  examples: [
    'run exchange-to-exchange --key order.paid.eu.paid --key eu',
    'run exchange-to-exchange --key order.paid --why',
  ],
  options: {
    key: listOf(
      ['order.new.eu', 'order.paid.eu', 'order.new.us'],
      { placeholder: 'KEY', summary: "publishes to 'orders' with this routing key" },
      readKey,
    ),
  },
  build: ({ key }) => ({
    topology: topology(
      [exchange('orders', 'topic'), ...['europe', 'paid', 'log'].map((name) => exchange(name, 'fanout'))],
      [queue('billing'), queue('audit')],
      [
        'orders =[#.eu]=> europe',
        'orders =[#.paid.#]=> paid',
        'europe => log',
        'paid => log',
        'log => orders',
        'paid -> billing',
        'log -> audit',
      ],
    ),
    steps: [
      ...key.map((routingKey, at) => publish(`m${at + 1}`, 'orders', routingKey)),
      publish(`m${key.length + 1}`, 'log', 'order.paid.us'),
    ],
  }),
  expected: {
    queues: { m1: ['audit'], m2: ['billing', 'audit'], m3: [], m4: ['billing', 'audit'] },
    left: { billing: ['m2', 'm4'], audit: ['m1', 'm2', 'm4'] },
  },
});
