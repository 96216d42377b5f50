import {
  defineScenario,
  exchange,
  listOf,
  publish,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

export const unroutable = defineScenario({
  name: 'unroutable',
  group: 'publishing',
  summary: 'No queue wants it: silence, a return, or a catch-all',
  guess: 'A message that no queue takes is an error, or at least it is not confirmed.',
  notice: [
    'm2: the key has a typo, and no queue takes the message. It is not mandatory: it is dropped, and confirmed.',
    'm3: the same, but mandatory. It comes back (basic.return, 312 NO_ROUTE), and then it is confirmed all the same.',
    "m4: mandatory too, to an exchange with an alternate exchange. 'unrouted' takes it, so that it does not come back.",
  ],
  takeaway:
    'A confirm says that the broker has dealt with the message, not that a queue has it. Publish as mandatory and handle returns, or give the exchange an alternate exchange and watch its queue. Most clients publish without mandatory unless you ask.',
  examples: ['run unroutable --key paid', "run unroutable --key Paid --key 'pa*' --why"],
  options: {
    key: listOf(
      ['payed'],
      { placeholder: 'KEY', summary: 'publishes three messages with this routing key' },
      readKey,
    ),
  },
  build({ key }) {
    const id = (at: number, which: number) => `m${3 * at + which}`;
    return {
      topology: topology(
        [
          exchange('fallback', 'fanout'),
          exchange('orders', 'direct'),
          exchange('caught', 'direct', { arguments: { 'alternate-exchange': 'fallback' } }),
        ],
        [queue('billing'), queue('unrouted')],
        ['orders -[paid]-> billing', 'caught -[paid]-> billing', 'fallback -> unrouted'],
      ),
      steps: [
        publish('m1', 'orders', 'paid', { mandatory: false }),
        ...key.flatMap((routingKey, at) => [
          publish(id(at, 2), 'orders', routingKey, { mandatory: false }),
          publish(id(at, 3), 'orders', routingKey, { mandatory: true }),
          publish(id(at, 4), 'caught', routingKey, { mandatory: true }),
        ]),
      ],
    };
  },
  expected: {
    queues: { m1: ['billing'], m2: [], m3: [], m4: ['unrouted'] },
    left: { billing: ['m1'], unrouted: ['m4'] },
    returned: ['m3'],
    unconfirmed: [],
  },
});
