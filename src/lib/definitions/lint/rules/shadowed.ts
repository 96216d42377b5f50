import { groupBy } from '../../../group-by.ts';
import { headers } from '../../../routing/exchange-types/headers.ts';
import { topic } from '../../../routing/exchange-types/topic.ts';
import type { BindingIndex } from '../../../routing/match.ts';
import type { Binding, Exchange, RoutedMessage } from '../../../routing/topology.ts';
import { EMPTY_TABLE } from '../../../routing/values.ts';
import { bindingText, quoted } from '../../words.ts';
import { sampleMessage, takenMessages, takesAllOf } from '../headers-binding.ts';
import { covers, sampleKey, topicPattern } from '../key-pattern.ts';
import { aboutBinding, defineRule, type Found } from '../rule.ts';

/** Beyond so many bindings between the same two they are not compared one by one. */
const MAX_HEADERS_BINDINGS = 500;

export const shadowedBinding = defineRule({
  id: 'shadowed-binding',
  severity: 'warning',
  summary: 'a binding that takes nothing but what another one takes anyway',
  explanation:
    'However many bindings from an exchange to a queue (or exchange) take a message, it gets there once: this binding brings nothing that the other one does not bring, nor does it narrow down what that takes.',
  *check(view) {
    for (const [source, bindings] of view.sources()) {
      const between = groupBy(
        bindings,
        ({ destinationType, destination }) => `${destinationType} ${destination}`,
      );
      for (const alike of between.values()) {
        if (alike.length === 1) continue;
        for (const shadow of shadowsAmong(alike, source)) yield foundOf(shadow, source);
      }
    }
  },
});

type Shadow = readonly [binding: Binding, by: Binding];

function foundOf([binding, by]: Shadow, { name, type }: Exchange): Found {
  const other = bindingText(by);
  return {
    subject: aboutBinding(binding),
    message:
      type === 'fanout'
        ? `The binding ${bindingText(binding)} adds nothing to ${other}: ${quoted(name)} is a fanout exchange, where each binding takes every message.`
        : `The binding ${bindingText(binding)} adds nothing: ${other} takes all that it takes.`,
    fix: 'Delete it; or if only what it takes is wanted, delete the other one.',
  };
}

function shadowsAmong(bindings: readonly Binding[], { type }: Exchange): readonly Shadow[] {
  switch (type) {
    case 'fanout':
      return behindFirst(bindings);
    case 'direct':
      return [...groupBy(bindings, ({ routingKey }) => routingKey).values()].flatMap(behindFirst);
    case 'topic':
      return topicShadows(bindings);
    case 'headers':
      return headersShadows(bindings);
    default:
      return [];
  }
}

const behindFirst = ([first, ...others]: readonly Binding[]): Shadow[] =>
  first ? others.map((binding) => [binding, first]) : [];

function topicShadows(bindings: readonly Binding[]): readonly Shadow[] {
  const pattern = new Map(bindings.map((binding) => [binding, topicPattern(binding.routingKey)]));
  const index = topic.createIndex();
  for (const binding of bindings) index.add(binding);
  return shadows(bindings, {
    // Who takes all that it takes takes this message, too.
    candidates: ({ routingKey }) =>
      takersOf(index, {
        exchange: '',
        routingKey: sampleKey(topicPattern(routingKey)),
        headers: EMPTY_TABLE,
      }),
    covers: (wide, narrow) => {
      const [one, other] = [pattern.get(wide), pattern.get(narrow)];
      return one !== undefined && other !== undefined && covers(one, other);
    },
  });
}

function headersShadows(all: readonly Binding[]): readonly Shadow[] {
  const bindings = all.filter((binding) => takenMessages(binding) !== 'none');
  if (bindings.length > MAX_HEADERS_BINDINGS) return [];
  const index = headers.createIndex();
  for (const binding of bindings) index.add(binding);
  return shadows(bindings, {
    // Who takes all that it takes takes this message, too.
    candidates: (binding) => takersOf(index, sampleMessage(binding)),
    covers: takesAllOf,
  });
}

function takersOf(index: BindingIndex, message: RoutedMessage): Iterable<Binding> {
  const takers = new Set<Binding>();
  index.visitMatches(message, [message.routingKey], (taker) => takers.add(taker));
  return takers;
}

interface Comparison {
  candidates(binding: Binding): Iterable<Binding>;
  covers(wide: Binding, narrow: Binding): boolean;
}

/** Of two that take the same, the later one is shadowed. */
function shadows(bindings: readonly Binding[], { candidates, covers }: Comparison): readonly Shadow[] {
  const place = new Map(bindings.map((binding, at) => [binding, at]));
  const isBefore = (one: Binding, other: Binding): boolean => (place.get(one) ?? 0) < (place.get(other) ?? 0);
  return bindings.flatMap((binding): Shadow[] => {
    for (const by of candidates(binding)) {
      if (by === binding || !covers(by, binding)) continue;
      if (isBefore(by, binding) || !covers(binding, by)) return [[binding, by]];
    }
    return [];
  });
}
