import CliTable3 from 'cli-table3';

export type Cell = string | { readonly content: string; readonly hAlign: 'right' };

export interface ColumnOptions {
  readonly head?: readonly Cell[];
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
    // Its types know of texts alone, its code of aligned ones as well.
    ...(options.head && { head: [...options.head] as string[] }),
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

/** A text that wraps beside its mark, not under it; under it, a little indented, where there is hardly room beside it. */
export function hanging(mark: string, text: string, width: number, gap = ' '): readonly string[] {
  const beside = width - columns([[mark]]).width - gap.length;
  if (beside >= LEAST_BESIDE || textWidth(text) <= beside)
    return columns([[mark, text]], { widths: [null, beside], gap }).lines;
  const { lines } = columns([['', text]], { widths: [UNDER - 1, width - UNDER], gap: ' ' });
  return [...columns([[mark]]).lines, ...lines];
}

const LEAST_BESIDE = 20;
const UNDER = 6;

/** A text of its own, in as many lines as it needs. */
export function wrapped(text: string, width: number): readonly string[] {
  return columns([[text]], { widths: [width] }).lines;
}

/** The columns that a text of one line takes on a terminal. */
export const textWidth = (text: string): number =>
  /^[ -~]*$/.test(text) ? text.length : columns([[text]]).width;

/** The text with spaces behind it, up to that width. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));

/** The text, or as much of it as has room. */
export const fitted = (text: string, width: number): string =>
  textWidth(text) <= width ? text : (columns([[text]], { widths: [width], cut: true }).lines[0] ?? '');

/** Widths for columns of these natural widths that share the room: the narrow ones as they are, the wide ones alike. */
export function sharedWidths(naturals: readonly number[], room: number): number[] {
  let [left, open] = [room, naturals.length];
  const widths = [...naturals];
  for (const { natural, at } of naturals.map((natural, at) => ({ natural, at })).sort(byNatural)) {
    widths[at] = Math.max(1, Math.min(natural, Math.floor(left / open)));
    left -= widths[at];
    open--;
  }
  return widths;
}

const byNatural = (a: { natural: number }, b: { natural: number }): number => a.natural - b.natural;

/** The text with breaks in the words that are wider than that, so that nothing of them is cut off. */
export function breakable(text: string, width: number): string {
  // No character is wider than two columns: most words need no table to be measured.
  const broken = (word: string): string =>
    word.length * 2 <= width ? word : columns([[word]], { widths: [width], anywhere: true }).lines.join('\n');
  return text.split(' ').map(broken).join(' ');
}

/** A name in lines of that width, broken after its separators where it has any. */
export function nameInLines(name: string, width: number): string {
  const lines: string[] = [];
  for (const part of name.split(/(?<=[-._:/])/)) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last + part) <= width) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => breakable(line, width)).join('\n');
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
