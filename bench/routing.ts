import qlobber from 'qlobber';
import { topic } from '../src/lib/routing/exchange-types/topic.ts';
import type { Binding } from '../src/lib/routing/topology.ts';
import { EMPTY_TABLE } from '../src/lib/routing/values.ts';

/** Microseconds of processor time for one operation. */
export interface RoutingTimes {
  readonly bindings: number;
  readonly added: number;
  readonly routed: number;
  readonly removed: number;
}

/** One implementation of topic patterns. */
interface Matcher {
  add(pattern: string, at: number): void;
  remove(pattern: string, at: number): void;
  /** How many patterns take the key. */
  match(key: string): number;
}

const ROUTES = 200_000;
const CHANGES = 50_000;

/** The index of a topic exchange beside the npm package qlobber, in turn, on the same patterns and keys. */
export function routingTimes(
  bindings: number,
  rounds: number,
): { ours: RoutingTimes[]; qlobber: RoutingTimes[] } {
  const patterns = Array.from({ length: bindings }, (_, at) => patternOf(at));
  const keys = Array.from({ length: 1000 }, (_, at) => keyOf((at * 7919) % bindings));
  const times: { ours: RoutingTimes[]; qlobber: RoutingTimes[] } = { ours: [], qlobber: [] };
  // The first round is for the compiler.
  for (let round = 0; round <= rounds; round++) {
    const ours = timed(indexMatcher(), patterns, keys);
    const theirs = timed(qlobberMatcher(), patterns, keys);
    if (ours.matches !== theirs.matches) throw new Error('the two do not match the same patterns');
    if (round === 0) continue;
    times.ours.push(ours.times);
    times.qlobber.push(theirs.times);
  }
  return times;
}

/** A quarter each of exact keys, of `*`, of `#` at the end, and of both. */
function patternOf(number: number): string {
  const [region, shop] = [`region${number % 10}`, `shop${number >> 2}`];
  switch (number % 4) {
    case 0:
      return `order.${region}.${shop}.paid`;
    case 1:
      return `order.*.${shop}.paid`;
    case 2:
      return `order.${region}.${shop}.#`;
    default:
      return `*.${region}.${shop}.#`;
  }
}

const keyOf = (number: number): string => `order.region${number % 10}.shop${number >> 2}.paid`;

function timed(
  matcher: Matcher,
  patterns: readonly string[],
  keys: readonly string[],
): { matches: number; times: RoutingTimes } {
  let [matches, added, removed] = [0, 0, 0];
  const repeats = Math.ceil(CHANGES / patterns.length);
  for (let left = repeats; left > 0; left--) {
    if (left < repeats) removed += cpuMicros(() => patterns.forEach(matcher.remove));
    added += cpuMicros(() => patterns.forEach(matcher.add));
  }
  const routed = cpuMicros(() => {
    for (let at = 0; at < ROUTES; at++) matches += matcher.match(keys[at % keys.length] as string);
  });
  removed += cpuMicros(() => patterns.forEach(matcher.remove));
  const changes = repeats * patterns.length;
  const times = {
    bindings: patterns.length,
    added: added / changes,
    routed: routed / ROUTES,
    removed: removed / changes,
  };
  return { matches, times };
}

/** Processor time, which a busy machine does not make longer by much. */
function cpuMicros(task: () => void): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function indexMatcher(): Matcher {
  const index = topic.createIndex();
  const bindings = new Map<number, Binding>();
  return {
    add(routingKey, at) {
      const binding: Binding = {
        source: 'exchange',
        destination: 'queue',
        destinationType: 'queue',
        routingKey,
        arguments: EMPTY_TABLE,
      };
      bindings.set(at, binding);
      index.add(binding);
    },
    remove: (_pattern, at) => index.remove(bindings.get(at) as Binding),
    match(routingKey) {
      let matches = 0;
      const message = { exchange: 'exchange', routingKey, headers: EMPTY_TABLE };
      index.visitMatches(message, [routingKey], () => {
        matches++;
      });
      return matches;
    },
  };
}

function qlobberMatcher(): Matcher {
  const matcher = new qlobber.Qlobber();
  return {
    add: (pattern, at) => void matcher.add(pattern, at),
    remove: (pattern, at) => void matcher.remove(pattern, at),
    match: (key) => matcher.match(key).length,
  };
}
