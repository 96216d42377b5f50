import {
  defineScenario,
  exchange,
  listOf,
  publish,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

const alternate = (name: string) => ({ arguments: { 'alternate-exchange': name } });

export const alternateExchange = defineScenario({
  name: 'alternate-exchange',
  group: 'exchanges',
  summary: 'It gets what an exchange cannot route, mostly',
  guess: 'With an alternate exchange no message is lost: what no queue takes ends up there.',
  notice: [
    "m2: no binding of 'orders' matches, so that 'unrouted' gets it. It is routed then: it does not come back, though it is mandatory.",
    "m3: 'orders' did find a destination, the exchange 'refunds', to which no queue is bound. So its alternate exchange is not asked, and the message comes back.",
    "m4: the alternate exchange of 'mails' does not exist. Nobody is told of that; the message counts as unroutable.",
  ],
  takeaway:
    'An alternate exchange catches misspelt keys for all producers at once. It is only as good as its name, which nobody checks when it is declared: publish a message with a nonsense key and see it arrive. Keep mandatory as well.',
  examples: [
    'run alternate-exchange --key shipped --key refunded',
    'run alternate-exchange --key paid --why',
  ],
  options: {
    key: listOf(
      ['paid', 'shipped', 'refunded'],
      { placeholder: 'KEY', summary: "publishes to 'orders' with this routing key" },
      readKey,
    ),
  },
  build: ({ key }) => ({
    topology: topology(
      [
        exchange('fallback', 'fanout'),
        exchange('refunds', 'fanout'),
        exchange('orders', 'direct', alternate('fallback')),
        exchange('mails', 'direct', alternate('falback')),
      ],
      [queue('billing'), queue('unrouted')],
      ['orders -[paid]-> billing', 'orders =[refunded]=> refunds', 'fallback -> unrouted'],
    ),
    steps: [
      ...key.map((routingKey, at) => publish(`m${at + 1}`, 'orders', routingKey)),
      publish(`m${key.length + 1}`, 'mails', 'welcome'),
    ],
  }),
  expected: {
    queues: { m1: ['billing'], m2: ['unrouted'], m3: [], m4: [] },
    left: { billing: ['m1'], unrouted: ['m2'] },
    returned: ['m3', 'm4'],
  },
});
