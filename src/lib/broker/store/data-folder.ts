import { mkdir } from 'node:fs/promises';
import type { Binding, Exchange, Queue as QueueDefinition } from '../../routing/topology.ts';
import type { Broker } from '../core.ts';
import { restoreQueue } from '../queues/declare.ts';
import type { QueueEntry } from '../queues/entry.ts';
import { type Database, openDatabase } from './database.ts';
import { DiskJournal } from './disk-journal.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import type { Journal } from './journal.ts';
import {
  KIND,
  positionKey,
  positionOf,
  queueRange,
  readBinding,
  readExchange,
  readMessage,
  readQueue,
  readState,
} from './records.ts';
import { folderFault } from './store-error.ts';

/** A folder in which a broker keeps what is durable, from one process to the next. */
export interface DataFolder {
  readonly journal: Journal;
  /** Puts what was kept into a broker that is still empty. Virtual hosts that it has not stay in the folder. */
  restoreTo(broker: Broker): void;
  /** Writes what is left, and gives the folder free. */
  close(): Promise<void>;
}

/**
 * Opens the folder, which is made where there is none. Throws a StoreError where it is damaged, full, in use, or no folder
 * of a broker's. `onFailure` is called where something can no longer be written.
 */
export async function openDataFolder(
  folder: string,
  onFailure: (error: unknown) => void,
): Promise<DataFolder> {
  let lock: FolderLock | undefined;
  try {
    await mkdir(folder, { recursive: true });
    lock = await lockFolder(folder);
    const held = lock;
    const database = await openDatabase(folder);
    const kept = readKept(database);
    const journal = new DiskJournal(database, kept, (error) => onFailure(folderFault(folder, error)));
    return {
      journal,
      restoreTo: (broker) => restore(database, kept, broker),
      close: async () => {
        await journal.close();
        await database.close();
        await held.release();
      },
    };
  } catch (error) {
    await lock?.release();
    throw folderFault(folder, error);
  }
}

interface KeptExchange {
  readonly virtualHost: string;
  readonly exchange: Exchange;
}

function readKept(database: Database) {
  const exchanges: KeptExchange[] = [];
  const queues: { virtualHost: string; id: number; definition: QueueDefinition }[] = [];
  const bindings: { virtualHost: string; id: number; binding: Binding }[] = [];
  for (const { key, value } of database.entries(kinds(KIND.exchange)))
    exchanges.push({ virtualHost: virtualHostOf(key), exchange: readExchange(value) });
  for (const { key, value } of database.entries(kinds(KIND.queue)))
    queues.push({ virtualHost: virtualHostOf(key), ...readQueue(value) });
  for (const { key, value } of database.entries(kinds(KIND.binding)))
    bindings.push({ id: key.readUInt32BE(1), ...readBinding(value) });
  return { exchanges, queues, bindings };
}

const kinds = (kind: number) => ({ start: Buffer.from([kind]), end: Buffer.from([kind + 1]) });
/** Behind the kind, as a short string. */
const virtualHostOf = (key: Buffer): string => key.toString('utf8', 2, 2 + (key[1] ?? 0));

function restore(
  database: Database,
  { exchanges, queues, bindings }: ReturnType<typeof readKept>,
  broker: Broker,
): void {
  for (const { virtualHost, exchange } of exchanges)
    broker.virtualHost(virtualHost)?.table.addExchange(exchange);
  for (const { virtualHost, id, definition } of queues) {
    const host = broker.virtualHost(virtualHost);
    if (host) restoreQueue(host, definition, entriesOf(database, id));
  }
  for (const { virtualHost, binding } of bindings) broker.virtualHost(virtualHost)?.table.bind(binding);
}

function entriesOf(database: Database, queue: number): QueueEntry[] {
  const entries: QueueEntry[] = [];
  for (const { key, value } of database.entries(queueRange(KIND.message, queue))) {
    const position = positionOf(key);
    const state = readState(database.get(positionKey(KIND.state, queue, position)));
    entries.push({ ...readMessage(value), ...state, position });
  }
  return entries;
}
