import type { Match } from '../match.ts';
import { route } from '../route.ts';
import type { RoutingTable } from '../routing-table.ts';
import { type Binding, DEFAULT_EXCHANGE, MAX_NAME_BYTES, type RoutedMessage } from '../topology.ts';
import type { FieldTable, FieldValue } from '../values.ts';
import type { Hop } from './hops.ts';
import { ANY_WORD, nearestKey } from './nearest-key.ts';
import { distance } from './similar.ts';
import type { Way } from './ways.ts';

/** What would bring the message to the queue. Routing was asked: these are the queues that it would be in then. */
export type Change = (
  | { readonly kind: 'message'; readonly routingKey?: string; readonly headers?: FieldTable }
  | { readonly kind: 'exchange'; readonly exchange: string }
  | { readonly kind: 'binding'; readonly binding: Binding }
) & { readonly queues: readonly string[] };

const MAX_WAYS = 30;
const MAX_EXCHANGES = 3;

/** Another key or other headers for the same exchange: those of the nearest way on which that is all it takes. */
export function messageChange(
  queue: string,
  message: RoutedMessage,
  ways: readonly Way[],
  table: RoutingTable,
): Change | undefined {
  const candidates =
    message.exchange === DEFAULT_EXCHANGE
      ? [{ ...message, routingKey: queue }]
      : ways.slice(0, MAX_WAYS).flatMap((way) => candidatesFor(way, message));
  for (const candidate of candidates) {
    if (Buffer.byteLength(candidate.routingKey) > MAX_NAME_BYTES) continue;
    const queues = route(table, candidate);
    if (!queues.includes(queue)) continue;
    return {
      kind: 'message',
      ...(candidate.routingKey !== message.routingKey && { routingKey: candidate.routingKey }),
      ...(candidate.headers !== message.headers && { headers: candidate.headers }),
      queues,
    };
  }
  return undefined;
}

function candidatesFor({ hops }: Way, message: RoutedMessage): RoutedMessage[] {
  const blocked = hops.some((hop) => hop.kind === 'alternate' && hop.cost > 0);
  // An alternate exchange gets what nothing else takes: a key that nobody knows may be that.
  const keys = blocked ? [message.routingKey, ANY_WORD] : [message.routingKey];
  return keys.flatMap((routingKey) => adapted({ ...message, routingKey }, message, hops) ?? []);
}

/** What all the hops take, as near as may be to this; undefined where there is no such key. */
function adapted(
  candidate: RoutedMessage,
  message: RoutedMessage,
  hops: readonly Hop[],
): RoutedMessage | undefined {
  const bindings = hops.filter((hop) => hop.kind === 'binding');
  // What another of the message's keys, in CC or BCC, opens already need not be opened by this one.
  const closed = bindings.filter((hop) => hop.cost > 0 || hop.routingKey === message.routingKey);
  const keysOf = (kind: Match['kind']): string[] =>
    closed.filter(({ match }) => match.kind === kind).map(({ binding }) => binding.routingKey);
  const routingKey = keysOf('direct')[0] ?? nearestKey(candidate.routingKey, keysOf('topic'))?.key;
  const missing = bindings.flatMap(({ match }) =>
    match.kind === 'headers' && !match.matched ? missingPairs(match) : [],
  );
  const headers = missing.length === 0 ? candidate.headers : new Map([...candidate.headers, ...missing]);
  return routingKey === undefined ? undefined : { ...candidate, routingKey, headers };
}

/** The pairs that the binding wants and the message lacks: all of them, or the one that costs least. */
function missingPairs({ mode, pairs }: Extract<Match, { kind: 'headers' }>): [string, FieldValue][] {
  const missing = pairs
    .filter(({ matched }) => !matched)
    .map(({ header, wanted, got }): { pair: [string, FieldValue]; isThere: boolean } => ({
      pair: [header, wanted.type === 'void' ? { type: 'string', value: ANY_WORD } : wanted],
      isThere: got !== undefined,
    }));
  const nearest = missing.find(({ isThere }) => isThere) ?? missing[0];
  const chosen = mode.startsWith('any') && nearest ? [nearest] : missing;
  return chosen.map(({ pair }) => pair);
}

/** The same message, published to other exchanges: those whose names are nearest. */
export function exchangeChanges(queue: string, message: RoutedMessage, table: RoutingTable): Change[] {
  return table
    .exchanges()
    .filter(({ name, internal }) => name !== DEFAULT_EXCHANGE && !internal)
    .map(
      ({ name }): Change => ({
        kind: 'exchange',
        exchange: name,
        queues: route(table, { ...message, exchange: name }),
      }),
    )
    .filter(({ queues }) => queues.includes(queue))
    .sort((a, b) => farFrom(message, a) - farFrom(message, b))
    .slice(0, MAX_EXCHANGES);
}

const farFrom = ({ exchange }: RoutedMessage, change: Change): number =>
  change.kind === 'exchange' ? distance(change.exchange, exchange) : 1;

/** A binding from the exchange that the message gets to, which asks for what the message carries. */
export function bindingChange(
  queue: string,
  message: RoutedMessage,
  source: string,
  table: RoutingTable,
): Change | undefined {
  const type = table.exchange(source)?.type;
  if (source === DEFAULT_EXCHANGE || type === undefined) return undefined;
  const binding: Binding = {
    source,
    destination: queue,
    destinationType: 'queue',
    routingKey: type === 'direct' || type === 'topic' ? message.routingKey : '',
    arguments: type === 'headers' ? wantedHeaders(message.headers) : new Map(),
  };
  if (!table.bind(binding)) return undefined;
  const queues = route(table, message);
  table.unbind(binding);
  return queues.includes(queue) ? { kind: 'binding', binding, queues } : undefined;
}

const KEY_HEADERS: ReadonlySet<string> = new Set(['CC', 'BCC']);

function wantedHeaders(headers: FieldTable): FieldTable {
  const wanted = Array.from(headers).filter(([key]) => !key.startsWith('x-') && !KEY_HEADERS.has(key));
  return new Map([['x-match', { type: 'string', value: 'all' }], ...wanted]);
}
