import type { LabEvent } from '../../lab/events.ts';
import type { Depth } from '../../lab/observed.ts';
import type { Moment } from './moments.ts';

/** What was ready in a queue after a moment, and whether that is news; undefined before it was declared. */
export interface DepthAfter {
  readonly queue: string;
  readonly depth: Depth | undefined;
  readonly changed: boolean;
}

/** For each moment the depth of each queue; those that are `there` from the start begin empty. */
export function depthsAfter(
  moments: readonly Moment[],
  queues: readonly string[],
  there: readonly string[],
): DepthAfter[][] {
  const last = new Map<string, Depth>(there.map((queue) => [queue, 0]));
  return moments.map(({ ready }) =>
    queues.map((queue): DepthAfter => {
      const before = last.get(queue);
      const now = ready?.get(queue);
      // What was never there cannot be gone.
      const depth = now === 'gone' && before === undefined ? undefined : (now ?? before);
      if (depth !== undefined) last.set(queue, depth);
      return { queue, depth, changed: depth !== (before ?? 0) };
    }),
  );
}

/** A queue's depth over time, as the greatest in each of some equal spans. */
export interface Curve {
  readonly queue: string;
  readonly heights: readonly number[];
  readonly peak: number;
}

export interface Curves {
  readonly from: number;
  readonly to: number;
  readonly curves: readonly Curve[];
}

/** The curves of the queues that were ever deeper than `least`, where the run was sampled; null where there are none. */
export function curvesOf(events: readonly LabEvent[], least: number, maxSpans: number): Curves | null {
  if (!events.some(({ kind }) => kind === 'sampled')) return null;
  const looks = events.filter((event) => 'ready' in event);
  const [from, to] = [looks[0]?.at ?? 0, looks.at(-1)?.at ?? 0];
  if (to === from) return null;
  const spans = Math.max(1, Math.min(maxSpans, Math.floor(to - from)));
  const queues = new Set(looks.flatMap(({ ready }) => [...ready.keys()]));
  const curves = Array.from(queues, (queue): Curve => {
    const samples = looks.map(({ at, ready }) => ({
      span: Math.min(spans - 1, Math.floor(((at - from) / (to - from)) * spans)),
      depth: heightOf(ready.get(queue)),
    }));
    const heights = greatestIn(samples, spans);
    return { queue, heights, peak: Math.max(...heights) };
  }).filter(({ peak }) => peak > least);
  return curves.length === 0 ? null : { from, to, curves };
}

/** A span without a sample is as the last sample before it. */
function greatestIn(samples: readonly { span: number; depth: number }[], spans: number): number[] {
  const greatest: (number | undefined)[] = Array.from({ length: spans });
  const ends: (number | undefined)[] = Array.from({ length: spans });
  for (const { span, depth } of samples) {
    greatest[span] = Math.max(greatest[span] ?? 0, depth);
    ends[span] = depth;
  }
  let last = 0;
  return greatest.map((height, at) => {
    const shown = height ?? last;
    last = ends[at] ?? last;
    return shown;
  });
}

const heightOf = (depth: Depth | undefined): number => (typeof depth === 'number' ? depth : 0);
