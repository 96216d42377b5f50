import type { Binding, Exchange, Queue as QueueDefinition } from '../../routing/topology.ts';
import type { Broker } from '../core.ts';
import { restoreQueue } from '../queues/declare.ts';
import type { QueueEntry } from '../queues/entry.ts';
import type { VirtualHost } from '../virtual-host.ts';
import type { KeptMessages } from './journal.ts';
import type { Database } from './lmdb.ts';
import {
  KIND,
  kindRange,
  numberKey,
  numberOf,
  positionOf,
  queueRange,
  readBinding,
  readExchange,
  readMessage,
  readPosition,
  readQueue,
  virtualHostOf,
  wentOutAtOnce,
} from './records.ts';
import { SharedMessages } from './shared-messages.ts';

/** What is in the folder when a broker begins; messages are read when they are restored. */
export interface Kept {
  readonly exchanges: readonly { readonly virtualHost: string; readonly exchange: Exchange }[];
  readonly queues: readonly KeptQueue[];
  readonly bindings: readonly KeptBinding[];
}

export interface KeptQueue {
  readonly virtualHost: string;
  readonly id: number;
  readonly definition: QueueDefinition;
  /** The positions that are noted as out, apart from the messages. */
  readonly out: Set<number>;
  readonly messages: (shared: SharedMessages) => KeptMessages;
}

export interface KeptBinding {
  readonly virtualHost: string;
  readonly id: number;
  readonly binding: Binding;
}

export function readKept(database: Database, endedWell: boolean): Kept {
  const read = <T>(kind: number, of: (key: Buffer, value: Buffer) => T): T[] =>
    // Copied, since arguments are read as views of it.
    Array.from(database.entries(kindRange(kind)), ({ key, value }) => of(key, Buffer.from(value)));
  return {
    exchanges: read(KIND.exchange, (key, value) => ({
      virtualHost: virtualHostOf(key),
      exchange: readExchange(value),
    })),
    queues: read(KIND.queue, (key, value) => readKeptQueue(database, virtualHostOf(key), value, endedWell)),
    bindings: read(KIND.binding, (key, value) => ({ id: numberOf(key), ...readBinding(value) })),
  };
}

function readKeptQueue(
  database: Database,
  virtualHost: string,
  record: Buffer,
  endedWell: boolean,
): KeptQueue {
  const { id, definition } = readQueue(record);
  const out = new Set(Array.from(database.keys(queueRange(KIND.wentOut, id)), positionOf));
  return {
    virtualHost,
    id,
    definition,
    out,
    messages: (shared) => ({ ...readMessages(database, id, out, shared), endedWell }),
  };
}

function readMessages(
  database: Database,
  queue: number,
  out: ReadonlySet<number>,
  shared: SharedMessages,
): Omit<KeptMessages, 'endedWell'> {
  const all = database.get(numberKey(KIND.allWentOut, queue));
  const outBefore = all ? readPosition(all) : Number.NEGATIVE_INFINITY;
  const entries: QueueEntry[] = [];
  const outAtOnce = new Set<number>();
  for (const { key, value } of database.entries(queueRange(KIND.message, queue))) {
    const position = positionOf(key);
    entries.push(readMessage(position, value, shared));
    if (wentOutAtOnce(value)) outAtOnce.add(position);
  }
  return {
    entries,
    wentOut: ({ position }) => position < outBefore || out.has(position) || outAtOnce.has(position),
    nextPosition: Math.max(0, outBefore, (entries.at(-1)?.position ?? -1) + 1),
  };
}

/** Puts all of it into a broker that is still empty. */
export function restore(kept: Kept, broker: Broker): void {
  const shared = new SharedMessages();
  const names = new Set([...kept.exchanges, ...kept.queues].map(({ virtualHost }) => virtualHost));
  for (const name of names) {
    const host = broker.virtualHost(name);
    // What expired meanwhile goes to its dead-letter exchange once that is there, with its bindings and queues.
    host?.buryAfter(() => restoreVirtualHost(kept, host, shared));
  }
}

function restoreVirtualHost(
  { exchanges, queues, bindings }: Kept,
  host: VirtualHost,
  shared: SharedMessages,
): void {
  for (const { virtualHost, exchange } of exchanges)
    if (virtualHost === host.name) host.table.addExchange(exchange);
  for (const { virtualHost, definition, messages } of queues)
    if (virtualHost === host.name) restoreQueue(host, definition, messages(shared));
  for (const { virtualHost, binding } of bindings) if (virtualHost === host.name) host.table.bind(binding);
}
