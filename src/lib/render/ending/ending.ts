import { groupBy } from '../../group-by.ts';
import type { Problem } from '../../lab/verdict/verdict.ts';
import { askedIn, idCell, problemMark, type Run } from '../deliveries.ts';
import type { Style } from '../style.ts';
import { hanging } from '../table.ts';
import { firstAndLast, visible } from '../text.ts';
import { barLines, isShared, sharesOf } from './bars.ts';
import { type Block, type BlockColumn, blockLines, sentences } from './blocks.ts';
import { curveLines } from './curves.ts';
import { endTexts } from './end-text.ts';
import { type Ending, endingsOf } from './endings.ts';

/** Beyond so many messages, those that ended alike are one line. */
const MAX_ROWS = 25;
const MAX_IDS = 6;
const LEAST_ID_WIDTH = 12;

/** Where things ended: what became of each message, who got how many, and how deep the queues were over time. */
export function endingLines(run: Run, noted: ReadonlySet<string>, style: Style): string[] {
  const { width, colours, words, plain } = style;
  const endings = endingsOf(run.experiment, run.events);
  const problems = problemsByMessage(run);
  const drawing: Drawing = { ...style, run, problems, noted: plain ? new Set() : noted };
  const many = endings.length > MAX_ROWS;
  const different = endings.filter(({ message }) => problems.has(message));
  const shares = sharesOf(run);
  const parts = [
    many ? summaryLines(endings, drawing) : messageLines(endings, drawing),
    many ? messageLines(different.slice(0, MAX_ROWS), drawing) : [],
    shares.length > 0 && (many || isShared(shares)) ? barLines(shares, width, colours, words) : [],
    curveLines(run.events, width, colours, words),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

interface Drawing extends Style {
  readonly run: Run;
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  readonly noted: ReadonlySet<string>;
}

function problemsByMessage({ verdict }: Run): Drawing['problems'] {
  const about = verdict.problems.flatMap((problem) => {
    const message = 'message' in problem ? problem.message : problem.section === 'deaths' ? problem.of : null;
    return message === null ? [] : [{ message, problem }];
  });
  const groups = groupBy(about, ({ message }) => message);
  return new Map(Array.from(groups, ([message, of]) => [message, of.map(({ problem }) => problem)]));
}

interface Column extends BlockColumn {
  cell(ending: Ending): Block['cells'][number];
  /** Whether the column says nothing where it says the same of all messages. */
  readonly differs?: boolean;
}

/** A row for each message; the columns that say nothing are left out. */
function messageLines(endings: readonly Ending[], drawing: Drawing): readonly string[] {
  if (endings.length === 0) return [];
  const { noted, width, colours, plain } = drawing;
  const columns = columnsOf(drawing).filter((column) => {
    const texts = endings.map((ending) =>
      column
        .cell(ending)
        .map(({ text }) => text)
        .join('\n'),
    );
    return column.differs ? new Set(texts).size > 1 : texts.some((text) => text !== '');
  });
  const idWidth = Math.max(LEAST_ID_WIDTH, Math.floor(width / 3));
  const blocks = endings.map(
    (ending): Block => ({
      mark: idCell(ending.message, noted, colours, idWidth),
      cells: columns.map((column) => column.cell(ending)),
    }),
  );
  return plain ? sentences(blocks, columns) : blockLines(blocks, columns, width, colours);
}

function columnsOf({ run, problems, colours, words }: Drawing): readonly Column[] {
  const { observed } = run.report;
  const asked = askedIn(run, words);
  const keys = new Map(run.verdict.messages.map(({ message }) => [message.id, asked.text(message)]));
  const endText = endTexts(run, words);
  const { seenIn, inTheEnd, died } = words.ending;
  return [
    // Messages that consumers made have no key that anybody chose.
    { head: asked.head, differs: true, cell: ({ message }) => [{ text: keys.get(message) ?? '' }] },
    {
      head: seenIn,
      prefix: `${seenIn} `,
      differs: run.experiment.topology.queues.length === 1,
      cell: ({ seen }) => [{ text: seen.map(visible).join(', ') }],
    },
    {
      head: inTheEnd,
      cell: (ending) => {
        const { text, notable } = endText(ending);
        const marks = (problems.get(ending.message) ?? []).map(markText);
        return [
          { text, ...(notable && { colour: colours.notable }) },
          ...marks.map((mark) => ({ text: mark, colour: colours.bad })),
        ];
      },
    },
    {
      head: died,
      prefix: `${died}: `,
      // As x-death has them, but the oldest first.
      cell: ({ message }) => [
        { text: (observed.deaths[message] ?? []).map(visible).toReversed().join(' ▸ ') },
      ],
    },
  ];
}

function markText(problem: Problem): string {
  return 'queue' in problem ? `${problemMark(problem)} ${visible(problem.queue)}` : problemMark(problem);
}

/** How many messages ended in which way. */
function summaryLines(endings: readonly Ending[], { run, width, colours, words }: Drawing): string[] {
  const endText = endTexts(run, words);
  const alike = groupBy(endings, (ending) => endText(ending).text);
  const most = String(endings.length).length;
  return Array.from(alike, ([text, group]) => {
    const ids = group.map(({ message }) => visible(message));
    const which = ids.length <= MAX_IDS ? ids.join(', ') : firstAndLast(ids);
    const number = colours.strong(String(group.length).padStart(most));
    return hanging(number, `${text}  ${colours.quiet(which)}`, width, '  ');
  }).flat();
}
