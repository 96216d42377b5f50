import { assertNever } from '../lab/errors.ts';
import type { LabEvent } from '../lab/events.ts';
import type { Experiment, Message } from '../lab/experiment.ts';
import type { Report } from '../lab/verdict/report.ts';
import type { MessageVerdict, Problem, Verdict } from '../lab/verdict/verdict.ts';
import { DEFAULT_EXCHANGE, type Topology } from '../routing/topology.ts';
import { formatValue } from '../routing/values.ts';
import type { Colours } from './colour.ts';
import { bindingLabel, exchangeTypeOf } from './declared.ts';
import { breakable, type Cell, type Columns, columns, wrapped } from './table.ts';
import { count, visible, visibleKey } from './text.ts';
import { english } from './words/en.ts';
import type { Words } from './words/words.ts';

export interface Run {
  readonly experiment: Experiment;
  readonly events: readonly LabEvent[];
  readonly report: Report;
  readonly verdict: Verdict;
}

const MAX_MESSAGES = 50;
const MAX_ID_WIDTH = 24;
const KEY_WIDTHS = [null, 32, 20] as const;
const LIST_KEY_WIDTHS = { least: 8, most: 24 };
const LEAST_LIST_WIDTH = 12;
const MAX_NAMES = 6;

/** The messages that are shown one by one: all, or where there are too many the first and those with a difference. */
export function shownMessages({ messages }: Verdict): readonly MessageVerdict[] {
  if (messages.length <= MAX_MESSAGES) return messages;
  const first = messages.slice(0, MAX_MESSAGES / 2);
  const different = messages.slice(MAX_MESSAGES / 2).filter(({ problems }) => problems.length > 0);
  return [...first, ...different.slice(0, MAX_MESSAGES / 2)];
}

/**
 * Which queue received which message: as message × queue where that fits the width, else a line for each message. The
 * messages that a note is about have the note's mark.
 */
export function deliveryLines(
  run: Run,
  noted: ReadonlySet<string>,
  width: number,
  colours: Colours,
): string[] {
  const shown = shownMessages(run.verdict);
  const ids = shown.map(({ message: { id } }) => idCell(id, noted, colours));
  const table = fitting(run, shown, ids, width, colours) ?? list(run, shown, ids, width, colours);
  const hidden = run.verdict.messages.length - shown.length;
  const notes = hidden > 0 ? wrapped(colours.quiet(hiddenText(run, hidden)), width) : [];
  return [...table, ...notes];
}

/** A message's id, wrapped where it is wide, and before it the mark of those that a note is about. */
export function idCell(
  id: string,
  noted: ReadonlySet<string>,
  colours: Colours,
  width = MAX_ID_WIDTH,
): string {
  const text = colours.strong(breakable(visible(id), width));
  return noted.size === 0 ? text : `${noted.has(id) ? colours.notable('›') : ' '} ${text}`;
}

function hiddenText({ verdict }: Run, hidden: number): string {
  const rest = `… and ${count(hidden, 'more message')}`;
  const how = verdict.passed ? ', each as predicted' : '';
  return `${rest}${how}; --format json lists them all`;
}

function fitting(
  run: Run,
  shown: readonly MessageVerdict[],
  ids: readonly string[],
  width: number,
  colours: Colours,
): readonly string[] | undefined {
  const { queues } = run.experiment.topology;
  // Two columns a queue are the least: beyond that there is no need to try.
  if (queues.length * 3 > width) return undefined;
  for (const keyWidth of KEY_WIDTHS) {
    for (const withBindings of [true, false]) {
      const table = matrix(run, shown, ids, colours, { keyWidth, withBindings });
      if (table.width <= width) return table.lines;
    }
  }
  return undefined;
}

interface MatrixLayout {
  readonly keyWidth: number | null;
  readonly withBindings: boolean;
}

function matrix(
  run: Run,
  shown: readonly MessageVerdict[],
  ids: readonly string[],
  colours: Colours,
  layout: MatrixLayout,
): Columns {
  const { experiment, report } = run;
  const { topology } = experiment;
  const asked = askedIn(run);
  const outcomes = shown.some((message) => outcome(message, run, colours) !== '');
  const labels = topology.queues.map(({ name }) => queueLabels(topology, name));
  const head = [
    '',
    colours.quiet(asked.head),
    ...topology.queues.map(({ name }, at) =>
      [
        colours.strong(visible(name)),
        ...(layout.withBindings ? (labels[at] ?? []) : []).map(colours.quiet),
      ].join('\n'),
    ),
    ...(outcomes ? [''] : []),
  ];
  const rows = shown.map((message, at): Cell[] => [
    ids[at] ?? '',
    asked.text(message.message),
    ...topology.queues.map(({ name }) => mark(message, name, colours)),
    ...(outcomes ? [outcome(message, run, colours)] : []),
  ]);
  const received = receivedBy(report);
  const totals = [
    '',
    report.complete ? 'received' : 'seen',
    ...topology.queues.map(({ name }) => String(received.get(name) ?? 0)),
  ];
  const table = columns([...rows, totals.map(colours.quiet)], {
    head,
    widths: [null, layout.keyWidth],
    cut: layout.keyWidth !== null,
  });
  return { ...table, lines: table.lines.toSpliced(-1, 0, table.rule) };
}

/** What the queue is bound by, each once: two exchanges may lead there by one key. */
export function queueLabels(topology: Topology, queue: string): string[] {
  const labels = topology.bindings
    .filter(({ destination, destinationType }) => destinationType === 'queue' && destination === queue)
    .map((binding) => bindingLabel(binding, exchangeTypeOf(topology, binding.source)))
    .filter((label) => label !== '');
  return [...new Set(labels)];
}

/** What the messages ask for, in a column. */
export interface Asked {
  readonly head: string;
  text(message: Message): string;
}

/** What the messages of the run differ in: keys, headers or both; and exchanges, and whether they may come back. */
export function askedIn(
  { experiment, verdict: { messages } }: Pick<Run, 'experiment' | 'verdict'>,
  { asked, emptyKey, message: words }: Words = english,
): Asked {
  const keys = messages.some(({ message }) => message.routingKey !== '');
  const tables =
    messages.some(({ message }) => message.headers.size > 0) ||
    experiment.topology.exchanges.some(({ type }) => type === 'headers');
  const exchanges = new Set(messages.map(({ message }) => message.exchange)).size > 1;
  const optional = optionalMessages(experiment);
  const someMandatory = messages.some(({ message }) => !optional.has(message.id));
  const what = tables ? (keys ? asked.keyAndHeaders : asked.headers) : asked.key;
  return {
    head: exchanges ? `${asked.exchange} ▸ ${what}` : what,
    text: (message) => {
      const to = exchanges ? `${exchangeText(message.exchange, asked.defaultExchange)} ▸ ` : '';
      const key = tables ? keyAndHeaders(message, asked.none) : visibleKey(message.routingKey, emptyKey);
      return `${to}${key}${someMandatory && optional.has(message.id) ? `, ${words.notMandatory}` : ''}`;
    },
  };
}

function optionalMessages({ steps }: Experiment): ReadonlySet<string> {
  const optional = steps.flatMap((step) =>
    step.kind === 'publish' && step.mandatory === false ? [step.message.id] : [],
  );
  return new Set(optional);
}

const exchangeText = (name: string, unnamed: string): string =>
  name === DEFAULT_EXCHANGE ? unnamed : visible(name);

function keyAndHeaders({ routingKey, headers }: Message, none: string): string {
  const pairs = Array.from(headers, ([key, value]) => `${key}=${formatValue(value)}`).join(', ');
  const text = visible(pairs === '' ? none : pairs);
  return routingKey === '' ? text : `${visible(routingKey)}, ${text}`;
}

function mark(message: MessageVerdict, queue: string, colours: Colours): string {
  const problems = message.problems.filter((problem) => 'queue' in problem && problem.queue === queue);
  if (problems.length > 0) return colours.bad(problems.map(problemMark).join(' '));
  if (message.observed.includes(queue)) return colours.good('●');
  return message.unknown.includes(queue) ? colours.notable('?') : colours.quiet('·');
}

/** A difference in a word or two, for the place where it is. */
export function problemMark(problem: Problem): string {
  switch (problem.kind) {
    case 'missing':
      return '✗ missing';
    case 'unexpected':
      return '✗ surplus';
    case 'copies':
      return `✗ ${problem.copies} copies`;
    case 'differs':
      return `✗ ${problem.section}`;
    default:
      return `✗ ${problem.kind.replace('-', ' ')}`;
  }
}

export function outcome(message: MessageVerdict, { report }: Pick<Run, 'report'>, colours: Colours): string {
  const other = message.problems.filter((problem) => !('queue' in problem));
  if (other.length > 0) return colours.bad(other.map(problemMark).join(' '));
  return report.complete || message.returned ? colours.notable(nowhere(message)) : known(message, colours);
}

/** What became of a message that no queue has; nothing of others. */
export function nowhere(
  { observed, outcome, returned }: MessageVerdict,
  { ending }: Words = english,
): string {
  if (returned) return ending.returned;
  return observed.length === 0 && outcome === 'confirmed' ? ending.dropped : '';
}

/** What the publisher knows, where the run did not come to its end. */
function known(message: MessageVerdict, colours: Colours): string {
  switch (message.outcome) {
    case 'confirmed':
      return colours.good('confirmed');
    case 'refused':
      return colours.notable('✗ refused');
    case 'unknown':
      return colours.notable('? no confirm');
    case 'unpublished':
      return colours.quiet('not published');
    default:
      return assertNever(message.outcome);
  }
}

function list(
  run: Run,
  shown: readonly MessageVerdict[],
  ids: readonly string[],
  width: number,
  colours: Colours,
): string[] {
  const { experiment, report } = run;
  const asked = askedIn(run);
  const total = experiment.topology.queues.length;
  const room = width - columns(ids.map((id) => [id])).width - 'queues'.length - 3 * 2;
  const { least, most } = LIST_KEY_WIDTHS;
  const keyWidth = Math.max(least, Math.min(most, room - LEAST_LIST_WIDTH));
  const rows = shown.map((message, at): Cell[] => [
    ids[at] ?? '',
    breakable(asked.text(message.message), keyWidth),
    { content: String(message.observed.length), hAlign: 'right' },
    [reached(message, total), outcome(message, run, colours), ...queueProblems(message, colours)]
      .filter(Boolean)
      .join('\n'),
  ]);
  const head = ['', asked.head, 'queues', 'which'].map(colours.quiet);
  const { lines } = columns(rows, {
    head,
    widths: [null, keyWidth, null, Math.max(LEAST_LIST_WIDTH, room - keyWidth)],
  });
  return [...lines, '', ...wrapped(colours.quiet(totalText(report)), width)];
}

function reached({ observed }: MessageVerdict, total: number): string {
  if (observed.length === total && total > MAX_NAMES) return 'all';
  const names = observed.map(visible);
  return names.length <= MAX_NAMES ? names.join(', ') : `${names.slice(0, 3).join(', ')} … ${names.at(-1)}`;
}

function queueProblems({ problems }: MessageVerdict, colours: Colours): string[] {
  const texts = problems.flatMap((problem) =>
    'queue' in problem ? [colours.bad(`${problemMark(problem)} ${visible(problem.queue)}`)] : [],
  );
  return texts.length <= MAX_NAMES
    ? texts
    : [...texts.slice(0, 3), colours.bad(`✗ … and ${texts.length - 3} more`)];
}

/** How many messages each queue got, whether somebody consumed them or not. */
const receivedBy = ({ queues, observed }: Report): ReadonlyMap<string, number> =>
  new Map(queues.map(({ name, messages }) => [name, messages.length + (observed.left[name]?.length ?? 0)]));

/** Every queue's count where they are equal, else the range. */
function totalText(report: Report): string {
  const { queues } = report;
  const counts = [...receivedBy(report).values()];
  const least = counts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const each = least === most ? `${count(most, 'message')} each` : `${least} to ${count(most, 'message')}`;
  return `${count(queues.length, 'queue')} received ${each}; --format json lists every queue`;
}
