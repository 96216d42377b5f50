import type { FieldTable } from '../routing/values.ts';

const TUNE = { channelMax: 'uint16', frameMax: 'uint32', heartbeat: 'uint16' } as const;
/** `classId` and `methodId` name the method that caused it, 0 if none did. */
const CLOSE = { replyCode: 'uint16', replyText: 'shortstr', classId: 'uint16', methodId: 'uint16' } as const;
const EXCHANGE_BINDING = {
  reservedTicket: 'uint16',
  destination: 'shortstr',
  source: 'shortstr',
  routingKey: 'shortstr',
  noWait: 'bit',
  arguments: 'table',
} as const;

/**
 * Every method of AMQP 0-9-1 as RabbitMQ speaks it, its fields in the order in which they travel. Fields called
 * `reserved…` are written as zero, empty or false, skipped on reading, and absent from the types.
 */
export const METHODS = {
  'connection.start': {
    id: [10, 10],
    fields: {
      versionMajor: 'uint8',
      versionMinor: 'uint8',
      serverProperties: 'table',
      mechanisms: 'longtext',
      locales: 'longtext',
    },
  },
  'connection.start-ok': {
    id: [10, 11],
    fields: { clientProperties: 'table', mechanism: 'shortstr', response: 'longstr', locale: 'shortstr' },
  },
  'connection.secure': { id: [10, 20], fields: { challenge: 'longstr' } },
  'connection.secure-ok': { id: [10, 21], fields: { response: 'longstr' } },
  'connection.tune': { id: [10, 30], fields: TUNE },
  'connection.tune-ok': { id: [10, 31], fields: TUNE },
  'connection.open': {
    id: [10, 40],
    fields: { virtualHost: 'shortstr', reservedCapabilities: 'shortstr', reservedInsist: 'bit' },
  },
  'connection.open-ok': { id: [10, 41], fields: { reservedKnownHosts: 'shortstr' } },
  'connection.close': { id: [10, 50], fields: CLOSE },
  'connection.close-ok': { id: [10, 51], fields: {} },
  'connection.blocked': { id: [10, 60], fields: { reason: 'shortstr' } },
  'connection.unblocked': { id: [10, 61], fields: {} },
  'connection.update-secret': { id: [10, 70], fields: { newSecret: 'longstr', reason: 'shortstr' } },
  'connection.update-secret-ok': { id: [10, 71], fields: {} },

  'channel.open': { id: [20, 10], fields: { reservedOutOfBand: 'shortstr' } },
  'channel.open-ok': { id: [20, 11], fields: { reservedChannelId: 'longstr' } },
  'channel.flow': { id: [20, 20], fields: { active: 'bit' } },
  'channel.flow-ok': { id: [20, 21], fields: { active: 'bit' } },
  'channel.close': { id: [20, 40], fields: CLOSE },
  'channel.close-ok': { id: [20, 41], fields: {} },

  'access.request': {
    id: [30, 10],
    fields: { realm: 'shortstr', exclusive: 'bit', passive: 'bit', active: 'bit', write: 'bit', read: 'bit' },
  },
  'access.request-ok': { id: [30, 11], fields: { ticket: 'uint16' } },

  'exchange.declare': {
    id: [40, 10],
    fields: {
      reservedTicket: 'uint16',
      exchange: 'shortstr',
      type: 'shortstr',
      passive: 'bit',
      durable: 'bit',
      autoDelete: 'bit',
      internal: 'bit',
      noWait: 'bit',
      arguments: 'table',
    },
  },
  'exchange.declare-ok': { id: [40, 11], fields: {} },
  'exchange.delete': {
    id: [40, 20],
    fields: { reservedTicket: 'uint16', exchange: 'shortstr', ifUnused: 'bit', noWait: 'bit' },
  },
  'exchange.delete-ok': { id: [40, 21], fields: {} },
  'exchange.bind': { id: [40, 30], fields: EXCHANGE_BINDING },
  'exchange.bind-ok': { id: [40, 31], fields: {} },
  'exchange.unbind': { id: [40, 40], fields: EXCHANGE_BINDING },
  'exchange.unbind-ok': { id: [40, 51], fields: {} },

  'queue.declare': {
    id: [50, 10],
    fields: {
      reservedTicket: 'uint16',
      queue: 'shortstr',
      passive: 'bit',
      durable: 'bit',
      exclusive: 'bit',
      autoDelete: 'bit',
      noWait: 'bit',
      arguments: 'table',
    },
  },
  'queue.declare-ok': {
    id: [50, 11],
    fields: { queue: 'shortstr', messageCount: 'uint32', consumerCount: 'uint32' },
  },
  'queue.bind': {
    id: [50, 20],
    fields: {
      reservedTicket: 'uint16',
      queue: 'shortstr',
      exchange: 'shortstr',
      routingKey: 'shortstr',
      noWait: 'bit',
      arguments: 'table',
    },
  },
  'queue.bind-ok': { id: [50, 21], fields: {} },
  'queue.purge': { id: [50, 30], fields: { reservedTicket: 'uint16', queue: 'shortstr', noWait: 'bit' } },
  'queue.purge-ok': { id: [50, 31], fields: { messageCount: 'uint32' } },
  'queue.delete': {
    id: [50, 40],
    fields: { reservedTicket: 'uint16', queue: 'shortstr', ifUnused: 'bit', ifEmpty: 'bit', noWait: 'bit' },
  },
  'queue.delete-ok': { id: [50, 41], fields: { messageCount: 'uint32' } },
  'queue.unbind': {
    id: [50, 50],
    fields: {
      reservedTicket: 'uint16',
      queue: 'shortstr',
      exchange: 'shortstr',
      routingKey: 'shortstr',
      arguments: 'table',
    },
  },
  'queue.unbind-ok': { id: [50, 51], fields: {} },

  'basic.qos': { id: [60, 10], fields: { prefetchSize: 'uint32', prefetchCount: 'uint16', global: 'bit' } },
  'basic.qos-ok': { id: [60, 11], fields: {} },
  'basic.consume': {
    id: [60, 20],
    fields: {
      reservedTicket: 'uint16',
      queue: 'shortstr',
      consumerTag: 'shortstr',
      noLocal: 'bit',
      noAck: 'bit',
      exclusive: 'bit',
      noWait: 'bit',
      arguments: 'table',
    },
  },
  'basic.consume-ok': { id: [60, 21], fields: { consumerTag: 'shortstr' } },
  'basic.cancel': { id: [60, 30], fields: { consumerTag: 'shortstr', noWait: 'bit' } },
  'basic.cancel-ok': { id: [60, 31], fields: { consumerTag: 'shortstr' } },
  'basic.publish': {
    id: [60, 40],
    content: true,
    fields: {
      reservedTicket: 'uint16',
      exchange: 'shortstr',
      routingKey: 'shortstr',
      mandatory: 'bit',
      immediate: 'bit',
    },
  },
  'basic.return': {
    id: [60, 50],
    content: true,
    fields: { replyCode: 'uint16', replyText: 'shortstr', exchange: 'shortstr', routingKey: 'shortstr' },
  },
  'basic.deliver': {
    id: [60, 60],
    content: true,
    fields: {
      consumerTag: 'shortstr',
      deliveryTag: 'uint64',
      redelivered: 'bit',
      exchange: 'shortstr',
      routingKey: 'shortstr',
    },
  },
  'basic.get': { id: [60, 70], fields: { reservedTicket: 'uint16', queue: 'shortstr', noAck: 'bit' } },
  'basic.get-ok': {
    id: [60, 71],
    content: true,
    fields: {
      deliveryTag: 'uint64',
      redelivered: 'bit',
      exchange: 'shortstr',
      routingKey: 'shortstr',
      messageCount: 'uint32',
    },
  },
  'basic.get-empty': { id: [60, 72], fields: { reservedClusterId: 'shortstr' } },
  'basic.ack': { id: [60, 80], fields: { deliveryTag: 'uint64', multiple: 'bit' } },
  'basic.reject': { id: [60, 90], fields: { deliveryTag: 'uint64', requeue: 'bit' } },
  'basic.recover-async': { id: [60, 100], fields: { requeue: 'bit' } },
  'basic.recover': { id: [60, 110], fields: { requeue: 'bit' } },
  'basic.recover-ok': { id: [60, 111], fields: {} },
  'basic.nack': { id: [60, 120], fields: { deliveryTag: 'uint64', multiple: 'bit', requeue: 'bit' } },

  'confirm.select': { id: [85, 10], fields: { noWait: 'bit' } },
  'confirm.select-ok': { id: [85, 11], fields: {} },

  'tx.select': { id: [90, 10], fields: {} },
  'tx.select-ok': { id: [90, 11], fields: {} },
  'tx.commit': { id: [90, 20], fields: {} },
  'tx.commit-ok': { id: [90, 21], fields: {} },
  'tx.rollback': { id: [90, 30], fields: {} },
  'tx.rollback-ok': { id: [90, 31], fields: {} },
} as const satisfies Record<string, MethodSpec>;

/** What the table says of one method. `content`: a header frame and body frames follow it. */
export interface MethodSpec {
  /** Class and method id. */
  readonly id: readonly [number, number];
  readonly content?: true;
  readonly fields: { readonly [field: string]: FieldKind };
}

/** `longstr` is bytes (passwords, challenges), `longtext` the same on the wire but read as text. */
export type FieldKind = keyof KindTypes;

interface KindTypes {
  bit: boolean;
  uint8: number;
  uint16: number;
  uint32: number;
  /** A delivery tag. Above 2^53 it is rounded on reading. */
  uint64: number;
  shortstr: string;
  longstr: Buffer;
  longtext: string;
  table: FieldTable;
}

export type MethodName = keyof typeof METHODS;

/** A method with its fields under its name: `{ name: 'queue.purge', queue: 'q', noWait: false }`. A union over `N`. */
export type Method<N extends MethodName = MethodName> = {
  [K in N]: { readonly name: K } & VisibleFields<(typeof METHODS)[K]['fields']>;
}[N];

type VisibleFields<F> = {
  readonly [K in keyof F as K extends `reserved${string}` ? never : K]: F[K] extends FieldKind
    ? KindTypes[F[K]]
    : never;
};
