import type { RoutingTable } from '../routing-table.ts';
import type { RoutedMessage } from '../topology.ts';
import { type Hop, Hops } from './hops.ts';

/** A way from the exchange that the message is published to, to a queue. */
export interface Way {
  readonly hops: readonly Hop[];
  /** How far the message is from going it: 0 where it does. */
  readonly cost: number;
}

/**
 * The ways to the queue, at most one over each binding of it, the nearest first: a shortest-path search whose lengths
 * are what the message would have to change. Cycles cost more than they gain, so that no way goes through one.
 */
export function waysTo(queue: string, message: RoutedMessage, table: RoutingTable): Way[] {
  const useful = exchangesBefore(queue, table);
  const hops = new Hops(table, message);
  const nearest = nearestWays(message.exchange, useful, hops, table);
  return table
    .bindingsTo('queue', queue)
    .flatMap((binding) => {
      const before = nearest.get(binding.source);
      return before === undefined ? [] : [extended(before, hops.over(binding))];
    })
    .sort((a, b) => a.cost - b.cost);
}

/** The nearest way to each exchange from which the queue can be reached. */
function nearestWays(
  start: string,
  useful: ReadonlySet<string>,
  hops: Hops,
  table: RoutingTable,
): ReadonlyMap<string, Way> {
  const nearest = new Map<string, Way>();
  const open = new Map<string, Way>(useful.has(start) ? [[start, { hops: [], cost: 0 }]] : []);
  for (let name = cheapest(open); name !== undefined; name = cheapest(open)) {
    const way = open.get(name) as Way;
    open.delete(name);
    nearest.set(name, way);
    for (const [next, hop] of hopsFrom(name, useful, hops, table)) {
      const known = nearest.get(next) ?? open.get(next);
      const longer = extended(way, hop);
      if (known === undefined || longer.cost < known.cost) open.set(next, longer);
    }
  }
  return nearest;
}

function hopsFrom(
  name: string,
  useful: ReadonlySet<string>,
  hops: Hops,
  table: RoutingTable,
): [next: string, hop: Hop][] {
  const bound = table
    .bindingsFrom(name)
    .filter(({ destination, destinationType }) => destinationType === 'exchange' && useful.has(destination))
    .map((binding): [string, Hop] => [binding.destination, hops.over(binding)]);
  const alternate = table.indexed(name)?.alternate;
  return alternate !== undefined && useful.has(alternate)
    ? [...bound, [alternate, hops.toAlternate(name, alternate)]]
    : bound;
}

/** The exchanges from which bindings and alternate exchanges lead to the queue, whatever they ask for. */
function exchangesBefore(queue: string, table: RoutingTable): ReadonlySet<string> {
  const primaries = new Map<string, string[]>();
  for (const { name } of table.exchanges()) {
    const alternate = table.indexed(name)?.alternate;
    if (alternate !== undefined) primaries.set(alternate, [...(primaries.get(alternate) ?? []), name]);
  }
  const before = new Set<string>();
  const open = table.bindingsTo('queue', queue).map(({ source }) => source);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (before.has(name) || !table.exchange(name)) continue;
    before.add(name);
    open.push(
      ...table.bindingsTo('exchange', name).map(({ source }) => source),
      ...(primaries.get(name) ?? []),
    );
  }
  return before;
}

const extended = (way: Way, hop: Hop): Way => ({ hops: [...way.hops, hop], cost: way.cost + hop.cost });

function cheapest(open: ReadonlyMap<string, Way>): string | undefined {
  let best: [string, Way] | undefined;
  for (const each of open) if (best === undefined || each[1].cost < best[1].cost) best = each;
  return best?.[0];
}
