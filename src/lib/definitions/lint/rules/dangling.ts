import { groupBy } from '../../../group-by.ts';
import { DEFAULT_EXCHANGE, type Exchange, isByQueueName, type Queue } from '../../../routing/topology.ts';
import { tableIdentity } from '../../../routing/values.ts';
import { bindingText, isServerNamed, listed, quoted } from '../../words.ts';
import { aboutBinding, defineRule } from '../rule.ts';

export const danglingBinding = defineRule({
  id: 'dangling-binding',
  severity: 'warning',
  summary: 'a binding from or to what does not exist',
  explanation:
    'A client that binds what does not exist is refused (404), which closes its channel; an import of definitions passes over the binding without a word. Exports by rabbitmqctl leave out internal exchanges and exclusive queues, and keep their bindings: there it is no mistake, but what is imported is not what was there. Queues that the broker named (amq.gen-…) were exclusive, and are passed over here.',
  *check(view) {
    for (const binding of view.topology.bindings) {
      const { source, destination, destinationType } = binding;
      const missing = [
        ...(view.isDeclared('exchange', source) ? [] : [`exchange ${quoted(source)}`]),
        ...(view.isDeclared(destinationType, destination) || isServerNamed(destination)
          ? []
          : [`${destinationType} ${quoted(destination)}`]),
      ];
      if (missing.length === 0) continue;
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} hangs in the air: there is no ${missing.join(', and no ')}.`,
        fix: 'Declare what is missing, or correct its name in the binding; an export by the management API has all that is internal.',
      };
    }
  },
});

export const defaultExchangeBinding = defineRule({
  id: 'default-exchange-binding',
  severity: 'error',
  summary: 'a binding from or to the default exchange',
  explanation:
    'The default exchange has every queue bound to it by its name, and no other binding: RabbitMQ refuses it (403), which closes the channel.',
  *check(view) {
    for (const binding of view.topology.bindings) {
      const { source, destination, destinationType } = binding;
      const isFrom = source === DEFAULT_EXCHANGE;
      if (isByQueueName(binding)) continue;
      if (!isFrom && (destinationType === 'queue' || destination !== DEFAULT_EXCHANGE)) continue;
      yield {
        subject: aboutBinding(binding),
        message: `The binding ${bindingText(binding)} is one ${isFrom ? 'from' : 'to'} the default exchange, which takes none.`,
        fix: 'Use an exchange of your own.',
      };
    }
  },
});

export const declaredTwice = defineRule({
  id: 'declared-twice',
  severity: 'error',
  summary: 'two different declarations under one name',
  explanation:
    'RabbitMQ refuses the second declaration (406), which closes the channel; an import of definitions keeps one of them, now the first and now the second, without a word.',
  *check({ topology }) {
    for (const [kind, all] of [
      ['exchange', topology.exchanges],
      ['queue', topology.queues],
    ] as const) {
      for (const [name, differences] of differing(all)) {
        yield {
          subject: { kind, name },
          message: `The ${kind} ${quoted(name)} is declared more than once, with another ${listed(differences, (each) => each)}.`,
          fix: 'Keep one of the declarations.',
        };
      }
    }
  },
});

function* differing(
  all: readonly (Exchange | Queue)[],
): Iterable<readonly [name: string, differences: string[]]> {
  for (const [name, [first, ...others]] of groupBy(all, (each) => each.name)) {
    if (!first || others.length === 0) continue;
    const differences = Object.keys(first).filter((field) =>
      others.some((other) => text(other, field) !== text(first, field)),
    );
    if (differences.length > 0) yield [name, differences.map((field) => WORDS[field] ?? field)];
  }
}

const WORDS: Readonly<Record<string, string>> = { autoDelete: 'auto-delete', arguments: 'set of arguments' };

function text(declared: Exchange | Queue, field: string): string {
  return field === 'arguments'
    ? tableIdentity(declared.arguments)
    : String(declared[field as keyof typeof declared]);
}
