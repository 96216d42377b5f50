import {
  consume,
  defineScenario,
  exchange,
  look,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const eventServices = defineScenario({
  name: 'event-services',
  group: 'patterns',
  summary: 'Services react to events, and nobody waits for anybody',
  guess: 'While the stock service is down, no order can be completed.',
  notice: [
    'm1, m2: billing takes each order at once and publishes an event of its own, a payment. It neither knows nor waits for who listens.',
    'm1, m2: the mail service gets the payments alone. It is bound to payment.* and never sees an order.',
    'm3: billing is not bound to order.cancelled, so this one is for stock only.',
    'm1, m2, m3: the stock service is down, and its queue fills. Once it is back it catches up, in order, and the shop never notices.',
  ],
  takeaway:
    'A caller fails when one of those it calls is down; events wait. The price is that services agree only after a while: a customer may be billed for what stock cannot deliver, and an event of its own must then put that right.',
  examples: ['run event-services --orders 5'],
  options: {
    orders: wholeNumber(2, { from: 1, to: 100, placeholder: 'N', summary: 'how many orders are placed' }),
  },
  build({ orders }) {
    return {
      topology: topology(
        [exchange('shop', 'topic')],
        [queue('billing'), queue('stock'), queue('mail')],
        ['shop -[order.placed]-> billing', 'shop -[order.*]-> stock', 'shop -[payment.*]-> mail'],
      ),
      steps: [
        consume('billing', 'billing', { publishes: { exchange: 'shop', routingKey: 'payment.received' } }),
        consume('mail', 'mail'),
        ...Array.from({ length: orders }, (_, at) => publish(`m${at + 1}`, 'shop', 'order.placed')),
        publish(`m${orders + 1}`, 'shop', 'order.cancelled'),
        look('stock is down'),
        consume('stock', 'stock'),
      ],
    };
  },
  expected: {
    queues: {
      m1: ['billing', 'stock'],
      'm1.billing': ['mail'],
      m2: ['billing', 'stock'],
      'm2.billing': ['mail'],
      m3: ['stock'],
    },
    deliveries: { billing: ['m1', 'm2'], mail: ['m1.billing', 'm2.billing'], stock: ['m1', 'm2', 'm3'] },
    looks: { 'stock is down': { billing: 0, stock: 3, mail: 0 } },
  },
});
