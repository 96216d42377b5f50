import {
  boundExchange,
  consumeAndPublish,
  declareOptions,
  defineScenario,
  listOf,
  readKey,
  tellingKeys,
} from '../lib/lab/define-scenario.ts';

export const topic = defineScenario({
  name: 'topic',
  group: 'exchanges',
  summary: 'Patterns of words: * is one, # any number, even none',
  guess: 'order.# needs a word after the dot, as order.* does.',
  notice: [
    "m3: 'order.#' takes 'order', for # stands for no word at all as well; 'order.*' needs exactly one more.",
    'm6: the empty key has no words, so any word or * in a pattern is one too many.',
    "m7, m9: words are compared whole and in place; '#.created' is about the last word.",
  ],
  takeaway:
    'Keys grow: order.created becomes order.eu.created, and every binding with * stops matching, silently. Bind with # where words may be added.',
  examples: [
    "topic --pattern 'a.#.b' --pattern 'a.*.b'",
    "topic --pattern 'order.#' --key order --key orders.new --why",
  ],
  options: {
    pattern: listOf(
      ['order.*', 'order.#', '#.created'],
      { placeholder: 'PATTERN', summary: 'binds a queue of its own with this pattern' },
      readKey,
    ),
    key: listOf(
      [],
      { placeholder: 'KEY', summary: 'publishes with this routing key (without: telling keys are derived)' },
      readKey,
    ),
    ...declareOptions('events'),
  },
  build({ pattern, key, ...declared }) {
    const bindings = pattern.map((bound, at) => ({ queue: `q${at + 1}`, key: bound }));
    const messages = (key.length > 0 ? key : tellingKeys(pattern)).map((routingKey) => ({ routingKey }));
    return consumeAndPublish(boundExchange('topic', declared, bindings), messages);
  },
  expected: {
    queues: {
      m1: ['q1', 'q2', 'q3'],
      m2: ['q2'],
      m3: ['q2'],
      m4: ['q3'],
      m5: ['q1', 'q2'],
      m6: [],
      m7: [],
      m8: ['q3'],
      m9: [],
      m10: ['q3'],
    },
  },
});
