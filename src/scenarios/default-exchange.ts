import {
  binding,
  defineScenario,
  listOf,
  publish,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

const REFUSED = '403 ACCESS_REFUSED - operation not permitted on the default exchange';

export const defaultExchange = defineScenario({
  name: 'default-exchange',
  group: 'exchanges',
  summary: 'Its name is empty, its keys are the names of queues',
  guess: 'A queue without a binding gets nothing, so one binds it to the default exchange by a key.',
  notice: [
    "m1: nobody bound 'orders.eu'. The broker binds every queue to the default exchange by its name, as long as the queue is there.",
    "m2, m3: the default exchange is a direct one, so 'orders.*' is no pattern for 'orders.eu' and 'orders.us'. And no queue is called 'orders'. Both come back.",
    'm4: the same key, but not mandatory: the message is dropped, and nobody hears of it.',
    "m5: the operator's binding by 'eu' was refused (403), so that the key leads nowhere. No one can bind to this exchange, nor unbind.",
  ],
  takeaway:
    'What looks like sending to a queue is publishing to this exchange. It ties the producer to one queue by name: for a second reader, publish to an exchange of your own. And a misspelt queue name is silent unless the message is mandatory.',
  examples: ['run default-exchange --key orders.us --key orders.US', "run default-exchange --key ''"],
  options: {
    key: listOf(
      ['orders.eu', 'orders.*', 'orders'],
      { placeholder: 'KEY', summary: 'publishes with this routing key' },
      readKey,
    ),
  },
  build({ key }) {
    const messages = key.map((routingKey, at) => publish(`m${at + 1}`, '', routingKey));
    const [silent, refused] = [`m${key.length + 1}`, `m${key.length + 2}`];
    const byKey = { ...binding('default -[eu]-> orders.eu'), source: '' };
    return {
      topology: topology([], [queue('orders.eu'), queue('orders.us')]),
      steps: [
        ...messages,
        publish(silent, '', key.at(-1), { mandatory: false }),
        { kind: 'bind', binding: byKey },
        { kind: 'unbind', binding: byKey },
        publish(refused, '', 'eu'),
      ],
    };
  },
  expected: {
    queues: { m1: ['orders.eu'], m2: [], m3: [], m4: [], m5: [] },
    left: { 'orders.eu': ['m1'] },
    returned: ['m2', 'm3', 'm5'],
    errors: { operator: [REFUSED, REFUSED] },
  },
});
