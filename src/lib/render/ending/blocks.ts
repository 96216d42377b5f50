import type { Colours } from '../colour.ts';
import { breakable, columns, hanging, sharedWidths, textWidth } from '../table.ts';

/** A line of its own in a cell. It gets its colour last: a colour's codes must not be broken. */
export interface CellLine {
  readonly text: string;
  readonly colour?: (text: string) => string;
}

export interface BlockColumn {
  readonly head: string;
  /** What stands before a text where its head is not shown. */
  readonly prefix?: string;
}

/** A row as its mark and its cells. */
export interface Block {
  readonly mark: string;
  readonly cells: readonly (readonly CellLine[])[];
}

/** A column that would be narrower is worse than lines. */
const LEAST_COLUMN = 12;

/** Rows in columns that share the width; where they would be too narrow, a few lines for each row. */
export function blockLines(
  blocks: readonly Block[],
  heads: readonly BlockColumn[],
  width: number,
  colours: Colours,
): readonly string[] {
  const naturals = heads.map(
    ({ head }, at) =>
      columns(
        blocks.map(({ cells }) => [cells[at]?.map(({ text }) => text).join('\n') ?? '']),
        {
          head: [head],
        },
      ).width,
  );
  const marks = columns(blocks.map(({ mark }) => [mark])).width;
  const widths = sharedWidths(naturals, width - marks - 2 * heads.length);
  const isNarrow = widths.some((each, at) => each < Math.min(LEAST_COLUMN, naturals[at] ?? 0));
  if (isNarrow) return blocks.flatMap((block) => stacked(block, heads, width));
  const rows = blocks.map(({ mark, cells }) => [
    mark,
    ...cells.map((lines, at) => painted(lines, widths[at] ?? 1).join('\n')),
  ]);
  const head = ['', ...heads.map((column) => colours.quiet(column.head))];
  return columns(rows, { head, widths: [null, ...widths] }).lines;
}

/** The rows in a line each, without columns. */
export function sentences(blocks: readonly Block[], heads: readonly BlockColumn[]): readonly string[] {
  return blocks.map(({ mark, cells }) => {
    const texts = cells.map((cell, at) => {
      const text = cell.map((line) => line.text).filter(Boolean);
      return text.length === 0 ? '' : `${heads[at]?.prefix ?? ''}${text.join(', ')}`;
    });
    return `${mark}: ${texts.filter(Boolean).join('; ')}`;
  });
}

function stacked({ mark, cells }: Block, heads: readonly BlockColumn[], width: number): readonly string[] {
  const room = Math.max(LEAST_COLUMN, width - textWidth(mark) - 2);
  const lines = cells.flatMap((cell, at) =>
    painted(
      cell
        .filter(({ text }) => text !== '')
        .map((line) => ({ ...line, text: `${heads[at]?.prefix ?? ''}${line.text}` })),
      room,
    ),
  );
  return hanging(mark, lines.join('\n'), width, '  ');
}

const painted = (lines: readonly CellLine[], width: number): string[] =>
  lines.map(({ text, colour = (plain) => plain }) => colour(breakable(text, width)));
