import type { Finding, Silenced } from '../../definitions/lint/lint.ts';
import type { Severity } from '../../definitions/lint/rule.ts';
import { groupBy } from '../../group-by.ts';
import { type Colours, colours } from '../colour.ts';
import { page, pageWidth } from '../page.ts';
import { breakable, hanging, padded, textWidth, wrapped } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { count, visible } from '../text.ts';
import { countsOf, fails, type Linted } from './linted.ts';

/** Of one rule so many findings are shown. */
const MAX_SHOWN = 10;
const PARTIAL =
  'The topology is too large to follow all ways of dead letters: what goes wrong on some of them is not told.';
const INDENT = '  ';

/** What was found, by rule, with what happens because of it and what to do; then what was left out, and the sum. */
export function renderLint(linted: Linted, terminal: Terminal): string {
  const palette = colours(terminal.colour);
  const width = pageWidth(terminal.width);
  const byRule = [...groupBy(linted.findings, ({ id }) => id).values()];
  return page([
    titleLines(linted, width, palette),
    ...byRule.flatMap((findings) => ruleSections(findings, linted, width, palette)),
    linted.off.flatMap((off) => offLines(off, width, palette)),
    linted.isPartial ? hanging(palette.notable('?'), PARTIAL, width) : [],
    summaryLines(linted, width, palette),
  ]);
}

function titleLines({ origin }: Linted, width: number, palette: Colours): readonly string[] {
  const where = `${visible(origin.name)}, virtual host ${visible(origin.virtualHost)}`;
  return hanging(palette.strong('lint'), breakable(where, width - 6), width, INDENT);
}

/** The rule, what it found and where, why that matters, and what to do, which is said once where it fits all. */
function ruleSections(
  findings: readonly Finding[],
  { origin }: Linted,
  width: number,
  palette: Colours,
): string[][] {
  const [first] = findings;
  if (!first) return [];
  const shown = findings.slice(0, MAX_SHOWN);
  const places = shown.map((finding) => placeText(finding, origin));
  const placeWidth = Math.max(...places.map(textWidth));
  const isOneFix = findings.every(({ fix }) => fix === first.fix);
  const inner = width - INDENT.length;
  const fixLines = (fix: string): readonly string[] =>
    hanging(palette.notable('▸'), shownText(fix, inner), inner);
  const found = shown.flatMap(({ message, fix }, at) => [
    ...hanging(palette.quiet(padded(places[at] ?? '', placeWidth)), shownText(message, inner), inner, INDENT),
    ...(isOneFix ? [] : fixLines(fix)),
  ]);
  const more = findings.length - shown.length;
  const rest = more > 0 ? [palette.quiet(`… and ${more} more; --format json lists all`)] : [];
  const why = wrapped(palette.quiet(first.why), inner);
  return [
    [headText(first, palette), ...indented([...found, ...rest])],
    indented([...why, ...(isOneFix ? fixLines(first.fix) : [])]),
  ];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => INDENT + line);

/** Names of any length, made safe for a terminal. */
const shownText = (text: string, width: number): string => breakable(visible(text), width - INDENT.length);

const MARKS: Readonly<Record<Severity, string>> = { error: '✗', warning: '!', info: '·' };

function headText({ id, severity }: Finding, palette: Colours): string {
  const tone = { error: palette.bad, warning: palette.notable, info: palette.quiet }[severity];
  return `${tone(MARKS[severity])} ${palette.strong(id)}  ${tone(severity)}`;
}

/** `line 12`, or the file and the line where it is not the file that was asked for. */
function placeText({ subject }: Finding, { name, placeOf }: Linted['origin']): string {
  const place = placeOf(subject);
  if (!place) return '›';
  return place.file === name ? `line ${place.line}` : `${visible(place.file)}:${place.line}`;
}

function offLines(off: Silenced, width: number, palette: Colours): readonly string[] {
  const { rule, on, reason, findings } = off;
  const what = on === undefined ? rule : `${rule} of ${visible(on)}`;
  const left =
    findings === 0
      ? palette.notable('finds nothing: it need not be off')
      : palette.quiet(count(findings, 'finding'));
  return hanging(
    palette.quiet('○'),
    breakable(`${what} is off: ${visible(reason)}  ${left}`, width - 2),
    width,
  );
}

function summaryLines(linted: Linted, width: number, palette: Colours): readonly string[] {
  const { findings, origin } = linted;
  const { exchanges, queues, bindings } = origin.topology;
  const counts = countsOf(findings);
  const parts = [
    ...(counts.error > 0 ? [palette.bad(count(counts.error, 'error'))] : []),
    ...(counts.warning > 0 ? [palette.notable(count(counts.warning, 'warning'))] : []),
    ...(counts.info > 0 ? [count(counts.info, 'info')] : []),
  ];
  const found = parts.length === 0 ? 'nothing found' : parts.join(', ');
  const looked = [
    count(exchanges.length, 'exchange'),
    count(queues.length, 'queue'),
    count(bindings.length, 'binding'),
  ];
  const mark = fails(linted) ? palette.bad('✗') : palette.good('✔');
  return hanging(mark, `${found} in ${looked.join(', ')}`, width);
}
