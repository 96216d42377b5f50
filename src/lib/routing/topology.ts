import { type FieldTable, stringValue } from './values.ts';

/** The four types that the lab models, as RabbitMQ names them; other names (plugins' types) are carried along. */
export const EXCHANGE_TYPES = ['direct', 'fanout', 'topic', 'headers'] as const;
export type ExchangeTypeName = (typeof EXCHANGE_TYPES)[number];

export interface Exchange {
  readonly name: string;
  /** One of {@link EXCHANGE_TYPES}, or the name of a plugin's type. */
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  /** Refuses publishers: reached through bindings only. */
  readonly internal: boolean;
  readonly arguments: FieldTable;
}

export interface Queue {
  readonly name: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly exclusive: boolean;
  readonly arguments: FieldTable;
}

/** Whether consumers read the queue as a stream: what they acknowledge stays. */
export function isStream({ arguments: args }: Pick<Queue, 'arguments'>): boolean {
  return stringValue(args.get('x-queue-type')) === 'stream';
}

export interface Binding {
  readonly source: string;
  readonly destination: string;
  readonly destinationType: 'queue' | 'exchange';
  readonly routingKey: string;
  readonly arguments: FieldTable;
}

/** Exchanges, queues and bindings in the vocabulary of RabbitMQ's definitions export. */
export interface Topology {
  readonly exchanges: readonly Exchange[];
  readonly queues: readonly Queue[];
  readonly bindings: readonly Binding[];
}

/** What routing looks at in a message. */
export interface RoutedMessage {
  readonly exchange: string;
  readonly routingKey: string;
  readonly headers: FieldTable;
  /** All keys that the message travels under, where they are known: else its own and those in CC and BCC. */
  readonly routingKeys?: readonly string[];
}

/** The exchange with no name, to which every queue is bound by its own name. */
export const DEFAULT_EXCHANGE = '';

/** Whether it is the binding that every queue has by itself, which tools and the management API write down. */
export const isByQueueName = ({ source, destination, destinationType, routingKey }: Binding): boolean =>
  source === DEFAULT_EXCHANGE && destinationType === 'queue' && routingKey === destination;

/** AMQP 0-9-1: names and routing keys are short strings. */
export const MAX_NAME_BYTES = 255;

/** What the names begin with that only the broker itself may give. */
export const RESERVED_PREFIX = 'amq.';

/** The exchanges that every virtual host has from the start. */
export const PREDECLARED_EXCHANGES: readonly Exchange[] = (
  [
    [DEFAULT_EXCHANGE, 'direct'],
    ['amq.direct', 'direct'],
    ['amq.fanout', 'fanout'],
    ['amq.headers', 'headers'],
    ['amq.match', 'headers'],
    ['amq.topic', 'topic'],
    ['amq.rabbitmq.trace', 'topic'],
  ] as const
).map(([name, type]) => ({
  name,
  type,
  durable: true,
  autoDelete: false,
  internal: name === 'amq.rabbitmq.trace',
  arguments: new Map(),
}));

const PREDECLARED_NAMES: ReadonlySet<string> = new Set(PREDECLARED_EXCHANGES.map(({ name }) => name));

/** Whether it is the default exchange or one of RabbitMQ's `amq.…`: there from the start, never declared or deleted. */
export const isPredeclared = (exchange: string): boolean => PREDECLARED_NAMES.has(exchange);
