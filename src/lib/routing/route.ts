import { exchangeType } from './exchange-types/index.ts';
import type { Match } from './match.ts';
import type { IndexedExchange, RoutingTable } from './routing-table.ts';
import { type Binding, DEFAULT_EXCHANGE, type RoutedMessage } from './topology.ts';
import { type FieldTable, stringValue } from './values.ts';

/** What routing tried, in order: every binding on the message's way, whether it took the message or not. */
export type RoutingStep =
  | {
      readonly kind: 'binding';
      readonly binding: Binding;
      readonly routingKey: string;
      readonly match: Match;
      /** Set where the destination had the message already, or does not exist. */
      readonly skipped?: 'already routed' | 'no such destination';
    }
  | { readonly kind: 'default'; readonly routingKey: string; readonly matched: boolean }
  | {
      readonly kind: 'alternate';
      readonly exchange: string;
      readonly alternate: string;
      readonly exists: boolean;
    }
  | { readonly kind: 'no-exchange'; readonly exchange: string };

/**
 * The queues that get the message, each once: RabbitMQ's walk over default exchange, bindings, exchange-to-exchange
 * bindings, alternate exchanges and the extra keys in CC and BCC. With `onTried`, every binding on the way is judged
 * and reported with its reason; without, an index finds the matching ones. The queues are the same.
 */
export function route(
  table: RoutingTable,
  message: RoutedMessage,
  onTried?: (step: RoutingStep) => void,
): readonly string[] {
  const keys = distinct(message.routingKeys ?? routingKeys(message.routingKey, message.headers));
  if (message.exchange === DEFAULT_EXCHANGE) return routeByQueueName(table, keys, onTried);

  const queues = new Set<string>();
  const seen = new Set([message.exchange]);
  const open = [message.exchange];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const source = table.indexed(name);
    if (!source) {
      onTried?.({ kind: 'no-exchange', exchange: name });
      continue;
    }
    const reach = (binding: Binding): Skipped => {
      if (binding.destinationType === 'queue') {
        if (!table.hasQueue(binding.destination)) return 'no such destination';
        if (queues.has(binding.destination)) return 'already routed';
        queues.add(binding.destination);
        return undefined;
      }
      if (seen.has(binding.destination)) return 'already routed';
      seen.add(binding.destination);
      if (!table.exchange(binding.destination)) return 'no such destination';
      open.push(binding.destination);
      return undefined;
    };
    const matched = onTried
      ? tryEveryBinding(source, message, keys, reach, onTried)
      : visitMatches(source, message, keys, reach);
    if (matched || source.alternate === undefined) continue;
    const exists = table.exchange(source.alternate) !== undefined;
    onTried?.({ kind: 'alternate', exchange: name, alternate: source.alternate, exists });
    if (!exists || seen.has(source.alternate)) continue;
    seen.add(source.alternate);
    open.push(source.alternate);
  }
  return [...queues];
}

type Skipped = Extract<RoutingStep, { kind: 'binding' }>['skipped'] | undefined;
type Reach = (binding: Binding) => Skipped;

function routeByQueueName(
  table: RoutingTable,
  keys: readonly string[],
  onTried?: (step: RoutingStep) => void,
): string[] {
  const queues = keys.filter((key) => table.hasQueue(key));
  if (onTried) {
    for (const key of keys) onTried({ kind: 'default', routingKey: key, matched: table.hasQueue(key) });
  }
  return queues;
}

function visitMatches(
  source: IndexedExchange,
  message: RoutedMessage,
  keys: readonly string[],
  reach: Reach,
): boolean {
  let matched = false;
  source.index.visitMatches(message, keys, (binding) => {
    matched = true;
    reach(binding);
  });
  return matched;
}

function tryEveryBinding(
  source: IndexedExchange,
  message: RoutedMessage,
  keys: readonly string[],
  reach: Reach,
  onTried: (step: RoutingStep) => void,
): boolean {
  let matched = false;
  const type = exchangeType(source.exchange.type);
  const tried = type.readsKeys ? keys : keys.slice(0, 1);
  for (const binding of source.bindings.values()) {
    for (const routingKey of tried) {
      const match = type.match(binding, message, routingKey);
      const skipped = match.matched ? reach(binding) : undefined;
      onTried({ kind: 'binding', binding, routingKey, match, ...(skipped && { skipped }) });
      if (!match.matched) continue;
      matched = true;
      break;
    }
  }
  return matched;
}

const distinct = (keys: readonly string[]): readonly string[] =>
  keys.length < 2 ? keys : [...new Set(keys)];

/** The message's own key and those in its CC and BCC headers. */
export function routingKeys(routingKey: string, headers: FieldTable): readonly string[] {
  return headers.size === 0 ? [routingKey] : [routingKey, ...senderKeys(headers)];
}

/** The keys in the CC and BCC headers (arrays of strings; other elements do not count). */
export function senderKeys(headers: FieldTable): readonly string[] {
  const keys: string[] = [];
  for (const header of ['CC', 'BCC']) {
    const value = headers.get(header);
    if (value?.type !== 'array') continue;
    for (const element of value.value) {
      const key = stringValue(element);
      if (key !== undefined) keys.push(key);
    }
  }
  return keys;
}
