import type { Binding } from '../../../routing/topology.ts';
import { formatValue } from '../../../routing/values.ts';
import { bindingText, listed, quoted } from '../../words.ts';
import { compared, hasKnownMode, takenMessages } from '../headers-binding.ts';
import { aboutBinding, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

export const headersMatchesEverything = defineRule({
  id: 'headers-matches-everything',
  severity: 'warning',
  summary: 'a headers binding that compares nothing and so takes every message',
  explanation:
    'Under x-match all, and without x-match, each pair has to agree: where there is no pair, none fails.',
  *check(view) {
    for (const binding of headersBindings(view)) {
      if (takenMessages(binding) !== 'all') continue;
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} takes every message: ${emptyText(binding)}.`,
        fix: isSkipping(binding)
          ? withX('all')
          : 'Give it pairs to compare; if it is to take everything, a fanout exchange says so.',
      };
    }
  },
});

export const headersMatchesNothing = defineRule({
  id: 'headers-matches-nothing',
  severity: 'error',
  summary: 'a headers binding under any that compares nothing and so takes no message',
  explanation: 'Under x-match any, one pair at least has to agree: where there is no pair, none does.',
  *check(view) {
    for (const binding of headersBindings(view)) {
      if (takenMessages(binding) !== 'none') continue;
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} takes no message: ${emptyText(binding)}.`,
        fix: isSkipping(binding) ? withX('any') : 'Give it pairs to compare, or delete it.',
      };
    }
  },
});

export const headersPairSkipped = defineRule({
  id: 'headers-pair-skipped',
  severity: 'warning',
  summary: 'a headers binding some of whose pairs are not compared',
  explanation:
    'Under x-match all and any, RabbitMQ passes over each argument of the binding that begins with x-.',
  *check(view) {
    for (const binding of headersBindings(view)) {
      const { pairs, ignored, mode } = compared(binding);
      if (pairs.length === 0 || ignored.length === 0) continue;
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} does not compare ${listed(ignored)}: the name begins with x-.`,
        fix: withX(mode === 'any' ? 'any' : 'all'),
      };
    }
  },
});

export const xMatchValue = defineRule({
  id: 'x-match-value',
  severity: 'error',
  summary: 'an x-match that is none of all, any, all-with-x and any-with-x',
  explanation:
    'A client that binds so is refused (406), which closes its channel; an import of definitions passes over the binding without a word.',
  *check(view) {
    for (const binding of view.topology.bindings) {
      const value = binding.arguments.get('x-match');
      if (view.exchange(binding.source)?.type !== 'headers' || !value || hasKnownMode(binding)) continue;
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} has the x-match ${formatValue(value)}, which RabbitMQ does not know.`,
        fix: 'Write the text all, any, all-with-x or any-with-x, in small letters.',
      };
    }
  },
});

export const xMatchElsewhere = defineRule({
  id: 'x-match-elsewhere',
  severity: 'warning',
  summary: 'headers to compare, on an exchange that does not read headers',
  explanation: 'Only headers exchanges compare the arguments of a binding with the headers of a message.',
  *check(view) {
    for (const [source, bindings] of view.sources()) {
      if (!view.isModelled(source) || source.type === 'headers') continue;
      for (const binding of bindings) {
        if (!binding.arguments.has('x-match')) continue;
        yield {
          subject: aboutBinding(binding),
          message: `The binding ${bindingText(binding)} has an x-match, but exchange ${quoted(source.name)} is of type ${source.type} and reads no headers.`,
          fix: 'Declare the exchange with type headers, or take the arguments away.',
        };
      }
    }
  },
});

function* headersBindings(view: TopologyView): Iterable<Binding> {
  for (const [source, bindings] of view.sources()) if (source.type === 'headers') yield* bindings;
}

const isSkipping = (binding: Binding): boolean => compared(binding).ignored.length > 0;

function emptyText(binding: Binding): string {
  const { ignored } = compared(binding);
  if (ignored.length === 0) return 'it has no pair to compare';
  return `the names of all that it asks for, ${listed(ignored)}, begin with x- and are passed over`;
}

const withX = (mode: 'all' | 'any'): string =>
  `Write x-match ${mode}-with-x (from RabbitMQ 3.10), or give the header a name without x-.`;
