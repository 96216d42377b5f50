import { setTimeout as sleep } from 'node:timers/promises';
import { orAborted } from '../amqp/abort.ts';
import { noAnswer, replyText } from '../amqp/broker-faults.ts';
import type { BrokerAddress } from '../amqp/broker-url.ts';
import { type Connection, type ConnectOptions, connect } from '../amqp/connection.ts';
import { Looker } from './looker.ts';

/** What a run has declared, or was about to, by its names on the broker. */
export interface Created {
  readonly exchanges: string[];
  readonly queues: string[];
}

/** Names to be deleted, without those that are. */
export interface Remaining {
  readonly exchanges: Set<string>;
  readonly queues: Set<string>;
}

const CLEANUP_LIMIT_MS = 10_000;
const CONNECT_LIMIT_MS = 3_000;
/** The broker notices a moment later than we that a connection is gone, and the exclusive queues with it. */
const LOCKED_PAUSE_MS = 100;

/** What is still there of all that was declared, once the run's connections are closed. Throws as {@link deleteAll} does. */
export async function existing(
  address: BrokerAddress,
  connectionName: string,
  { exchanges, queues }: Created,
): Promise<Created> {
  return connected(address, connectionName, async (connection, limit) => {
    const looker = new Looker(connection);
    const depths = await orAborted(looker.depths([...new Set(queues)]), limit);
    const found: Created = {
      exchanges: [],
      queues: Array.from(depths).flatMap(([name, depth]) => (depth === 'gone' ? [] : [name])),
    };
    for (const name of new Set(exchanges))
      if (await orAborted(looker.exchangeExists(name), limit)) found.exchanges.push(name);
    return found;
  });
}

/**
 * Deletes on a connection of its own, once the run's are closed: a declaration still under way is then done. What is
 * deleted, or was not there, is taken out of the sets. Throws where the broker does not answer, or not in time.
 */
export async function deleteAll(
  address: BrokerAddress,
  connectionName: string,
  { exchanges, queues }: Remaining,
): Promise<void> {
  await connected(address, connectionName, async (connection, limit) => {
    let channel = await orAborted(connection.openChannel(), limit);
    /** Whether it is gone, or not ours to delete. */
    const isDone = async (deleting: () => Promise<void>): Promise<boolean> => {
      try {
        await orAborted(deleting(), limit);
        return true;
      } catch (error) {
        const said = replyText(error) ?? '';
        // Who may not delete it could not declare it.
        const isRefused = said.startsWith('ACCESS_REFUSED');
        if (!isRefused && !said.startsWith('RESOURCE_LOCKED')) throw error;
        channel = await orAborted(connection.openChannel(), limit);
        return isRefused;
      }
    };
    for (;;) {
      for (const name of queues) if (await isDone(() => channel.deleteQueue(name))) queues.delete(name);
      for (const name of exchanges)
        if (await isDone(() => channel.deleteExchange(name))) exchanges.delete(name);
      if (queues.size + exchanges.size === 0) return;
      await sleep(LOCKED_PAUSE_MS, undefined, { signal: limit });
    }
  });
}

async function connected<T>(
  address: BrokerAddress,
  name: string,
  use: (connection: Connection, limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(CLEANUP_LIMIT_MS);
  const options: ConnectOptions = { name, timeoutMs: CONNECT_LIMIT_MS, signal: limit, onLost: () => {} };
  let connection: Connection | undefined;
  try {
    connection = await connect(address, options);
    return await use(connection, limit);
  } catch (error) {
    throw limit.aborted ? noAnswer(address) : error;
  } finally {
    await connection?.close();
  }
}
