import { exchangeType } from '../exchange-types/index.ts';
import type { HeaderPair, Match } from '../match.ts';
import { routingKeys } from '../route.ts';
import type { RoutingTable } from '../routing-table.ts';
import type { Binding, RoutedMessage } from '../topology.ts';
import { exchangeCost, nearestKey } from './nearest-key.ts';

/** One hop of a way that could lead to a queue, and how far the message is from taking it. */
export type Hop = (
  | {
      readonly kind: 'binding';
      readonly binding: Binding;
      readonly routingKey: string;
      readonly match: Match;
    }
  | {
      readonly kind: 'alternate';
      readonly exchange: string;
      readonly alternate: string;
      /** The bindings that took the message, so that the alternate exchange does not get it. */
      readonly takenBy: readonly Binding[];
    }
) & {
  /** 0 where the message takes it. */
  readonly cost: number;
};

/** Nothing that a message could carry changes it. */
const IMPOSSIBLE = 1_000;
/** Nobody here knows. */
const UNKNOWN = 100;

/** Judges the hops out of exchanges for one message. */
export class Hops {
  readonly #table: RoutingTable;
  readonly #message: RoutedMessage;
  readonly #keys: readonly string[];

  constructor(table: RoutingTable, message: RoutedMessage) {
    this.#table = table;
    this.#message = message;
    this.#keys = message.routingKeys ?? routingKeys(message.routingKey, message.headers);
  }

  /** The nearest of the message's keys counts. */
  over(binding: Binding): Hop {
    const hops = this.#matches(binding).map(
      ([routingKey, match]): Hop => ({
        kind: 'binding',
        binding,
        routingKey,
        match,
        cost: costOf(match, binding, routingKey),
      }),
    );
    return hops.reduce((best, hop) => (hop.cost < best.cost ? hop : best));
  }

  toAlternate(exchange: string, alternate: string): Hop {
    const takenBy = this.#table
      .bindingsFrom(exchange)
      .filter((binding) => this.#matches(binding).some(([, { matched }]) => matched));
    return { kind: 'alternate', exchange, alternate, takenBy, cost: takenBy.length };
  }

  #matches(binding: Binding): [routingKey: string, match: Match][] {
    const type = exchangeType(this.#table.exchange(binding.source)?.type ?? '');
    const keys = type.readsKeys ? this.#keys : this.#keys.slice(0, 1);
    return keys.map((key) => [key, type.match(binding, this.#message, key)]);
  }
}

function costOf(match: Match, binding: Binding, routingKey: string): number {
  if (match.matched) return 0;
  switch (match.kind) {
    case 'direct':
      return exchangeCost(routingKey, binding.routingKey);
    case 'topic':
      return nearestKey(routingKey, [binding.routingKey])?.cost ?? IMPOSSIBLE;
    case 'headers': {
      const costs = match.pairs.filter((pair) => !pair.matched).map(pairCost);
      if (costs.length === 0) return IMPOSSIBLE;
      return match.mode.startsWith('any') ? Math.min(...costs) : costs.reduce((sum, cost) => sum + cost);
    }
    default:
      return UNKNOWN;
  }
}

/** The wrong value costs less than none at all, and least where the type alone is wrong. */
function pairCost({ wanted, got }: HeaderPair): number {
  if (got === undefined) return 1;
  const sameText = 'value' in wanted && 'value' in got && String(wanted.value) === String(got.value);
  return sameText ? 0.5 : 0.75;
}
