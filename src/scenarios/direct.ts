import {
  boundExchange,
  consumeAndPublish,
  declareOptions,
  defineScenario,
  listOf,
  readKey,
  readKeyBinding,
} from '../lib/lab/define-scenario.ts';

export const direct = defineScenario({
  name: 'direct',
  group: 'exchanges',
  summary: 'A queue gets the messages whose key is one of its own',
  guess: 'Two queues with the same key take turns, and order.* stands for all orders.',
  notice: [
    'm1: two queues are bound with the same key, and each gets a copy. They do not take turns.',
    "m3, m4: 'order.*' is no pattern here. On a direct exchange it takes the key 'order.*', letter by letter.",
    "m5: a queue's name is no routing key. Only the default exchange routes by queue names.",
  ],
  takeaway:
    'A second service that binds its own queue with your key does not take messages away from you. A key with a typo takes nothing, without a word.',
  examples: [
    "direct --bind 'mail=paid,refunded' --bind 'log=paid'",
    'direct --key order.paid --key Order.paid --why',
  ],
  options: {
    bind: listOf(
      ['billing=order.paid,order.refunded', 'audit=order.paid,order.*'],
      { placeholder: 'QUEUE=KEY[,KEY…]', summary: 'binds a queue with one or more keys' },
      readKeyBinding,
    ),
    key: listOf([], { placeholder: 'KEY', summary: 'publishes with this routing key' }, readKey),
    ...declareOptions('orders'),
  },
  build({ bind, key, ...declared }) {
    const bindings = bind.flatMap(({ queue, keys }) => keys.map((bound) => ({ queue, key: bound })));
    const derived = new Set([...bindings.map((bound) => bound.key), 'order.shipped', bind[0]?.queue ?? '']);
    const messages = (key.length > 0 ? key : [...derived]).map((routingKey) => ({ routingKey }));
    return consumeAndPublish(boundExchange('direct', declared, bindings), messages);
  },
  expected: {
    queues: {
      m1: ['billing', 'audit'],
      m2: ['billing'],
      m3: ['audit'],
      m4: [],
      m5: [],
    },
  },
});
