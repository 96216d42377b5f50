import { wordsOf } from '../../../routing/exchange-types/topic-words.ts';
import type { Binding, Exchange } from '../../../routing/topology.ts';
import { bindingText, listed, quoted } from '../../words.ts';
import { aboutBinding, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

const isWildcard = (word: string): boolean => word === '*' || word === '#';

export const wildcardElsewhere = defineRule({
  id: 'wildcard-elsewhere',
  severity: 'warning',
  summary: 'a * or # in a binding key of an exchange that is not a topic exchange',
  explanation:
    'Only topic exchanges read patterns. On a direct exchange * and # are plain text, to be met by the same text in a routing key; fanout and headers exchanges read no key at all.',
  *check(view) {
    for (const [source, binding] of bindingsOf(view, ['direct', 'fanout', 'headers'])) {
      const isEverything = binding.routingKey === '#' && source.type !== 'direct';
      if (isEverything || !wordsOf(binding.routingKey).some(isWildcard)) continue;
      const what =
        source.type === 'direct'
          ? `takes messages with just the key '${binding.routingKey}', letter for letter`
          : 'takes messages with any key';
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} ${what}: exchange ${quoted(source.name)} is of type ${source.type}.`,
        fix: 'Declare the exchange with type topic, or bind each key by itself.',
      };
    }
  },
});

export const wildcardInWord = defineRule({
  id: 'wildcard-in-word',
  severity: 'warning',
  summary: 'a * or # inside a word of a topic pattern',
  explanation:
    'A * or # is a wildcard where it is a whole word between dots; inside a word it is plain text.',
  *check(view) {
    for (const [, binding] of bindingsOf(view, ['topic'])) {
      const mixed = wordsOf(binding.routingKey).filter((word) => /[*#]/.test(word) && !isWildcard(word));
      if (mixed.length === 0) continue;
      yield {
        subject: aboutBinding(binding),
        message: `In the binding ${bindingText(binding)} the ${mixed.length === 1 ? 'word' : 'words'} ${listed(mixed)} ${mixed.length === 1 ? 'is' : 'are'} plain text: it takes only keys with just that in their place.`,
        fix: 'Make what may vary a word of its own, in the keys of the messages as well: order.*, not order*.',
      };
    }
  },
});

export const emptyTopicKey = defineRule({
  id: 'empty-topic-key',
  severity: 'warning',
  summary: 'a topic binding without a key',
  explanation: 'On a topic exchange an empty binding key takes only messages with an empty routing key.',
  *check(view) {
    for (const [, binding] of bindingsOf(view, ['topic'])) {
      if (binding.routingKey !== '') continue;
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} has no key, and takes only messages with none.`,
        fix: 'Write # to take every message, or the pattern that is meant.',
      };
    }
  },
});

export const emptyWord = defineRule({
  id: 'empty-word-in-key',
  severity: 'warning',
  summary: 'a topic pattern with a dot too many',
  explanation:
    'Between two dots, and before or behind a dot at the end, is an empty word: it takes only keys with an empty word in that place.',
  *check(view) {
    for (const [, binding] of bindingsOf(view, ['topic'])) {
      if (!wordsOf(binding.routingKey).includes('')) continue;
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} has an empty word in its key, and takes only keys that have one there, too.`,
        fix: 'Take the dot away; if anything may stand there, write * for one word or # for any number.',
      };
    }
  },
});

function* bindingsOf(
  view: TopologyView,
  types: readonly string[],
): Iterable<readonly [source: Exchange, binding: Binding]> {
  for (const [source, bindings] of view.sources())
    if (types.includes(source.type)) for (const binding of bindings) yield [source, binding];
}
