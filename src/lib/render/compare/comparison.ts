import type { Comparison, ComparisonRow } from '../../systems/compare/comparison.ts';
import { type Colours, colours } from '../colour.ts';
import { page, pageWidth } from '../page.ts';
import { breakable, type Cell, columns, hanging, sharedWidths, wrapped } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const NOT_MEASURED = 'Elsewhere, not measured here: what others say to the same questions.';
/** Below that, a table of three columns is a heap of words. */
const LEAST_TABLE_WIDTH = 70;

/** What was measured, question by question; when to take which; and what others would say. */
export function renderComparison(comparison: Comparison, terminal: Terminal): string {
  const { title, sides, rows, advice, elsewhere } = comparison;
  const colour = colours(terminal.colour);
  const width = pageWidth(terminal.width);
  return page([
    wrapped(colour.strong(title), width),
    ...rows.map((row, at) => rowLines(row, at + 1, sides, width, colour)),
    grid(
      ['you need', 'take', 'shown by'],
      advice.map(({ need, take, shownBy }) => [need, take, shownBy.join(', ')]),
      width,
      colour,
    ),
    elsewhere.length === 0 ? [] : wrapped(colour.quiet(NOT_MEASURED), width),
    elsewhere.length === 0
      ? []
      : grid(
          ['', ...elsewhere.map(({ name }) => name)],
          rows.map((_, at) => [String(at + 1), ...elsewhere.map(({ answers }) => answers[at] ?? '')]),
          width,
          colour,
        ),
  ]);
}

function rowLines(
  { question, cells, because, asExpected }: ComparisonRow,
  number: number,
  sides: readonly [string, string],
  width: number,
  colour: Colours,
): readonly string[] {
  const sideWidth = columns(sides.map((side) => [side])).width;
  const measured = sides.flatMap((side, at) =>
    hanging(`   ${side.padEnd(sideWidth)}`, colour.strong(cells[at] ?? ''), width, '  '),
  );
  return [
    ...hanging(colour.notable(`${number}.`), question, width),
    ...measured,
    ...hanging('  ', colour.quiet(because), width),
    ...(asExpected ? [] : hanging('  ', colour.bad('✗ This is not what was expected.'), width)),
  ];
}

/** A table, or where the room is narrow a few lines for each row. */
function grid(
  head: readonly string[],
  rows: readonly string[][],
  width: number,
  colour: Colours,
): readonly string[] {
  if (width < LEAST_TABLE_WIDTH)
    return rows.flatMap(([first = '', ...others]) => [
      ...hanging('·', first, width),
      ...others.flatMap((text, at) => hanging(' ', `${colour.quiet(head[at + 1] ?? '')}: ${text}`, width)),
    ]);
  const naturals = head.map(
    (text, at) => columns([text, ...rows.map((row) => row[at] ?? '')].map((t) => [t])).width,
  );
  const widths = sharedWidths(naturals, width - 2 * (head.length - 1));
  const cells = rows.map((row) => row.map((text, at): Cell => breakable(text, widths[at] ?? 1)));
  return columns(cells, { head: head.map((text) => colour.quiet(text)), widths }).lines;
}
