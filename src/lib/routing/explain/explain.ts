import { type RoutingStep, route } from '../route.ts';
import { RoutingTable } from '../routing-table.ts';
import type { Exchange, RoutedMessage, Topology } from '../topology.ts';
import { EMPTY_TABLE, type FieldTable, fieldTable, type PlainTable } from '../values.ts';
import { isModelled, possibleQueues, withoutGuesses } from './not-modelled.ts';
import { similarNames } from './similar.ts';
import { type Stop, stopsOf } from './stops.ts';
import { type Target, targetOf } from './target.ts';

/** A message that is asked about. Its headers may be plain values, as `fieldTable` takes them. */
export interface AskedMessage {
  readonly exchange: string;
  /** Empty unless given. */
  readonly routingKey?: string;
  readonly headers?: FieldTable | PlainTable;
}

/** Where a message would go, and why. */
export interface Explanation {
  readonly message: RoutedMessage;
  readonly outcome: Outcome;
  /** Every queue that gets it. */
  readonly queues: readonly string[];
  /** Queues that may get it, past an exchange whose type is not modelled. */
  readonly maybe: readonly string[];
  /** The exchanges that it comes to, first the one that it is published to; none where that one takes no message. */
  readonly path: readonly Stop[];
  /** Exchanges that may have been meant, where there is none of that name. */
  readonly similar: readonly string[];
  /** About the queue that was asked for. */
  readonly to?: Target;
}

/**
 * `unroutable` is dropped, or returned where it is mandatory; `no-exchange` is a 404 and `internal` a 403, each of which
 * closes the channel; with `not-modelled` nobody here knows.
 */
export type Outcome = 'routed' | 'unroutable' | 'no-exchange' | 'internal' | 'not-modelled';

/** Where the message goes in this topology and why; with `to`, also what would bring it to that queue. */
export function explain(topology: Topology, asked: AskedMessage, to?: string): Explanation {
  const message: RoutedMessage = {
    exchange: asked.exchange,
    routingKey: asked.routingKey ?? '',
    headers: tableOf(asked.headers),
  };
  const table = RoutingTable.from(withoutGuesses(topology));
  const exchange = table.exchange(message.exchange);
  const isTaken = exchange !== undefined && !exchange.internal;
  const steps: RoutingStep[] = [];
  const queues = isTaken ? route(table, message, (step) => steps.push(step)) : [];
  const path = isTaken ? stopsOf(exchange, steps, table) : [];
  const unknown = path.some(({ type }) => !isModelled(type));
  const maybe = unknown ? possibleQueues(topology, message).filter((name) => !queues.includes(name)) : [];
  const found = {
    message,
    outcome: outcomeOf(exchange, queues, unknown),
    queues,
    maybe,
    path,
    similar: exchange ? [] : similarNames(message.exchange, namesOf(table.exchanges())),
  };
  return to === undefined ? found : { ...found, to: targetOf(to, found, table, namesOf(topology.queues)) };
}

const tableOf = (headers: FieldTable | PlainTable = EMPTY_TABLE): FieldTable =>
  headers instanceof Map ? headers : fieldTable(headers as PlainTable);

const namesOf = (named: readonly { readonly name: string }[]): string[] => named.map(({ name }) => name);

function outcomeOf(exchange: Exchange | undefined, queues: readonly string[], unknown: boolean): Outcome {
  if (!exchange) return 'no-exchange';
  if (exchange.internal) return 'internal';
  if (queues.length > 0) return 'routed';
  return unknown ? 'not-modelled' : 'unroutable';
}
