import { bindingLabel, exchangeTypeOf } from '../../render/declared.ts';
import { askedIn, type Run } from '../../render/deliveries.ts';
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
  const anyReturned = messages.some(({ returned }) => returned);
  const head = [
    '',
    colours.quiet(asked.head),
    ...topology.queues.map(({ name }) =>
      [colours.strong(visible(name)), ...(withBindings ? labelsOf(run, name) : []).map(colours.quiet)].join(
        '\n',
      ),
    ),
    ...(anyReturned ? [''] : []),
  ];
  const rows = messages.map(({ message, observed, returned }) => {
    const answered = answers.get(message.id);
    return [
      `${answered ? colours.notable('›') : ' '} ${colours.strong(visible(message.id))}`,
      asked.text(message),
      ...topology.queues.map(({ name }) =>
        cell(observed.includes(name), answered?.answer.includes(name), canvas),
      ),
      ...(anyReturned ? [returned ? colours.notable(words.ending.returned) : ''] : []),
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

const labelsOf = ({ experiment: { topology } }: Run, queue: string): string[] =>
  topology.bindings
    .filter(({ destination, destinationType }) => destinationType === 'queue' && destination === queue)
    .map((binding) => bindingLabel(binding, exchangeTypeOf(topology, binding.source)))
    .filter((label) => label !== '');

const receivedBy = ({ verdict }: Run, queue: string): number =>
  verdict.messages.filter(({ observed }) => observed.includes(queue)).length;

/** A line for each message, for narrow terminals and for screen readers. */
function list({ run, canvas }: Drawing): string[] {
  const { words, width, texts } = canvas;
  const asked = askedIn(run, words);
  return run.verdict.messages.slice(0, MAX_MESSAGES).flatMap(({ message, observed }) => {
    const where = observed.length === 0 ? texts.wanted('') : observed.map(visible).join(', ');
    const text = `${visible(message.id)}, ${asked.text(message)}: ${where}`;
    return wrapped(breakable(text, width), width);
  });
}
