import type { Depth } from '../../lab/observed.ts';
import type { Colours } from '../colour.ts';
import type { Run } from '../deliveries.ts';
import type { Style } from '../style.ts';
import { breakable, type Cell, columns, nameInLines, padded, textWidth, wrapped } from '../table.ts';
import { durationText, someOf, visible } from '../text.ts';
import type { Words } from '../words/words.ts';
import { type DepthAfter, depthsAfter } from './depths.ts';
import { effectsOf } from './effects.ts';
import { type MomentStyle, momentLines, type ToldMoment } from './moment-lines.ts';
import { type Moment, momentsOf } from './moments.ts';

const MAX_MOMENTS = 60;
/** The least width for what happened beside the columns of queues. */
const LEAST_WIDTH = 36;
const NAME_WIDTHS = [null, 12, 8] as const;
const MAX_WHO_WIDTH = 12;
/** The queues that a line has room for. */
const MAX_DEPTHS = 8;
const MAX_EMPTY_NAMES = 6;
/** Two things that happen in one go are milliseconds apart where time is real. */
const REAL_TOLERANCE_MS = 25;

/**
 * What happened over time: each step, what followed it, and what was ready in the queues once all was still: in a
 * column for each queue where they fit the width, else in a line under the step.
 */
export function timelineLines(run: Run, noted: ReadonlySet<string>, style: Style): string[] {
  const { width, colours, words, plain } = style;
  const moments = momentsOf(run.experiment, run.events);
  const drawing = drawingOf(run, moments.slice(0, MAX_MOMENTS), { ...style, noted });
  const hidden = moments.slice(MAX_MOMENTS).reduce((sum, { steps }) => sum + steps.length, 0);
  const more = colours.quiet(words.moreSteps(hidden));
  const lines = plain ? inSentences(drawing) : (withColumns(drawing) ?? withLines(drawing));
  return [...lines, ...(hidden > 0 ? wrapped(more, width) : [])];
}

interface Drawing {
  readonly moments: readonly ToldMoment[];
  /** For each moment. */
  readonly depths: readonly (readonly DepthAfter[])[];
  readonly width: number;
  readonly timeWidth: number;
  readonly style: Omit<MomentStyle, 'width'>;
}

function drawingOf(
  { experiment, report }: Run,
  shown: readonly Moment[],
  { width, ...style }: Omit<MomentStyle, 'whoWidth'>,
): Drawing {
  const toleranceMs = report.broker.kind === 'embedded' ? 0 : REAL_TOLERANCE_MS;
  const moments = shown.map((moment) => ({
    ...moment,
    clusters: effectsOf(moment, toleranceMs, style.words),
  }));
  const times = moments.flatMap(({ at, clusters }) => [at, ...clusters.map((cluster) => cluster.at)]);
  const who = moments.flatMap(({ clusters }) =>
    clusters.flatMap(({ effects }) => effects.map(({ who }) => who)),
  );
  const there = experiment.topology.queues.map(({ name }) => name);
  const lookedAt = shown.flatMap(({ ready }) => [...(ready?.keys() ?? [])]);
  return {
    moments,
    depths: depthsAfter(shown, [...new Set([...there, ...lookedAt])], there),
    width,
    timeWidth: Math.max(0, ...new Set(times.map((at) => durationText(at).length))),
    style: {
      ...style,
      whoWidth: Math.min(MAX_WHO_WIDTH, Math.max(0, ...Array.from(new Set(who), textWidth))),
    },
  };
}

/** Undefined where the columns would leave too little room. */
function withColumns(drawing: Drawing): readonly string[] | undefined {
  const { depths, width, timeWidth } = drawing;
  const all = depths[0]?.map((_, at) => at) ?? [];
  const used = all.filter((at) => depths.some((after) => (after[at]?.depth ?? 0) !== 0));
  for (const queues of used.length < all.length ? [all, used] : [all]) {
    // Three columns a queue are the least: beyond that there is no need to try.
    if (queues.length === 0 || queues.length * 3 > width - LEAST_WIDTH) continue;
    for (const nameWidth of NAME_WIDTHS) {
      const { head, cells } = depthColumns(drawing, queues, nameWidth);
      const room = width - timeWidth - columns(cells, { head }).width - 2 * 2;
      if (room < LEAST_WIDTH) continue;
      const hidden = all.filter((at) => !queues.includes(at));
      return [...table(drawing, room, head, cells), ...emptyLines(drawing, hidden)];
    }
  }
  return undefined;
}

/** Names the queues that have no column. */
function emptyLines({ depths, width, style }: Drawing, queues: readonly number[]): readonly string[] {
  if (queues.length === 0) return [];
  const names = queues.map((at) => visible(depths[0]?.[at]?.queue ?? ''));
  const { timeline, queues: counted } = style.words;
  const text = timeline.alwaysEmpty(someOf(names, MAX_EMPTY_NAMES, counted));
  return wrapped(style.colours.quiet(breakable(text, width)), width);
}

function depthColumns(
  { depths, style: { colours, words } }: Drawing,
  queues: readonly number[],
  nameWidth: number | null,
): { head: Cell[]; cells: Cell[][] } {
  const head = queues.map((queue): Cell => {
    const name = visible(depths[0]?.[queue]?.queue ?? '');
    return right(colours.strong(nameWidth === null ? name : nameInLines(name, nameWidth)));
  });
  const cells = depths.map((after) =>
    queues.map((queue): Cell => right(depthText(after[queue], colours, words))),
  );
  return { head, cells };
}

function depthText(after: DepthAfter | undefined, colours: Colours, words: Words): string {
  if (after?.depth === undefined) return '';
  const text = after.depth === 0 ? '·' : depthWord(after.depth, words);
  return after.changed ? text : colours.quiet(text);
}

function table(
  drawing: Drawing,
  room: number,
  head: readonly Cell[],
  cells: readonly (readonly Cell[])[],
): readonly string[] {
  const time = timeColumn(drawing);
  const told = drawing.moments.map((moment) => momentLines(moment, { ...drawing.style, width: room }));
  const rows = told.flatMap((lines, at) =>
    lines.map((line, nth): Cell[] => [
      time(line.at),
      line.text,
      ...(nth === 0 ? (cells[at] ?? []) : head.map(() => '')),
    ]),
  );
  const widest = columns(told.flat().map(({ text }) => [text])).width;
  const { what: steps, depths } = drawing.style.words.timeline;
  const what = padded(steps, Math.max(LEAST_WIDTH, widest) - textWidth(depths)) + depths;
  const heads = ['', drawing.style.colours.quiet(what), ...head];
  return columns(rows, { head: heads, widths: [drawing.timeWidth] }).lines;
}

function withLines(drawing: Drawing): readonly string[] {
  const { moments, depths, width, timeWidth, style } = drawing;
  const room = Math.max(20, width - timeWidth - 2);
  const time = timeColumn(drawing);
  const rows = moments.flatMap((moment, at) => {
    const lines = momentLines(moment, { ...style, width: room });
    const text = depthsText(depths[at] ?? [], style.words);
    const ready = text === '' ? [] : wrapped(style.colours.quiet(text), room);
    return [...lines.map((line): Cell[] => [time(line.at), line.text]), ...ready.map((line) => ['', line])];
  });
  return columns(rows, { widths: [timeWidth] }).lines;
}

/** For screen readers: the time, what happened, and what was ready then. */
function inSentences({ moments, depths, width, style }: Drawing): readonly string[] {
  const time = timeText();
  return moments.flatMap((moment, at) => {
    const lines = momentLines(moment, { ...style, width });
    const text = depthsText(depths[at] ?? [], style.words);
    const ready = text === '' ? [] : [`${style.words.timeline.depths} ${text.replace('= ', '')}`];
    return [...lines.map((line) => [time(line.at), line.text].filter(Boolean).join(': ')), ...ready];
  });
}

/** What is ready where, in one line; nothing where it is as before. */
function depthsText(after: readonly DepthAfter[], words: Words): string {
  if (!after.some(({ changed }) => changed)) return '';
  const texts = after.flatMap(({ queue, depth = 0 }) =>
    depth === 0 ? [] : [`${visible(queue)} ${depthWord(depth, words)}`],
  );
  if (texts.length === 0) return words.timeline.allEmpty;
  if (texts.length <= MAX_DEPTHS) return `= ${texts.join(' · ')}`;
  const total = after.reduce((sum, { depth }) => sum + (typeof depth === 'number' ? depth : 0), 0);
  return words.timeline.totalDepth(words.messages(total), words.queues(texts.length));
}

const depthWord = (depth: Depth, { timeline }: Words): string =>
  typeof depth === 'number' ? String(depth) : timeline.unknownDepths[depth];

function timeColumn({ style: { colours } }: Drawing): (at: number) => Cell {
  const time = timeText();
  return (at) => right(colours.quiet(time(at)));
}

/** Each time once. */
function timeText(): (at: number) => string {
  let shown: string | undefined;
  return (at) => {
    const text = durationText(at);
    const isNews = text !== shown;
    shown = text;
    return isNews ? text : '';
  };
}

const right = (content: string): Cell => ({ content, hAlign: 'right' });
