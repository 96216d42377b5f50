import {
  confirms,
  consume,
  defineScenario,
  exchange,
  publish,
  queue,
  topology,
  wholeNumber,
} from '../lib/lab/define-scenario.ts';

export const internalExchange = defineScenario({
  name: 'internal-exchange',
  group: 'exchanges',
  summary: 'Reached by bindings alone; publishers are refused',
  guess: 'What is published to an internal exchange is dropped, and the next message goes on as usual.',
  notice: [
    "m1: published to 'orders', it reaches the internal exchange 'audited' by a binding, and its queue.",
    "m2: published to 'audited' itself, it is refused (403). That is a channel error: the channel is closed.",
    'm3: nothing is wrong with it, but it was sent behind m2 on the same channel, and goes down with it. Its publisher gets no confirm.',
    'm4: sent on a new channel, it arrives.',
  ],
  takeaway:
    'Make the inner exchanges of a topology internal, so that everything has to come in by the front. Whoever still publishes to one takes its whole channel down: publish again what was not confirmed.',
  examples: ['run internal-exchange --behind 5'],
  options: {
    behind: wholeNumber(1, {
      from: 0,
      to: 100,
      placeholder: 'N',
      summary: 'how many messages are sent right behind the refused one',
    }),
  },
  build: ({ behind }) => ({
    topology: topology(
      [exchange('orders', 'direct'), exchange('audited', 'fanout', { internal: true })],
      [queue('audit')],
      ['orders =[paid]=> audited', 'audited -> audit'],
    ),
    steps: [
      consume('c1', 'audit'),
      publish('m1', 'orders', 'paid'),
      confirms(),
      publish('m2', 'audited', 'paid'),
      ...Array.from({ length: behind }, (_, at) => publish(`m${at + 3}`, 'orders', 'paid')),
      confirms(),
      publish(`m${behind + 3}`, 'orders', 'paid'),
    ],
  }),
  expected: {
    queues: { m1: ['audit'], m2: [], m3: [], m4: ['audit'] },
    deliveries: { c1: ['m1', 'm4'] },
    returned: [],
    unconfirmed: ['m2', 'm3'],
    errors: { producer: ["403 ACCESS_REFUSED - cannot publish to internal exchange 'audited'"] },
  },
});
