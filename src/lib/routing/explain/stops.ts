import { type RoutingStep, route } from '../route.ts';
import type { RoutingTable } from '../routing-table.ts';
import { DEFAULT_EXCHANGE, type Exchange, type RoutedMessage } from '../topology.ts';

/** An exchange on the message's way. */
export interface Stop {
  readonly exchange: string;
  /** One of RabbitMQ's own, or the name of a plugin's. */
  readonly type: string;
  readonly tried: readonly Attempt[];
}

/** What was tried there, and the exchange that the message went on to because of it. */
export interface Attempt {
  readonly step: RoutingStep;
  readonly leadsTo?: string;
}

/** The exchanges that the message comes to, with what is tried there: none where its own does not exist. */
export function wayOf(message: RoutedMessage, table: RoutingTable): readonly Stop[] {
  const start = table.exchange(message.exchange);
  if (!start) return [];
  const steps: RoutingStep[] = [];
  route(table, message, (step) => steps.push(step));
  return stopsOf(start, steps, table);
}

/** What was tried, by exchange, in the order in which the message came there: routing comes to each once. */
export function stopsOf(start: Exchange, steps: readonly RoutingStep[], table: RoutingTable): Stop[] {
  const stops = new Map([[start.name, newStop(start)]]);
  for (const step of steps) {
    const name = nextOf(step);
    const next = name === undefined || stops.has(name) ? undefined : table.exchange(name);
    if (next) stops.set(next.name, newStop(next));
    stops.get(exchangeOf(step))?.tried.push(next ? { step, leadsTo: next.name } : { step });
  }
  return [...stops.values()];
}

const newStop = ({ name, type }: Exchange) => ({ exchange: name, type, tried: [] as Attempt[] });

function exchangeOf(step: RoutingStep): string {
  if (step.kind === 'binding') return step.binding.source;
  return step.kind === 'default' ? DEFAULT_EXCHANGE : step.exchange;
}

/** The exchange that the message is handed on to. */
function nextOf(step: RoutingStep): string | undefined {
  if (step.kind === 'alternate') return step.exists ? step.alternate : undefined;
  if (step.kind !== 'binding' || !step.match.matched || step.skipped) return undefined;
  return step.binding.destinationType === 'exchange' ? step.binding.destination : undefined;
}
