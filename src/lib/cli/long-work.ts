import { stat } from 'node:fs/promises';
import { type LoadedTopology, loadTopology, type TopologySource } from '../check/topology-source.ts';
import { count } from '../render/text.ts';
import type { Topology } from '../routing/topology.ts';
import type { Io } from './io.ts';
import { saying } from './progress.ts';

const MIB = 1024 * 1024;
/** What is less takes hardly a second. */
const LONG_MIB = 4;
const LONG_BINDINGS = 10_000;

/** Reads the topology, and says so on a terminal where that takes a while. Throws as {@link loadTopology} does. */
export async function loadAloud(source: TopologySource, { stderr }: Io): Promise<LoadedTopology> {
  const { definitions } = source;
  const size = definitions === undefined ? 0 : await sizeOf(definitions);
  const text = size < LONG_MIB * MIB ? undefined : `Reading ${definitions}, ${Math.round(size / MIB)} MiB …`;
  return saying(stderr, text, () => loadTopology(source));
}

/** Does something with the whole topology, and says so on a terminal where that takes a while; `what` as `Linting`. */
export function workAloud<T>(
  what: string,
  { queues, bindings }: Topology,
  { stderr }: Io,
  work: () => T | Promise<T>,
): Promise<T> {
  const isLong = bindings.length + queues.length >= LONG_BINDINGS;
  const text = `${what} ${count(queues.length, 'queue')}, ${count(bindings.length, 'binding')} …`;
  return saying(stderr, isLong ? text : undefined, work);
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
