import { askedIn, nowhere, queueLabels, type Run } from '../../render/deliveries.ts';
import { breakable, type Columns, columns, wrapped } from '../../render/table.ts';
import { visible } from '../../render/text.ts';
import type { Mark } from '../answers/answer.ts';
import type { QueuesQuestion } from '../lesson.ts';
import type { Canvas } from './canvas.ts';

const MAX_MESSAGES = 30;
const KEY_WIDTHS = [null, 32, 20] as const;

/** Which queue got which message, and where that is as it was predicted: message × queue, or a line for each message. */
export function matrixLines(run: Run, marks: readonly Mark[], canvas: Canvas): string[] {
  const answers = new Map(marks.flatMap((mark) => (isAnswered(mark) ? [[mark.question.message, mark]] : [])));
  const drawing: Drawing = { run, answers, canvas };
  const table = canvas.plain ? undefined : fitting(drawing);
  const legend = answers.size > 0 ? wrapped(canvas.colours.quiet(canvas.texts.legend), canvas.width) : [];
  return table ? [...table, ...legend] : list(drawing);
}

type QueuesMark = Mark & { readonly question: QueuesQuestion; readonly answer: readonly string[] };

const isAnswered = (mark: Mark): mark is QueuesMark =>
  mark.question.kind === 'queues' && mark.answer !== null && typeof mark.answer === 'object';

interface Drawing {
  readonly run: Run;
  /** By the messages that they are about. */
  readonly answers: ReadonlyMap<string, QueuesMark>;
  readonly canvas: Canvas;
}

function fitting(drawing: Drawing): readonly string[] | undefined {
  const { run, canvas } = drawing;
  // Two columns a queue are the least: beyond that there is no need to try.
  if (run.experiment.topology.queues.length * 3 > canvas.width) return undefined;
  for (const keyWidth of KEY_WIDTHS)
    for (const withBindings of [true, false]) {
      const table = matrix(drawing, keyWidth, withBindings);
      if (table.width <= canvas.width) return table.lines.toSpliced(-1, 0, table.rule);
    }
  return undefined;
}

function matrix({ run, answers, canvas }: Drawing, keyWidth: number | null, withBindings: boolean): Columns {
  const { colours, words, texts } = canvas;
  const { topology } = run.experiment;
  const messages = run.verdict.messages.slice(0, MAX_MESSAGES);
  const asked = askedIn(run, words);
  const ends = messages.map((message) => nowhere(message, words));
  const anyEnd = ends.some((end) => end !== '');
  const head = [
    '',
    colours.quiet(asked.head),
    ...topology.queues.map(({ name }) =>
      [
        colours.strong(visible(name)),
        ...(withBindings ? queueLabels(topology, name) : []).map(colours.quiet),
      ].join('\n'),
    ),
    ...(anyEnd ? [''] : []),
  ];
  const rows = messages.map(({ message, observed }, at) => {
    const answered = answers.get(message.id);
    return [
      `${answered ? colours.notable('›') : ' '} ${colours.strong(visible(message.id))}`,
      asked.text(message),
      ...topology.queues.map(({ name }) =>
        cell(observed.includes(name), answered?.answer.includes(name), canvas),
      ),
      ...(anyEnd ? [colours.notable(ends[at] ?? '')] : []),
    ];
  });
  const totals = ['', texts.received, ...topology.queues.map(({ name }) => String(receivedBy(run, name)))];
  const widths = [null, keyWidth];
  return columns([...rows, totals.map(colours.quiet)], { head, widths, cut: keyWidth !== null });
}

/** Got it or not, and beside it whether that was said. */
function cell(got: boolean, ticked: boolean | undefined, { colours }: Canvas): string {
  const sign = got ? colours.good('●') : colours.quiet('·');
  if (ticked === undefined) return sign;
  return `${sign} ${ticked === got ? colours.good('✔') : colours.bad('✗')}`;
}

const receivedBy = ({ verdict }: Run, queue: string): number =>
  verdict.messages.filter(({ observed }) => observed.includes(queue)).length;

/** A line for each message, for narrow terminals and for screen readers. */
function list({ run, canvas }: Drawing): string[] {
  const { words, width, texts } = canvas;
  const asked = askedIn(run, words);
  return run.verdict.messages.slice(0, MAX_MESSAGES).flatMap((verdict) => {
    const { message, observed } = verdict;
    const where = observed.length === 0 ? [texts.wanted('')] : observed.map(visible);
    const ends = [...where, nowhere(verdict, words)].filter(Boolean).join(', ');
    const text = `${visible(message.id)}, ${asked.text(message)}: ${ends}`;
    return wrapped(breakable(text, width), width);
  });
}
