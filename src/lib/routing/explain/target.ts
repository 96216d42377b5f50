import type { RoutingTable } from '../routing-table.ts';
import type { RoutedMessage } from '../topology.ts';
import { bindingChange, type Change, exchangeChanges, messageChange } from './changes.ts';
import type { Hop } from './hops.ts';
import { similarNames } from './similar.ts';
import type { Stop } from './stops.ts';
import { type Way, waysTo } from './ways.ts';

/** One queue, and how the message gets there or not. */
export interface Target {
  readonly queue: string;
  readonly verdict: 'reached' | 'maybe' | 'missed' | 'no-queue';
  /** Queues that may have been meant, where there is none of that name. */
  readonly similar: readonly string[];
  /** The exchanges that it is bound to. */
  readonly sources: readonly string[];
  /** The way that came closest; undefined where none leads there. */
  readonly nearest?: NearMiss;
  /** Each was tried with `route`, and leads there. */
  readonly changes: readonly Change[];
}

export interface NearMiss {
  /** From the exchange that the message is published to, to the queue. */
  readonly hops: readonly Hop[];
  /** The first of them that the message does not take. */
  readonly stoppedBy: Hop;
}

interface Found {
  readonly message: RoutedMessage;
  readonly queues: readonly string[];
  readonly maybe: readonly string[];
  readonly path: readonly Stop[];
}

/** What there is to say of the queue, of `queues`, once it is known where the message goes. */
export function targetOf(
  queue: string,
  found: Found,
  table: RoutingTable,
  queues: readonly string[],
): Target {
  const sources = [...new Set(table.bindingsTo('queue', queue).map(({ source }) => source))];
  const nothing = { queue, similar: [], sources, changes: [] };
  if (!table.hasQueue(queue))
    return { ...nothing, verdict: 'no-queue', similar: similarNames(queue, queues) };
  if (found.queues.includes(queue)) return { ...nothing, verdict: 'reached' };
  if (found.maybe.includes(queue)) return { ...nothing, verdict: 'maybe' };
  const { message, path } = found;
  if (path.length === 0)
    return { ...nothing, verdict: 'missed', changes: exchangeChanges(queue, message, table) };

  const ways = waysTo(queue, message, table);
  const nearest = nearMiss(ways);
  const source = nearest ? sourceOf(nearest.stoppedBy) : message.exchange;
  const changes = [
    messageChange(queue, message, ways, table),
    ...(ways.length === 0 ? exchangeChanges(queue, message, table) : []),
    bindingChange(queue, message, source, table),
  ];
  return {
    ...nothing,
    verdict: 'missed',
    ...(nearest && { nearest }),
    changes: changes.filter((change) => change !== undefined),
  };
}

function nearMiss([way]: readonly Way[]): NearMiss | undefined {
  const stoppedBy = way?.hops.find(({ cost }) => cost > 0);
  return way && stoppedBy && { hops: way.hops, stoppedBy };
}

const sourceOf = (hop: Hop): string => (hop.kind === 'binding' ? hop.binding.source : hop.exchange);
