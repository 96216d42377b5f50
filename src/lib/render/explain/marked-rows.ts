import type { Colours } from '../colour.ts';
import { columns, hanging, textWidth } from '../table.ts';

/** One thing that was tried: whether it took the message, what it is, what it asks for, and why. */
export interface MarkedRow {
  readonly sign: 'took' | 'refused' | 'unknown';
  /** Empty where the reason says it all. */
  readonly what: string;
  readonly asks: string;
  readonly reason: string;
}

const LEAST_REASON = 20;
const GAP = 2;

/** Each row's lines, in columns where there is room for them, else the reason on lines of its own. */
export function markedRows(rows: readonly MarkedRow[], width: number, colours: Colours): string[][] {
  const widest = (of: (row: MarkedRow) => string): number =>
    Math.max(0, ...rows.map((row) => textWidth(of(row))));
  const [what, asks] = [widest((row) => row.what), widest((row) => row.asks)];
  const reason = width - 1 - GAP - what - GAP - (asks === 0 ? 0 : asks + GAP);
  return rows.map((row) => {
    const mark = signText(row.sign, colours);
    const tone = row.sign === 'took' ? (text: string) => text : colours.quiet;
    if (row.what === '') return [...hanging(mark, tone(row.reason), width, '  ')];
    if (reason < Math.min(LEAST_REASON, textWidth(row.reason))) return stacked(row, mark, tone, width);
    const cells = asks === 0 ? [row.what, row.reason] : [row.what, row.asks, row.reason];
    const widths = asks === 0 ? [what, reason] : [what, asks, reason];
    return [...columns([[mark, ...cells.map(tone)]], { widths: [1, ...widths] }).lines];
  });
}

function signText(sign: MarkedRow['sign'], colours: Colours): string {
  if (sign === 'took') return colours.good('●');
  return sign === 'unknown' ? colours.notable('?') : colours.quiet('·');
}

function stacked(
  { what, asks, reason }: MarkedRow,
  mark: string,
  tone: (text: string) => string,
  width: number,
): string[] {
  const first = asks === '' ? what : `${what}  ${asks}`;
  return [...hanging(mark, tone(first), width, '  '), ...hanging('   ', tone(reason), width, '  ')];
}
