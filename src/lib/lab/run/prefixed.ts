import { type Binding, type Exchange, type Queue, RESERVED_PREFIX } from '../../routing/topology.ts';
import { type FieldTable, type FieldValue, stringValue } from '../../routing/values.ts';
import { assertNever } from '../errors.ts';
import type { Behaviour, Experiment, Message, Step, StepOf } from '../experiment.ts';
import { takesNameAsKey } from '../last-declared.ts';
import { type Rename, type Renames, renamesFor } from './renames.ts';

/** The experiment under a prefix: every exchange, queue, alias and message id gets it; RabbitMQ's own keep their names. */
export function prefixed(experiment: Experiment, prefix: string): Experiment {
  const renames = renamesFor(experiment, prefix);
  const { exchanges, queues, bindings } = experiment.topology;
  return {
    ...experiment,
    topology: {
      exchanges: exchanges.map((exchange) => prefixedExchange(exchange, renames)),
      queues: queues.map((queue) => prefixedQueue(queue, renames)),
      bindings: bindings.map((binding) => prefixedBinding(binding, renames)),
    },
    steps: experiment.steps.map((step) => prefixedStep(step, renames)),
  };
}

function prefixedStep(step: Step, renames: Renames): Step {
  switch (step.kind) {
    case 'publish':
      return { ...step, message: prefixedMessage(step.message, renames) };
    case 'consume':
      return {
        ...step,
        queue: renames.queue(step.queue),
        ...(step.behaviour && { behaviour: prefixedBehaviour(step.behaviour, renames) }),
      };
    case 'answer':
      return { ...step, message: renames.message(step.message) };
    case 'declare':
      return prefixedDeclare(step, renames);
    case 'bind':
    case 'unbind':
      return { ...step, binding: prefixedBinding(step.binding, renames) };
    case 'delete':
      return {
        ...step,
        ...(step.queue !== undefined && { queue: renames.queue(step.queue) }),
        ...(step.exchange !== undefined && { exchange: renames.exchange(step.exchange) }),
      };
    case 'purge':
    case 'get':
      return { ...step, queue: renames.queue(step.queue) };
    case 'confirms':
    case 'cancel':
    case 'cut':
    case 'restart':
    case 'wait':
    case 'drain':
    case 'look':
      return step;
    default:
      return assertNever(step);
  }
}

/** A name that only RabbitMQ may give is declared as it is written: it is there to be refused. */
function prefixedDeclare(step: StepOf<'declare'>, renames: Renames): StepOf<'declare'> {
  const { exchange, queue, alias } = step;
  const asWritten = <T extends { readonly name: string }>(declared: T, renamed: T): T =>
    declared.name.startsWith(RESERVED_PREFIX) ? { ...renamed, name: declared.name } : renamed;
  return {
    ...step,
    ...(exchange && { exchange: asWritten(exchange, prefixedExchange(exchange, renames)) }),
    ...(queue && { queue: asWritten(queue, prefixedQueue(queue, renames)) }),
    ...(alias !== undefined && { alias: renames.queue(alias) }),
  };
}

function prefixedExchange(exchange: Exchange, renames: Renames): Exchange {
  return {
    ...exchange,
    name: renames.exchange(exchange.name),
    arguments: renamed(exchange.arguments, { 'alternate-exchange': renames.exchange }),
  };
}

function prefixedQueue(queue: Queue, renames: Renames): Queue {
  const deadLetters = stringValue(queue.arguments.get('x-dead-letter-exchange'));
  return {
    ...queue,
    name: renames.queue(queue.name),
    arguments: renamed(queue.arguments, {
      'x-dead-letter-exchange': renames.exchange,
      ...(deadLetters !== undefined && { 'x-dead-letter-routing-key': renames.key(deadLetters) }),
    }),
  };
}

function prefixedBinding(binding: Binding, renames: Renames): Binding {
  const destination = binding.destinationType === 'queue' ? renames.queue : renames.exchange;
  return {
    ...binding,
    source: renames.exchange(binding.source),
    destination: destination(binding.destination),
    routingKey: takesNameAsKey(binding)
      ? binding.routingKey
      : renames.bindingKey(binding.source)(binding.routingKey),
  };
}

function prefixedMessage(message: Message, renames: Renames): Message {
  const key = renames.key(message.exchange);
  const { properties } = message;
  return {
    ...message,
    ...(properties?.replyTo !== undefined && {
      properties: { ...properties, replyTo: renames.queue(properties.replyTo) },
    }),
    id: renames.message(message.id),
    // What lies in a queue is as long there as it is elsewhere.
    body: message.body ?? message.id,
    exchange: renames.exchange(message.exchange),
    routingKey: key(message.routingKey),
    headers: renamed(message.headers, { CC: key, BCC: key }),
  };
}

function prefixedBehaviour(behaviour: Behaviour, renames: Renames): Behaviour {
  const { except, publishes, retries } = behaviour;
  return {
    ...behaviour,
    ...(except && {
      except: Object.fromEntries(Object.entries(except).map(([id, how]) => [renames.message(id), how])),
    }),
    ...(publishes && {
      publishes: {
        ...publishes,
        exchange: renames.exchange(publishes.exchange),
        routingKey: renames.key(publishes.exchange)(publishes.routingKey),
      },
    }),
    ...(retries && {
      retries: {
        exchange: renames.exchange(retries.exchange),
        routingKeys: retries.routingKeys.map(renames.key(retries.exchange)),
      },
    }),
  };
}

/** The table with the strings under these keys renamed, and the strings in arrays under them. */
function renamed(table: FieldTable, renames: Readonly<Record<string, Rename>>): FieldTable {
  return new Map(
    Array.from(table, ([key, value]) => {
      const rename = Object.hasOwn(renames, key) ? renames[key] : undefined;
      return [key, rename ? renamedValue(value, rename) : value] as const;
    }),
  );
}

function renamedValue(value: FieldValue, rename: Rename): FieldValue {
  if (value.type === 'string') return { type: 'string', value: rename(value.value) };
  if (value.type === 'array') {
    return { type: 'array', value: value.value.map((element) => renamedValue(element, rename)) };
  }
  return value;
}
