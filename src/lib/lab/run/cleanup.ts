import type { Topology } from '../../routing/topology.ts';
import { orAborted } from '../amqp/abort.ts';
import { type BrokerAddress, showAddress } from '../amqp/broker-url.ts';
import type { LabChannel } from '../amqp/channel.ts';
import { type ConnectOptions, connect } from '../amqp/connection.ts';
import { LabError } from '../errors.ts';
import { isPredeclared } from '../known-names.ts';
import { Looker } from './looker.ts';

/** What a run has declared, or was about to, by its names on the broker. */
export interface Created {
  readonly exchanges: string[];
  readonly queues: string[];
}

const CLEANUP_LIMIT_MS = 10_000;
const CONNECT_LIMIT_MS = 3_000;

/** Declares everything in the topology; notes each name in `created` before it is sent. */
export async function createTopology(
  channel: LabChannel,
  topology: Topology,
  created: Created,
): Promise<void> {
  for (const exchange of topology.exchanges) {
    if (isPredeclared(exchange.name)) {
      await channel.checkExchange(exchange.name);
      continue;
    }
    created.exchanges.push(exchange.name);
    await channel.declareExchange(exchange);
  }
  for (const queue of topology.queues) {
    created.queues.push(queue.name);
    await channel.declareQueue(queue);
  }
  for (const binding of topology.bindings) await channel.bind(binding);
}

/** What is still there of all that was declared, once the run's connections are closed. */
export async function existing(
  address: BrokerAddress,
  connectionName: string,
  { exchanges, queues }: Created,
): Promise<Created> {
  const limit = AbortSignal.timeout(CLEANUP_LIMIT_MS);
  const connection = await connect(address, cleanupOptions(connectionName, limit));
  try {
    const looker = new Looker(connection);
    const depths = await orAborted(looker.depths([...new Set(queues)]), limit);
    const found: Created = {
      exchanges: [],
      queues: Array.from(depths).flatMap(([name, depth]) => (depth === 'gone' ? [] : [name])),
    };
    for (const name of new Set(exchanges))
      if (await orAborted(looker.exchangeExists(name), limit)) found.exchanges.push(name);
    return found;
  } finally {
    await connection.close();
  }
}

const cleanupOptions = (name: string, signal: AbortSignal): ConnectOptions => ({
  name,
  timeoutMs: CONNECT_LIMIT_MS,
  signal,
  onLost: () => {},
});

/**
 * Deletes on a connection of its own, once the run's are closed: a declaration still under way is then done. Throws a
 * LabError that lists what is left where that cannot be done, with the reason why the run itself failed, if it did.
 */
export async function deleteCreated(
  address: BrokerAddress,
  connectionName: string,
  created: Created,
  why: unknown,
): Promise<void> {
  const queues = new Set(created.queues.filter((name) => name !== ''));
  const exchanges = new Set(created.exchanges);
  if (queues.size + exchanges.size === 0) return;
  const limit = AbortSignal.timeout(CLEANUP_LIMIT_MS);
  try {
    const connection = await connect(address, cleanupOptions(connectionName, limit));
    try {
      const channel = await orAborted(connection.openChannel(), limit);
      for (const queue of queues) {
        await orAborted(channel.deleteQueue(queue), limit);
        queues.delete(queue);
      }
      for (const exchange of exchanges) {
        await orAborted(channel.deleteExchange(exchange), limit);
        exchanges.delete(exchange);
      }
    } finally {
      await connection.close();
    }
  } catch (error) {
    const left = [...queues, ...exchanges];
    const because = why instanceof Error ? `${why.message}; then ` : '';
    throw new LabError('broker', `${because}not everything could be deleted from ${showAddress(address)}`, {
      hint: `Left there: ${left.slice(0, 10).join(', ')}${left.length > 10 ? ` and ${left.length - 10} more` : ''}.`,
      cause: error,
    });
  }
}
