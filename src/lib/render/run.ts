import { consumersOf } from '../lab/experiment.ts';
import type { Scenario } from '../lab/scenario.ts';
import { type Colours, colours } from './colour.ts';
import { declaredLines, labelled } from './declared.ts';
import { deliveryLines, type Run } from './deliveries.ts';
import { problemText } from './problems.ts';
import { breakable, columns, hanging } from './table.ts';
import type { Terminal } from './terminal.ts';
import { count, someOf, visible } from './text.ts';
import { whyLines } from './why.ts';

export type { Run } from './deliveries.ts';

const INDENT = '  ';
const MAX_PROBLEMS = 20;
const MAX_CONSUMERS = 8;
const NOBODY_EXPECTED =
  "Nobody wrote an expectation for these options: this was held against the model's prediction.";

/** A run as a person reads it: what was declared, who took part, which queue got which message, and the verdict. */
export function renderRun(
  run: Run,
  { name, summary, notice }: Pick<Scenario, 'name' | 'summary' | 'notice'>,
  terminal: Terminal,
  { why }: { why: boolean },
): string {
  const colour = colours(terminal.colour);
  const width = terminal.width - INDENT.length;
  // Notes are written for the default options, as the expectation is.
  const notes = run.experiment.expected === null ? [] : notice;
  const sections = [
    hanging(colour.strong(name), colour.quiet(summary), width, '  '),
    castLines(run, width, colour),
    deliveryLines(run, notedMessages(notes), width, colour),
    why ? whyLines(run, width, colour).slice(1) : [],
    verdictLines(run, width, colour),
    noticeLines(notes, width, colour),
  ];
  const lines = sections.filter((section) => section.length > 0).flatMap((section) => ['', ...section]);
  return `${[...lines, ''].map((line) => (line === '' ? '' : `${INDENT}${line}`)).join('\n')}\n`;
}

function castLines({ experiment, report }: Run, width: number, colour: Colours): readonly string[] {
  const { kind, product, version } = report.broker;
  const connections = new Set(
    report.queues.flatMap(({ consumers }) => consumers.map(({ connection }) => connection)),
  );
  const consumers = consumersOf(experiment).map(({ consumer, queue }) => `${consumer} on ${visible(queue)}`);
  const rows = [
    ['broker', `${product} ${version}${kind === 'embedded' ? ', embedded' : ''}`] as const,
    ...declaredLines(experiment.topology),
    ...labelled('producer', report.producer === '' ? [] : [`connection '${report.producer}'`]),
    ...labelled(
      'consumers',
      consumers.length === 0
        ? []
        : [`${someOf(consumers, MAX_CONSUMERS, 'consumer')}, ${count(connections.size, 'connection')}`],
    ),
  ].map(([label, text]) => [colour.quiet(label), text]);
  const labels = columns(rows.map(([label = '']) => [label])).width;
  const textWidth = Math.max(20, width - labels - 2);
  const broken = rows.map(([label = '', text = '']) => [label, breakable(text, textWidth)]);
  return columns(broken, { widths: [null, textWidth] }).lines;
}

function verdictLines(
  { experiment, report, verdict }: Run,
  width: number,
  colour: Colours,
): readonly string[] {
  const deliveries = report.queues.reduce((sum, { messages }) => sum + messages.length, 0);
  const returned = verdict.messages.filter((message) => message.returned).length;
  const strangers = report.queues.reduce((sum, queue) => sum + queue.strangers, 0);
  const totals = [
    count(verdict.messages.length, 'message'),
    count(deliveries, 'delivery', 'deliveries'),
    returned > 0 ? `${returned} returned (312 NO_ROUTE)` : '',
    strangers > 0 ? `${strangers} from other publishers` : '',
  ];
  const held = experiment.expected === null ? 'as predicted' : 'as expected and as predicted';
  const text = totals.filter(Boolean).join(', ');
  if (verdict.passed) {
    const unwritten = experiment.expected === null ? hanging(' ', colour.quiet(NOBODY_EXPECTED), width) : [];
    return [...hanging(colour.good('✔'), `${text}: ${held}`, width), ...unwritten];
  }
  const problems = verdict.problems.map(problemText);
  const more = problems.length - MAX_PROBLEMS;
  return [
    ...hanging(colour.bad('✗'), `${text}: ${colour.bad(count(problems.length, 'difference'))}`, width),
    ...problems.slice(0, MAX_PROBLEMS).flatMap((problem) => hanging(' ', colour.bad(problem), width)),
    ...(more > 0 ? hanging(' ', `… and ${more} more; --format json lists them`, width) : []),
  ];
}

/** The messages that the notes name. */
function notedMessages(notes: readonly string[]): ReadonlySet<string> {
  return new Set(notes.flatMap((note) => note.match(/\bm\d+\b/g) ?? []));
}

function noticeLines(notice: readonly string[], width: number, colour: Colours): readonly string[] {
  return notice.flatMap((text) => hanging(colour.notable('›'), text, width));
}
