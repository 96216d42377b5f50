import {
  bind,
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  unbind,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const manyBindings = defineScenario({
  name: 'many-bindings',
  group: 'exchanges',
  summary: 'However many bindings match, a queue gets one copy',
  guess: 'A queue that is bound twice gets two copies, and one unbind takes away one of the two.',
  notice: [
    "m1: both bindings of 'audit' match, and it gets one copy. Matching bindings name a set of queues.",
    "m2: 'billing' was bound again, by the same key. That is the same binding, declared once more, and still one copy.",
    "m3: one unbind took that binding away, however often it was made: nothing reaches 'billing'. 'audit' has its own.",
  ],
  takeaway:
    'Binding again at every start does no harm. But two programs that bind one queue by the same key share one binding: the first that unbinds while it shuts down cuts off the other.',
  examples: ['run many-bindings --again 10', 'run many-bindings --again 0'],
  options: {
    again: wholeNumber(2, {
      from: 0,
      to: 100,
      placeholder: 'N',
      summary: 'how often the same binding is made again',
    }),
  },
  build: ({ again }) => ({
    topology: topology(
      [exchange('orders', 'topic')],
      [queue('billing'), queue('audit')],
      ['orders -[#.paid]-> billing', 'orders -[#.paid]-> audit', 'orders -[order.*]-> audit'],
    ),
    steps: [
      consume('c1', 'billing'),
      consume('c2', 'audit'),
      publish('m1', 'orders', 'order.paid'),
      ...Array.from({ length: again }, () => bind('orders -[#.paid]-> billing')),
      publish('m2', 'orders', 'order.paid'),
      unbind('orders -[#.paid]-> billing'),
      publish('m3', 'orders', 'order.paid'),
    ],
  }),
  expected: {
    queues: { m1: ['billing', 'audit'], m2: ['billing', 'audit'], m3: ['audit'] },
    deliveries: { c1: ['m1', 'm2'], c2: ['m1', 'm2', 'm3'] },
  },
});
