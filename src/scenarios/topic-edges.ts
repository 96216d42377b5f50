import {
  consumeAndPublish,
  defineScenario,
  exchange,
  listOf,
  queue,
  readKey,
  topology,
} from '../lib/lab/define-scenario.ts';

export const topicEdges = defineScenario({
  name: 'topic-edges',
  group: 'exchanges',
  summary: 'Keys with empty words, and wildcards out of place',
  guess:
    "An empty binding key takes everything, order* takes 'orders', and a message published with the key # goes to all.",
  notice: [
    "m1: the empty routing key has no words. An empty binding key takes this one alone, '#' takes it as well, and '*' needs a word.",
    "m2: 'order.' has two words, the second of them empty. An empty word is a word: 'order.*' takes it.",
    "m3, m4: * is a wildcard only where it is a whole word. 'order*' takes the routing key 'order*', letter by letter, and nothing else.",
    "m5, m6: in a routing key, # and * are words like others. 'order.*' takes 'order.#' as it takes 'order.new', and a message published with '#' goes where any one word goes.",
  ],
  takeaway:
    'A key built from parts gets an empty word where a part is empty, and goes where nobody expects it: check the parts. A wildcard never stands for a part of a word, so put a dot where bindings are to tell keys apart. From RabbitMQ 4.3.5 on, a binding key may have at most two #.',
  examples: [
    "run topic-edges --key '' --key . --key order..new",
    "run topic-edges --key 'order*' --key orders --why",
  ],
  options: {
    key: listOf(
      ['', 'order.', 'orders', 'order*', 'order.#', '#'],
      { placeholder: 'KEY', summary: 'publishes with this routing key' },
      readKey,
    ),
  },
  build: ({ key }) =>
    consumeAndPublish(
      topology(
        [exchange('events', 'topic')],
        [queue('all'), queue('word'), queue('empty'), queue('order'), queue('prefix')],
        [
          'events -[#]-> all',
          'events -[*]-> word',
          'events -> empty',
          'events -[order.*]-> order',
          'events -[order*]-> prefix',
        ],
      ),
      key.map((routingKey) => ({ routingKey })),
    ),
  expected: {
    queues: {
      m1: ['all', 'empty'],
      m2: ['all', 'order'],
      m3: ['all', 'word'],
      m4: ['all', 'word', 'prefix'],
      m5: ['all', 'order'],
      m6: ['all', 'word'],
    },
  },
});
