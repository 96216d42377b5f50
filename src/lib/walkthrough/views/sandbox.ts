import type { LabEvent } from '../../lab/events.ts';
import type { Run } from '../../render/deliveries.ts';
import { scriptTexts } from '../../render/steps/step-groups.ts';
import { columns, hanging, wrapped } from '../../render/table.ts';
import { visible } from '../../render/text.ts';
import { timelineLines } from '../../render/timeline/timeline.ts';
import type { View } from '../course/scene.ts';
import { type ConsumerContents, contentsOf, lostBetween, type QueueContents } from '../sandbox/contents.ts';
import { experimentIn, type Sandbox, topologyOf } from '../sandbox/sandbox.ts';
import { topologyLines } from './build.ts';
import type { Canvas } from './canvas.ts';

const NOBODY_NOTED: ReadonlySet<string> = new Set();

/** What the last command did, and what followed. */
export function newsLines(
  { run, since, before }: View & { kind: 'news' },
  canvas: Canvas,
): readonly string[] {
  const events = eventsSince(run.events, since);
  const isRestart = run.experiment.steps[since]?.kind === 'restart';
  return [
    ...timelineLines({ ...run, events }, NOBODY_NOTED, canvas),
    ...(isRestart && before ? lostLines(before, run, canvas) : []),
  ];
}

/** What the broker forgot: no event tells of it. */
function lostLines(before: Run, after: Run, canvas: Canvas): readonly string[] {
  const { texts, colours, width } = canvas;
  const [had, has] = [before, after].map(({ experiment, events }) => contentsOf(experiment, events));
  const lost = had && has ? lostBetween(had, has) : new Map<string, readonly string[]>();
  return Array.from(lost).flatMap(([queue, messages]) =>
    hanging(colours.notable('!'), texts.lost(idsText(messages, canvas), visible(queue)), width),
  );
}

function eventsSince(events: readonly LabEvent[], since: number): readonly LabEvent[] {
  return events.slice(events.findIndex((event) => event.kind === 'step' && event.step === since));
}

/** What was taken back, and what is there again. The looks that part commands are none of anybody's. */
export function undoneLines(
  { taken, sandbox, run }: View & { kind: 'undone' },
  canvas: Canvas,
): readonly string[] {
  const { texts, words, width } = canvas;
  const done = scriptTexts(
    taken.filter(({ kind }) => kind !== 'look'),
    width,
    words,
  );
  return [...wrapped(texts.undone(done.join('; ')), width), ...watchLines(sandbox, run, canvas)];
}

/** What is declared, as far as it is still there. */
export function thereLines(sandbox: Sandbox, run: Run | null, canvas: Canvas): readonly string[] {
  const topology = topologyOf(sandbox, run);
  if (topology.exchanges.length + topology.queues.length === 0)
    return wrapped(canvas.colours.quiet(canvas.texts.nothingThere), canvas.width);
  return topologyLines(topology, canvas);
}

/** What lies in each queue, and what each consumer received and holds. */
export function watchLines(sandbox: Sandbox, run: Run | null, canvas: Canvas): readonly string[] {
  const { texts, colours, width, words, plain } = canvas;
  const { queues, consumers } = contentsOf(experimentIn(sandbox), run?.events ?? []);
  if (queues.length === 0) return thereLines(sandbox, run, canvas);
  const rows = [
    ...queues.map((queue) => [colours.strong(visible(queue.name)), inQueue(queue, canvas)]),
    ...consumers.map(({ name, queues: of, received, holds, consumes }) => [
      plain
        ? words.consumerOn(name, of.join(', '))
        : `${colours.strong(visible(name))} ◀ ${of.map(visible).join(', ')}`,
      [
        received.length === 0 ? texts.nothingReceived : texts.receives(idsText(received, canvas)),
        ...(holds.length === 0 ? [] : [colours.notable(texts.holds(idsText(heldIds(holds), canvas)))]),
        ...(consumes === false ? [texts.consumesNoMore] : []),
      ].join('; '),
    ]),
  ];
  const names = Math.min(columns(rows.map(([name = '']) => [name])).width, Math.floor(width / 2));
  return columns(rows, { widths: [names, width - names - 2] }).lines;
}

function inQueue({ depth, messages }: QueueContents, canvas: Canvas): string {
  const { texts, words } = canvas;
  if (depth === 'gone') return texts.queueGone;
  if (depth === 'locked') return texts.queueLocked;
  if (depth === 'stream') return texts.queueStream;
  return depth === 0 ? texts.empty : `${words.messages(depth)}: ${idsText(messages, canvas)}`;
}

const heldIds = (holds: ConsumerContents['holds']): string[] => holds.map(({ message }) => message);

const MAX_IDS = 20;

function idsText(tokens: readonly string[], { texts, words }: Canvas): string {
  const shown = tokens.slice(-MAX_IDS).map((token) => {
    const [id = '', again] = token.split(' redelivered');
    return again === undefined ? visible(id) : texts.again(visible(id));
  });
  const hidden = tokens.length - shown.length;
  return [...(hidden > 0 ? [words.more(hidden)] : []), ...shown].join(', ');
}
