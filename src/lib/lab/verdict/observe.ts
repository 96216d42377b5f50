import type { Death, LabEvent } from '../events.ts';
import { type Experiment, messagesOf, queueNamesOf } from '../experiment.ts';
import type { Depth, Observed } from '../observed.ts';

/** Says of a run's events what can be held against an expectation, or against another broker's. */
export function observe(experiment: Experiment, events: Iterable<LabEvent>): Observed {
  const seen = new Fold();
  for (const { id } of messagesOf(experiment)) seen.queues.set(id, new Set());
  for (const event of events) fold(seen, event);
  const queueOrder = orderOf(queueNamesOf(experiment));
  const messageOrder = orderOf([...seen.queues.keys()]);
  const inOrder = (messages: Iterable<string>): string[] => [...messages].sort(messageOrder);
  return {
    queues: record(seen.queues, (queues) => [...queues].sort(queueOrder)),
    deliveries: record(seen.deliveries),
    left: record(seen.left),
    deaths: record(seen.deaths, (deaths) => deaths.map(deathText)),
    returned: inOrder(seen.returned),
    refused: inOrder(seen.refused),
    unconfirmed: inOrder(seen.unconfirmed),
    errors: record(seen.errors),
    cancelled: [...seen.cancelled].sort(),
    skipped: record(seen.skipped),
    empty: record(seen.empty),
    gone: [...seen.gone].sort(),
    looks: record(seen.looks, (depths) => Object.fromEntries(depths)),
  };
}

class Fold {
  readonly queues = new Map<string, Set<string>>();
  readonly deliveries = new Map<string, string[]>();
  readonly left = new Map<string, string[]>();
  readonly deaths = new Map<string, readonly Death[]>();
  readonly returned = new Set<string>();
  readonly refused = new Set<string>();
  readonly unconfirmed = new Set<string>();
  readonly errors = new Map<string, string[]>();
  readonly cancelled = new Set<string>();
  readonly skipped = new Map<string, string[]>();
  readonly empty = new Map<string, string[]>();
  readonly looks = new Map<string, ReadonlyMap<string, Depth>>();
  gone: readonly string[] = [];
}

function fold(seen: Fold, event: LabEvent): void {
  switch (event.kind) {
    case 'published':
      see(seen, event.message);
      seen.unconfirmed.delete(event.message);
      break;
    case 'confirmed':
      seen.unconfirmed.delete(event.message);
      seen.refused.delete(event.message);
      break;
    case 'returned':
    case 'refused':
    case 'unconfirmed':
      seen[event.kind].add(event.message);
      break;
    case 'delivered':
      list(seen.deliveries, event.consumer).push(token(event));
      see(seen, event.message, event.queue, event.deaths);
      break;
    case 'left':
      list(seen.left, event.queue).push(token(event));
      see(seen, event.message, event.queue, event.deaths);
      break;
    case 'answered':
      if (event.answer === 'skip') list(seen.skipped, event.consumer).push(event.message);
      break;
    case 'got-none':
      list(seen.empty, event.who).push(event.queue);
      break;
    case 'error':
      list(seen.errors, event.who).push(`${event.code} ${event.text}`);
      break;
    case 'cancelled':
      seen.cancelled.add(event.consumer);
      break;
    case 'looked':
      seen.looks.set(event.moment, event.ready);
      break;
    case 'gone':
      seen.gone = event.names;
      break;
  }
}

function see(seen: Fold, message: string, queue?: string, deaths: readonly Death[] = []): void {
  const queues = seen.queues.get(message) ?? new Set();
  seen.queues.set(message, queues);
  if (queue !== undefined) queues.add(queue);
  for (const death of deaths) queues.add(death.queue);
  if (deaths.length > 0) seen.deaths.set(message, merged(seen.deaths.get(message) ?? [], deaths));
}

/**
 * The record of a later death contains those before it. Copies of one message that died apart have records of their own:
 * of these all entries, in a fixed order, since nobody knows which copy comes first.
 */
function merged(before: readonly Death[], now: readonly Death[]): readonly Death[] {
  const has = (deaths: readonly Death[], { queue, reason }: Death): boolean =>
    deaths.some((death) => death.queue === queue && death.reason === reason);
  if (before.every((death) => has(now, death))) return now;
  if (now.every((death) => has(before, death))) return before;
  const key = ({ queue, reason }: Death): string => `${queue} ${reason}`;
  const all = [...before, ...now.filter((death) => !has(before, death))];
  return all.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

const token = ({ message, redelivered }: { message: string; redelivered: boolean }): string =>
  redelivered ? `${message} redelivered` : message;

const deathText = ({ queue, reason, count }: Death): string =>
  `${queue} ${reason}${count > 1 ? ` ×${count}` : ''}`;

function list<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const found = lists.get(key) ?? [];
  lists.set(key, found);
  return found;
}

function record<V, W = V>(map: ReadonlyMap<string, V>, to: (value: V) => W = (value) => value as never) {
  return Object.fromEntries(Array.from(map, ([key, value]) => [key, to(value)])) as Record<string, W>;
}

/** What is not listed comes last. */
function orderOf(names: readonly string[]): (a: string, b: string) => number {
  const places = new Map(names.map((name, at) => [name, at]));
  const place = (name: string): number => places.get(name) ?? names.length;
  return (a, b) => place(a) - place(b);
}
