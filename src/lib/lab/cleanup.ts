import type { Topology } from '../routing/topology.ts';
import { orAborted } from './abort.ts';
import { type BrokerAddress, showAddress } from './broker-url.ts';
import { connect, type LabChannel } from './connection.ts';
import { LabError } from './errors.ts';
import { consumersOf, type Experiment } from './experiment.ts';
import { isPredeclared } from './names.ts';

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

/** What is still there once the run's consumers are gone: auto-delete takes the rest with them. */
export function survivors(experiment: Experiment, created: Created): Created {
  const { queues, exchanges, bindings } = experiment.topology;
  const consumed = new Set(consumersOf(experiment).map(({ queue }) => queue));
  const gone = new Set(
    queues.filter(({ name, autoDelete }) => autoDelete && consumed.has(name)).map(({ name }) => name),
  );
  const lost = exchanges.filter(({ name, autoDelete }) => {
    const bound = bindings.filter(({ source }) => source === name);
    return autoDelete && bound.length > 0 && bound.every(({ destination }) => gone.has(destination));
  });
  const lostNames = new Set(lost.map(({ name }) => name));
  return {
    queues: created.queues.filter((name) => !gone.has(name)),
    exchanges: created.exchanges.filter((name) => !lostNames.has(name)),
  };
}

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
  const queues = new Set(created.queues);
  const exchanges = new Set(created.exchanges);
  if (queues.size + exchanges.size === 0) return;
  const limit = AbortSignal.timeout(CLEANUP_LIMIT_MS);
  try {
    const connection = await connect(address, {
      name: connectionName,
      timeoutMs: CONNECT_LIMIT_MS,
      signal: limit,
      onLost: () => {},
    });
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
