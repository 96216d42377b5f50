import { groupBy } from '../../group-by.ts';
import { routingKeys } from '../../routing/route.ts';
import {
  EMPTY_TABLE,
  type FieldTable,
  type FieldValue,
  isInteger,
  stringValue,
} from '../../routing/values.ts';
import { encodeProperties } from '../../wire/properties.ts';
import { erlangTerm } from '../erlang.ts';
import { BrokerMessage, sortedTable } from '../message.ts';
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
  const content = message.content.withProperties(encodeProperties({ ...kept, headers }));
  return death.deadLetterRoutingKey === undefined
    ? new BrokerMessage(death.deadLetterExchange, message.routingKey, content, message.moreKeys)
    : new BrokerMessage(death.deadLetterExchange, death.deadLetterRoutingKey, content);
}

function recordDeath(message: BrokerMessage, death: Death, expiration: string | undefined): FieldTable {
  const headers = new Map(message.headers);
  const first = firstDeath(message, death, expiration);
  const deaths = grouped(deathsIn(headers));
  const same = deaths.find((table) => keyOf(table) === keyOf(first));
  const others = deaths.filter((table) => table !== same);
  if (!headers.has('x-death')) {
    headers.set('x-first-death-reason', text(death.reason));
    headers.set('x-first-death-queue', text(death.queue));
    headers.set('x-first-death-exchange', text(message.exchange));
    headers.set('x-death', tables([first]));
  } else headers.set('x-death', tables([sortedTable(same ? countedUp(same) : first), ...others]));
  return sortedTable(headers);
}

/**
 * RabbitMQ: of several deaths in x-death, those with the same queue and reason become one, which tells how many it
 * stands for; all are turned round by that, so that only the newest death has a place of its own.
 */
function grouped(deaths: readonly FieldTable[]): readonly FieldTable[] {
  if (deaths.length < 2) return deaths;
  return Array.from(groupBy(deaths, keyOf).values(), (group) => counted(group)).reverse();
}

function counted(group: readonly FieldTable[]): FieldTable {
  const [first = EMPTY_TABLE] = group;
  return first.has('count') ? first : withCount(first, BigInt(group.length));
}

const withCount = (table: FieldTable, value: bigint): FieldTable =>
  new Map([['count', { type: 'int64', value }], ...table]);

const tables = (values: readonly FieldTable[]): FieldValue => ({
  type: 'array',
  value: values.map((value) => ({ type: 'table', value })),
});

/** Deaths with the same key are counted together. */
function keyOf(table: FieldTable): string {
  return ['queue', 'reason'].map((key) => erlangTerm(table.get(key) ?? VOID)).join();
}

const VOID: FieldValue = { type: 'void' };

function firstDeath(message: BrokerMessage, death: Death, expiration: string | undefined): FieldTable {
  const keys = routingKeys(message.routingKey, message.headers);
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
  if (count === undefined) return withCount(table, 1n);
  const before = isInteger(count) ? BigInt(count.value) : 0n;
  return new Map(table).set('count', { type: 'int64', value: before + 1n });
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
  const deaths = deathsIn(message.headers);
  const before = deaths.findIndex((death) => stringValue(death.get('queue')) === queue);
  if (before < 0) return false;
  return deaths.slice(0, before + 1).every((death) => stringValue(death.get('reason')) !== 'rejected');
}
