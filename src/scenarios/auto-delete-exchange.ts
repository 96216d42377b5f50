import {
  confirms,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  unbind,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

const AUTO_DELETE = { autoDelete: true };
const OUT = ['mails -> sms', 'mails -> letters'];

export const autoDeleteExchange = defineScenario({
  name: 'auto-delete-exchange',
  group: 'exchanges',
  summary: 'It goes with the last binding that leads out of it',
  guess:
    'An auto-delete exchange goes when nobody uses it: at once if nothing is bound, never while producers publish.',
  notice: [
    "m2: one of the two bindings that lead out of 'mails' is gone. The other keeps the exchange alive.",
    "m3: with the last of those, 'mails' itself went, and with it the binding by which 'orders' reached it. A binding that leads into an exchange does not keep it.",
    "m4: 'spare' is auto-delete as well, and never had a binding. So it is still there: the message is unroutable, no error.",
    "m5: publishing to 'mails' now is a channel error (404).",
  ],
  takeaway:
    'Where consumers bind queues that go with them, the exchange goes in the short gap of a deployment in which no consumer is there, and every producer gets 404. Use auto-delete for exchanges whose one owner declares them anew each time.',
  examples: ['run auto-delete-exchange --unbind 1', 'run auto-delete-exchange --unbind 0'],
  options: {
    unbind: wholeNumber(2, { from: 0, to: 2, placeholder: 'N', summary: 'how many bindings to remove' }),
  },
  build: ({ unbind: removed }) => ({
    topology: topology(
      [
        exchange('orders', 'fanout'),
        exchange('mails', 'fanout', AUTO_DELETE),
        exchange('spare', 'fanout', AUTO_DELETE),
      ],
      [queue('sms'), queue('letters')],
      ['orders => mails', ...OUT],
    ),
    steps: [
      publish('m1', 'orders'),
      ...OUT.slice(0, Math.min(1, removed)).map((text) => unbind(text)),
      publish('m2', 'orders'),
      ...OUT.slice(1, removed).map((text) => unbind(text)),
      publish('m3', 'orders'),
      publish('m4', 'spare'),
      confirms(),
      publish('m5', 'mails'),
    ],
  }),
  expected: {
    queues: { m1: ['sms', 'letters'], m2: ['letters'], m3: [], m4: [], m5: [] },
    left: { sms: ['m1'], letters: ['m1', 'm2'] },
    returned: ['m3', 'm4'],
    unconfirmed: ['m5'],
    errors: { producer: ["404 NOT_FOUND - no exchange 'mails'"] },
    gone: ['mails'],
  },
});
