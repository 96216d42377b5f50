import type { FieldTable } from '../../../routing/values.ts';
import type { Subject } from '../../places.ts';
import { bindingText, quoted } from '../../words.ts';
import { nearMiss } from '../near-miss.ts';
import { QUEUE_ARGUMENTS } from '../queue-arguments.ts';
import { aboutBinding, aboutExchange, aboutQueue, defineRule } from '../rule.ts';
import type { TopologyView } from '../view.ts';

const OF_QUEUES: ReadonlySet<string> = new Set(Object.keys(QUEUE_ARGUMENTS));
const OF_EXCHANGES: ReadonlySet<string> = new Set(['alternate-exchange']);
const OF_HEADERS_BINDINGS: ReadonlySet<string> = new Set(['x-match']);

export const misspeltArgument = defineRule({
  id: 'misspelt-argument',
  severity: 'warning',
  summary: 'an argument that looks like one that RabbitMQ knows, and is none',
  explanation: 'RabbitMQ accepts arguments of any name, and does nothing with those that it does not know.',
  *check(view) {
    for (const { subject, what, args, known } of argumentsIn(view)) {
      for (const name of args.keys()) {
        const isHeader = subject.kind === 'binding' && !/^x/i.test(name);
        const meant = known.has(name) || isHeader ? undefined : nearMiss(name, known);
        if (meant === undefined) continue;
        yield {
          subject,
          message: `${what} has the argument '${name}', which RabbitMQ does not know: did you mean ${meant}?`,
          fix: `Write ${meant}.`,
        };
      }
    }
  },
});

export const unknownArgument = defineRule({
  id: 'unknown-argument',
  severity: 'info',
  summary: 'an argument that begins with x- and that RabbitMQ does not know',
  explanation:
    'RabbitMQ accepts arguments of any name, and does nothing with those that it does not know; plugins and clients have some of their own.',
  *check(view) {
    for (const { subject, what, args, known } of argumentsIn(view)) {
      if (subject.kind === 'binding') continue;
      for (const name of args.keys()) {
        if (!name.startsWith('x-') || known.has(name) || nearMiss(name, known) !== undefined) continue;
        yield {
          subject,
          message: `${what} has the argument '${name}', which RabbitMQ does not know.`,
          fix: 'Take it away, unless a plugin or a client reads it.',
        };
      }
    }
  },
});

interface Arguments {
  readonly subject: Subject;
  readonly what: string;
  readonly args: FieldTable;
  readonly known: ReadonlySet<string>;
}

function* argumentsIn(view: TopologyView): Iterable<Arguments> {
  for (const queue of view.queues)
    yield {
      subject: aboutQueue(queue),
      what: `Queue ${quoted(queue.name)}`,
      args: queue.arguments,
      known: OF_QUEUES,
    };
  for (const exchange of view.exchanges) {
    // A plugin's type has arguments of its own.
    if (!view.isModelled(exchange)) continue;
    const what = `Exchange ${quoted(exchange.name)}`;
    yield { subject: aboutExchange(exchange), what, args: exchange.arguments, known: OF_EXCHANGES };
  }
  for (const [source, bindings] of view.sources()) {
    if (source.type !== 'headers') continue;
    for (const binding of bindings) {
      const what = `The binding ${bindingText(binding)}`;
      // Any name may be that of a header to compare: only what begins as x-match does is held against it.
      yield { subject: aboutBinding(binding), what, args: binding.arguments, known: OF_HEADERS_BINDINGS };
    }
  }
}
