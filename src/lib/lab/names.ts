import { randomBytes } from 'node:crypto';
import { DEFAULT_EXCHANGE, PREDECLARED_EXCHANGES, type Topology } from '../routing/topology.ts';
import { type FieldTable, type FieldValue, stringValue } from '../routing/values.ts';
import { assertNever, LabError } from './errors.ts';
import { type Experiment, type Message, messagesOf, type Step } from './experiment.ts';

/** AMQP 0-9-1: names and routing keys are short strings. */
export const MAX_NAME_BYTES = 255;

/** How the experiment's names are written on a broker, and how they are read back. */
export interface Names {
  /** Before every name; empty where names are used as written. */
  readonly prefix: string;
  /** The experiment as the broker gets it. */
  readonly onBroker: Experiment;
  /** The experiment's own name for a name on the broker; undefined where it is not of this run. */
  short(name: string): string | undefined;
  /** A text of the broker's without the prefix. */
  clean(text: string): string;
}

/** `mq-lab.` and five random characters. */
export function randomPrefix(): string {
  const digits = Array.from(randomBytes(5), (byte) => (byte % 36).toString(36)).join('');
  return `mq-lab.${digits}.`;
}

/**
 * Puts the prefix before every exchange, queue and message id, and before every routing key that reaches the default
 * exchange, where keys are queue names. RabbitMQ's own exchanges keep their names. Throws a LabError where one key
 * would have to be both a queue's name and a pattern, or where a name becomes too long.
 */
export function withPrefix(experiment: Experiment, prefix: string): Names {
  if (prefix !== '') refuseAmbiguousKeys(experiment);
  const onBroker = prefix === '' ? experiment : prefixed(experiment, prefix);
  return {
    prefix,
    onBroker,
    short: (name) =>
      isPredeclared(name) ? name : name.startsWith(prefix) ? name.slice(prefix.length) : undefined,
    clean: (text) => (prefix === '' ? text : text.replaceAll(prefix, '')),
  };
}

/** The default exchange and RabbitMQ's `amq.…`: there from the start, never declared or deleted. */
export function isPredeclared(exchange: string): boolean {
  return PREDECLARED_EXCHANGES.some(({ name }) => name === exchange);
}

function prefixed(experiment: Experiment, prefix: string): Experiment {
  const named = (name: string): string => {
    const long = `${prefix}${name}`;
    if (Buffer.byteLength(long) <= MAX_NAME_BYTES) return long;
    throw new LabError('usage', `the name '${name}' is too long for this broker`, {
      hint: `There it gets the prefix '${prefix}', and a name has at most ${MAX_NAME_BYTES} bytes. Shorten it.`,
    });
  };
  const exchangeName = (name: string): string => (isPredeclared(name) ? name : named(name));
  return {
    ...experiment,
    topology: prefixedTopology(experiment.topology, named, exchangeName),
    steps: experiment.steps.map((step) => prefixedStep(step, named, exchangeName)),
  };
}

type Rename = (name: string) => string;

function prefixedTopology(topology: Topology, named: Rename, exchangeName: Rename): Topology {
  return {
    exchanges: topology.exchanges.map((exchange) => ({
      ...exchange,
      name: exchangeName(exchange.name),
      arguments: renamed(exchange.arguments, { 'alternate-exchange': exchangeName }),
    })),
    queues: topology.queues.map((queue) => {
      const deadLettersByName =
        stringValue(queue.arguments.get('x-dead-letter-exchange')) === DEFAULT_EXCHANGE;
      return {
        ...queue,
        name: named(queue.name),
        arguments: renamed(queue.arguments, {
          'x-dead-letter-exchange': exchangeName,
          ...(deadLettersByName && { 'x-dead-letter-routing-key': named }),
        }),
      };
    }),
    bindings: topology.bindings.map((binding) => ({
      ...binding,
      source: exchangeName(binding.source),
      destination: (binding.destinationType === 'queue' ? named : exchangeName)(binding.destination),
    })),
  };
}

function prefixedStep(step: Step, named: Rename, exchangeName: Rename): Step {
  switch (step.kind) {
    case 'consume':
      return { ...step, queue: named(step.queue) };
    case 'publish':
      return { ...step, message: prefixedMessage(step.message, named, exchangeName) };
    default:
      return assertNever(step);
  }
}

/** A key that names no queue gets the prefix too, or the message might reach somebody else's queue of that name. */
function prefixedMessage(message: Message, named: Rename, exchangeName: Rename): Message {
  const id = named(message.id);
  if (message.exchange !== DEFAULT_EXCHANGE)
    return { ...message, id, exchange: exchangeName(message.exchange) };
  return {
    ...message,
    id,
    routingKey: named(message.routingKey),
    headers: renamed(message.headers, { CC: named, BCC: named }),
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

function refuseAmbiguousKeys(experiment: Experiment): void {
  const { exchanges, queues } = experiment.topology;
  const alternate = exchanges.find(
    (exchange) => stringValue(exchange.arguments.get('alternate-exchange')) === DEFAULT_EXCHANGE,
  );
  const deadLetters = queues.find(
    (queue) =>
      stringValue(queue.arguments.get('x-dead-letter-exchange')) === DEFAULT_EXCHANGE &&
      !queue.arguments.has('x-dead-letter-routing-key'),
  );
  if (!alternate && !deadLetters) return;
  const message = messagesOf(experiment).find(({ exchange }) => exchange !== DEFAULT_EXCHANGE);
  if (!message) return;
  const by = alternate
    ? `alternate exchange of '${alternate.name}'`
    : `dead letters of '${deadLetters?.name}'`;
  throw new LabError(
    'usage',
    `message ${message.id} cannot be played on this broker: its routing key would have to be a queue's name too (${by})`,
    {
      hint: 'Names get a prefix on a broker that is not the lab’s own. Use --broker embedded, or set x-dead-letter-routing-key.',
    },
  );
}
