import type { LabEvent } from '../../lab/events.ts';
import type { Colours } from '../colour.ts';
import { columns, fitted, textWidth, wrapped } from '../table.ts';
import { durationText, visible } from '../text.ts';
import { type Curve, curvesOf } from '../timeline/depths.ts';
import type { Words } from '../words/words.ts';

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** A queue that never held more than so many needs no curve. */
const LEAST_DEPTH = 3;
const MAX_CURVES = 8;
const MAX_SPANS = 40;

/** How deep the queues were over time, where the run was sampled: a line of blocks for each. */
export function curveLines(
  events: readonly LabEvent[],
  width: number,
  colours: Colours,
  words: Words,
): readonly string[] {
  const spans = Math.min(MAX_SPANS, Math.floor(width / 2));
  const found = curvesOf(events, LEAST_DEPTH, spans);
  if (!found) return [];
  const { from, to, curves } = found;
  const shown = deepestOf(curves);
  const peaks = shown.map(({ peak }) => words.ending.peak(peak));
  const nameWidth = width - spans - Math.max(...peaks.map(textWidth)) - 2 * 2;
  const rows = shown.map((curve, at) => [
    fitted(visible(curve.queue), nameWidth),
    blocks(curve),
    colours.quiet(peaks[at] ?? ''),
  ]);
  const caption = words.ending.ready(durationText(from), durationText(to));
  const hidden = curves.length - shown.length;
  const more = hidden > 0 ? wrapped(colours.quiet(words.moreQueues(hidden)), width) : [];
  return [...wrapped(colours.quiet(caption), width), ...columns(rows).lines, ...more];
}

const deepestOf = (curves: readonly Curve[]): readonly Curve[] =>
  curves.length <= MAX_CURVES ? curves : curves.toSorted((a, b) => b.peak - a.peak).slice(0, MAX_CURVES);

/** Nothing at all is the lowest block, one message at least the second. */
function blocks({ heights, peak }: Curve): string {
  return heights.map((height) => LEVELS[Math.ceil((height / peak) * (LEVELS.length - 1))]).join('');
}
