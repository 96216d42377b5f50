import { groupBy } from '../../group-by.ts';
import { type Binding, DEFAULT_EXCHANGE, type Exchange } from '../../routing/topology.ts';
import { takenMessages } from './headers-binding.ts';
import { type KeyPattern, oneKey, takesKey, topicPattern } from './key-pattern.ts';
import { type Keys, keysText, narrowed, onlyKey } from './keys.ts';
import { PatternIndex } from './pattern-index.ts';
import type { TopologyView } from './view.ts';

/** Messages on their way: those whose key is one of these. */
export interface Flow {
  readonly keys: Keys;
  /** All of them take that way; else it depends on what is not known here, such as their headers. */
  readonly certain: boolean;
}

export interface Hop {
  readonly destinationType: Binding['destinationType'];
  readonly destination: string;
  readonly flow: Flow;
}

/** Where messages can get to from an exchange. */
export interface Reach {
  readonly queues: ReadonlyMap<string, readonly Flow[]>;
  /** Some of it is not known: a plugin's exchange is on the way, or the topology is too large to follow all ways. */
  readonly isOpen: boolean;
}

interface Arrival {
  /** Undefined for what is not known. */
  readonly queue: string | undefined;
  readonly flow: Flow;
}

/** From one place. */
const MAX_HOPS = 10_000;
/** From all places together: some seconds. */
const MAX_HOPS_IN_ALL = 50_000;

/** What was found out about a topology, and at what cost. */
interface Travels {
  readonly reaches: Map<string, Reach>;
  hops: number;
}

const travels = new WeakMap<TopologyView, Travels>();

function travelsIn(view: TopologyView): Travels {
  const known = travels.get(view) ?? { reaches: new Map<string, Reach>(), hops: 0 };
  travels.set(view, known);
  return known;
}

/** Whether the topology was too large to follow all ways. */
export const gaveUp = (view: TopologyView): boolean => travelsIn(view).hops > MAX_HOPS_IN_ALL;

/** Every queue that a message with one of the keys can get to, published to the exchange, and with which keys. */
export function reach(view: TopologyView, exchange: string, flow: Flow): Reach {
  const { reaches } = travelsIn(view);
  const from = `${exchange} ${flow.certain} ${keysText(flow.keys)}`;
  const reached = reaches.get(from) ?? findReach(view, exchange, flow);
  reaches.set(from, reached);
  return reached;
}

function findReach(view: TopologyView, exchange: string, flow: Flow): Reach {
  if (gaveUp(view)) return { queues: new Map(), isOpen: true };
  const found = [...arrivals(view, exchange, flow, [])];
  travelsIn(view).hops += found.length;
  const queues = new Map<string, readonly Flow[]>();
  for (const [queue, all] of groupBy(found, (arrival) => arrival.queue))
    if (queue !== undefined)
      queues.set(
        queue,
        all.map((arrival) => arrival.flow),
      );
  return { queues, isOpen: found.some(({ queue }) => queue === undefined) };
}

/** Whether no message with one of the keys can get to a queue from there, without coming by the exchanges `passed`. */
export function leadsNowhere(
  view: TopologyView,
  exchange: string,
  flow: Flow,
  passed: readonly string[] = [],
): boolean {
  const [first] = arrivals(view, exchange, flow, passed);
  return first === undefined;
}

function* arrivals(
  view: TopologyView,
  exchange: string,
  published: Flow,
  passed: readonly string[],
): Iterable<Arrival> {
  const seen = new Set<string>();
  const open: [name: string, flow: Flow][] = [[exchange, published]];
  for (let next = open.pop(); next; next = open.pop()) {
    const source = view.exchange(next[0]);
    if (!source) continue;
    if (!view.isModelled(source)) yield { queue: undefined, flow: next[1] };
    for (const { destinationType, destination, flow } of hopsFrom(view, source, next[1])) {
      const place = `${destinationType} ${destination} ${flow.certain} ${keysText(flow.keys)}`;
      if (seen.has(place)) continue;
      seen.add(place);
      if (destinationType === 'queue') yield { queue: destination, flow };
      else if (!passed.includes(destination)) open.push([destination, flow]);
      if (seen.size > MAX_HOPS) {
        yield { queue: undefined, flow };
        return;
      }
    }
  }
}

/** One step: along each binding that takes some of the messages, and to the alternate exchange. */
export function* hopsFrom(view: TopologyView, source: Exchange, flow: Flow): Iterable<Hop> {
  if (source.name === DEFAULT_EXCHANGE) {
    yield* hopsByQueueName(view, flow);
    return;
  }
  let matched = false;
  for (const binding of candidates(view, source, flow)) {
    const taken = takenBy(binding, source, flow);
    if (!taken) continue;
    matched = true;
    yield { destinationType: binding.destinationType, destination: binding.destination, flow: taken };
  }
  const alternate = view.alternateOf(source);
  // RabbitMQ: as an alternate exchange the default one takes nothing, not even by a queue's name.
  if (alternate !== undefined && alternate !== DEFAULT_EXCHANGE && view.exchange(alternate))
    yield {
      destinationType: 'exchange',
      destination: alternate,
      flow: { ...flow, certain: flow.certain && !matched },
    };
}

function* hopsByQueueName(view: TopologyView, { keys, certain }: Flow): Iterable<Hop> {
  for (const name of queueNames(view, keys)) {
    if (!keys.every((pattern) => takesKey(pattern, name))) continue;
    yield { destinationType: 'queue', destination: name, flow: { keys: [oneKey(name)], certain } };
  }
}

/** The names of queues that may be among the keys, and perhaps others. */
function queueNames(view: TopologyView, keys: Keys): Iterable<string> {
  const only = onlyKey(keys);
  if (only !== undefined) return view.queue(only) ? [only] : [];
  const index =
    nameIndexes.get(view) ??
    new PatternIndex(
      view.queues.map(({ name }) => name),
      oneKey,
    );
  nameIndexes.set(view, index);
  return index.candidates(keys);
}

const nameIndexes = new WeakMap<TopologyView, PatternIndex<string>>();

/** The bindings of the exchange that may take some of the messages, and perhaps others. */
export function candidates(
  view: TopologyView,
  source: Exchange,
  { keys }: Pick<Flow, 'keys'>,
): Iterable<Binding> {
  if (source.type !== 'direct' && source.type !== 'topic') return view.bindingsFrom(source);
  const only = onlyKey(keys);
  return only === undefined ? indexOf(view, source).candidates(keys) : view.takers(source, only);
}

function indexOf(view: TopologyView, source: Exchange): PatternIndex<Binding> {
  const known = patternIndexes.get(view) ?? new Map<string, PatternIndex<Binding>>();
  patternIndexes.set(view, known);
  const index =
    known.get(source.name) ??
    new PatternIndex(view.bindingsFrom(source), (binding) => bindingPattern(binding, source));
  known.set(source.name, index);
  return index;
}

const patternIndexes = new WeakMap<TopologyView, Map<string, PatternIndex<Binding>>>();

/** What the binding takes of the messages; undefined where that is nothing. */
export function takenBy(binding: Binding, source: Exchange, { keys, certain }: Flow): Flow | undefined {
  switch (source.type) {
    case 'fanout':
      return { keys, certain };
    case 'direct':
    case 'topic': {
      const taken = narrowed(keys, bindingPattern(binding, source));
      return taken && { keys: taken, certain };
    }
    case 'headers': {
      const taken = takenMessages(binding);
      return taken === 'none' ? undefined : { keys, certain: certain && taken === 'all' };
    }
    default:
      return { keys, certain: false };
  }
}

/** The keys that a binding of a direct or topic exchange takes. */
export function bindingPattern(binding: Binding, { type }: Exchange): KeyPattern {
  const known = type === 'topic' ? topicPatterns : keyPatterns;
  const pattern = known.get(binding) ?? (type === 'topic' ? topicPattern : oneKey)(binding.routingKey);
  known.set(binding, pattern);
  return pattern;
}

const topicPatterns = new WeakMap<Binding, KeyPattern>();
const keyPatterns = new WeakMap<Binding, KeyPattern>();
