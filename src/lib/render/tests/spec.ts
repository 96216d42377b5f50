import type { FileResult } from '../../check/run-files.ts';
import { assertNever } from '../../lab/errors.ts';
import { wholeBrokerText } from '../broker-text.ts';
import { type Colours, colours } from '../colour.ts';
import { hanging } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { count, visible } from '../text.ts';
import { knownLines } from '../verdict-lines.ts';
import { failuresOf } from './failures.ts';

const INDENT = '  ';

/** What became of one file: a line, and what is wrong under it. */
export function specLines(result: FileResult, terminal: Terminal): string[] {
  const colour = colours(terminal.colour);
  const width = terminal.width - INDENT.length;
  const time = colour.quiet(`${Math.round(result.ms)} ms`);
  const title = `${visible(result.name)}  ${time}`;
  const path = colour.quiet(visible(result.path));
  switch (result.outcome) {
    case 'passed':
      return indented(hanging(colour.good('✔'), title, width));
    case 'skipped':
      return indented([
        ...hanging(colour.notable('○'), `${title}  skipped`, width),
        ...hanging(' ', visible(result.reason), width),
      ]);
    case 'failed':
      return indented([
        ...hanging(colour.bad('✗'), `${title}  ${path}`, width),
        ...failuresOf(result).flatMap(({ line, title: what, details }) => [
          ...hanging('  ', `${colour.bad(what)}  ${colour.quiet(`line ${line}`)}`, width),
          ...details.flatMap((detail) => hanging('     ', detail, width)),
        ]),
      ]);
    case 'invalid':
    case 'error':
      return indented([
        ...hanging(
          colour.bad('✗'),
          result.name === result.path ? visible(result.path) : `${title}  ${path}`,
          width,
        ),
        ...errorTexts(result).flatMap((text) => hanging('  ', text, width)),
        ...('partial' in result ? knownLines(result.partial, width - 3, colour) : []).map(
          (line) => `   ${line}`,
        ),
      ]);
    default:
      return assertNever(result);
  }
}

const errorTexts = ({ error }: Extract<FileResult, { error: unknown }>): string[] => [
  ...error.message.split('\n').map(visible),
  ...(error.hint === undefined ? [] : [visible(error.hint)]),
];

/** How many passed, failed, and were skipped or invalid, and how long it took. */
export function specSummary(results: readonly FileResult[], ms: number, terminal: Terminal): string[] {
  const colour: Colours = colours(terminal.colour);
  const number = (outcome: FileResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  const bad = number('failed') + number('invalid') + number('error');
  const parts = [
    `${number('passed')} passed`,
    ...(number('failed') > 0 ? [colour.bad(`${number('failed')} failed`)] : []),
    ...(number('invalid') > 0 ? [colour.bad(`${number('invalid')} invalid`)] : []),
    ...(number('error') > 0 ? [colour.bad(`${number('error')} not finished`)] : []),
    ...(number('skipped') > 0 ? [colour.notable(`${number('skipped')} skipped`)] : []),
  ];
  const mark = bad > 0 ? colour.bad('✗') : number('passed') > 0 ? colour.good('✔') : colour.notable('○');
  const nothing = bad === 0 && number('passed') === 0 ? ': nothing was tested' : '';
  const text = `${count(results.length, 'file')}: ${parts.join(', ')}, in ${(ms / 1_000).toFixed(2)} s${placeOf(results)}${nothing}`;
  return ['', ...indented(hanging(mark, text, terminal.width - INDENT.length)), ''];
}

/** Where they ran, if that is not the lab's own. */
function placeOf(results: readonly FileResult[]): string {
  const [broker] = results.flatMap((result) => ('run' in result ? result.run.report.broker : []));
  const isOther = broker?.kind === 'url' || broker?.kind === 'docker';
  return isOther ? ` on ${visible(wholeBrokerText(broker))}` : '';
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `${INDENT}${line}`);
