import { routingKeys } from '../../routing/route.ts';
import { type FieldTable, type FieldValue, stringValue } from '../../routing/values.ts';
import { type BrokerMessage, headersOf, routingKeyOf, withProperties } from '../message.ts';
import type { DeathReason } from './queue.ts';

export interface Death {
  readonly queue: string;
  readonly reason: DeathReason;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly deadLetterExchange: string;
  readonly deadLetterRoutingKey: string | undefined;
}

const text = (value: string): FieldValue => ({ type: 'string', value });

/**
 * The message as it is published to the dead-letter exchange: the death noted in x-death, its expiry taken away. With
 * a dead-letter routing key, that replaces all its keys.
 */
export function deadLettered(message: BrokerMessage, death: Death): BrokerMessage {
  const { expiration, ...kept } = message.properties;
  const headers = new Map(recordDeath(message, death, expiration));
  if (death.deadLetterRoutingKey !== undefined) headers.delete('CC');
  return {
    ...withProperties(message, { ...kept, headers }),
    exchange: death.deadLetterExchange,
    routingKeys:
      death.deadLetterRoutingKey === undefined ? message.routingKeys : [death.deadLetterRoutingKey],
  };
}

function recordDeath(message: BrokerMessage, death: Death, expiration: string | undefined): FieldTable {
  const headers = new Map(headersOf(message));
  const deaths = deathsIn(headers);
  const same = deaths.find((table) => isDeath(table, death));
  if (!headers.has('x-death')) {
    headers.set('x-first-death-reason', text(death.reason));
    headers.set('x-first-death-queue', text(death.queue));
    headers.set('x-first-death-exchange', text(message.exchange));
  }
  const newest = same ? countedUp(same) : firstDeath(message, death, expiration);
  const others = deaths.filter((table) => table !== same);
  headers.set('x-death', {
    type: 'array',
    value: [newest, ...others].map((value) => ({ type: 'table', value })),
  });
  return headers;
}

function firstDeath(message: BrokerMessage, death: Death, expiration: string | undefined): FieldTable {
  const keys = routingKeys(routingKeyOf(message), headersOf(message));
  const table = new Map<string, FieldValue>([
    ['count', { type: 'int64', value: 1n }],
    ['reason', text(death.reason)],
    ['queue', text(death.queue)],
    ['time', { type: 'timestamp', value: BigInt(Math.floor(death.time / 1000)) }],
    ['exchange', text(message.exchange)],
    ['routing-keys', { type: 'array', value: keys.map(text) }],
  ]);
  if (expiration !== undefined) table.set('original-expiration', text(expiration));
  return table;
}

function countedUp(table: FieldTable): FieldTable {
  const count = table.get('count');
  const before = count?.type === 'int64' ? count.value : 0n;
  return new Map(table).set('count', { type: 'int64', value: before + 1n });
}

function isDeath(table: FieldTable, { queue, reason }: Death): boolean {
  return stringValue(table.get('queue')) === queue && stringValue(table.get('reason')) === reason;
}

function deathsIn(headers: FieldTable): FieldTable[] {
  const deaths = headers.get('x-death');
  if (deaths?.type !== 'array') return [];
  return deaths.value.flatMap((death) => (death.type === 'table' ? [death.value] : []));
}

/**
 * RabbitMQ: a message that died on its own is not put into a queue where it died before, unless a consumer rejected
 * it since: without that it would go round for ever.
 */
export function closesCycle(message: BrokerMessage, queue: string): boolean {
  const deaths = deathsIn(headersOf(message));
  const before = deaths.findIndex((death) => stringValue(death.get('queue')) === queue);
  if (before < 0) return false;
  return deaths.slice(0, before + 1).every((death) => stringValue(death.get('reason')) !== 'rejected');
}
