import CliTable3 from 'cli-table3';

export type Cell = string | { readonly content: string; readonly hAlign: 'right' };

export interface ColumnOptions {
  readonly head?: readonly string[];
  /** Each column's greatest width; text beyond it wraps, or is cut where `cut` says so. */
  readonly widths?: readonly (number | null)[];
  readonly cut?: boolean;
  /** Wraps inside words, too. */
  readonly anywhere?: boolean;
  readonly gap?: string;
}

export interface Columns {
  readonly lines: readonly string[];
  readonly width: number;
  /** A line across all columns. */
  readonly rule: string;
}

/** Aligned columns without borders; a rule under the head, if there is one. Wide characters count as two. */
export function columns(rows: readonly (readonly Cell[])[], options: ColumnOptions = {}): Columns {
  if (rows.length === 0 && !options.head) return { lines: [], width: 0, rule: '' };
  const gap = options.gap ?? '  ';
  const table = new CliTable3({
    ...(options.head && { head: [...options.head] }),
    colWidths: [...(options.widths ?? [])],
    wordWrap: options.cut !== true,
    wrapOnWordBoundary: options.anywhere !== true,
    chars: {
      ...NO_BORDERS,
      middle: gap,
      top: '─',
      'top-mid': '─'.repeat(gap.length),
      ...(options.head && { mid: '─', 'mid-mid': '─'.repeat(gap.length) }),
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  for (const row of rows) table.push([...row]);
  // The rule on top is there to be measured: cli-table3 knows how wide every character is, and keeps it to itself.
  const [rule = '', ...lines] = table.toString().split('\n');
  return { lines: lines.map(withoutTrailingSpace), width: rule.length, rule };
}

/** A text that wraps beside its mark, not under it. */
export function hanging(mark: string, text: string, width: number, gap = ' '): readonly string[] {
  const left = columns([[mark]]).width + gap.length;
  return columns([[mark, text]], { widths: [null, Math.max(20, width - left)], gap }).lines;
}

/** A text of its own, in as many lines as it needs. */
export function wrapped(text: string, width: number): readonly string[] {
  return columns([[text]], { widths: [width] }).lines;
}

/** The text with breaks in the words that are wider than that, so that nothing of them is cut off. */
export function breakable(text: string, width: number): string {
  const broken = (word: string): string =>
    columns([[word]], { widths: [width], anywhere: true }).lines.join('\n');
  return text.split(' ').map(broken).join(' ');
}

const NO_BORDERS = {
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
} as const;

const withoutTrailingSpace = (line: string): string => line.replace(/ +$/, '');
