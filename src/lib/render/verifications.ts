import { faultOf } from '../lab/errors.ts';
import type { BrokerInfo } from '../lab/events.ts';
import type { Played, Verification } from '../lab/verify.ts';
import { brokerText, wholeBrokerText } from './broker-text.ts';
import { type Colours, colours } from './colour.ts';
import { jsonBroker } from './json/json-broker.ts';
import { differenceText, problemText } from './problems.ts';
import { hanging } from './table.ts';
import type { Terminal } from './terminal.ts';
import { count, visible } from './text.ts';

export interface VerifyLayout {
  /** Of the longest scenario's name. */
  readonly nameWidth: number;
  readonly terminal: Terminal;
}

const INDENT = '  ';
const MAX_PROBLEMS = 5;

/** What became of one scenario: a line, and what is wrong under it. */
export function verificationLines(result: Verification, { nameWidth, terminal }: VerifyLayout): string[] {
  const colour = colours(terminal.colour);
  const width = terminal.width - INDENT.length;
  const name = result.scenario.name.padEnd(nameWidth);
  if (result.outcome === 'skipped') {
    const line = hanging(colour.notable('○'), `${name}  skipped: ${visible(result.reason)}`, width);
    return indented(line);
  }
  const mark = result.outcome === 'passed' ? colour.good('✔') : colour.bad('✗');
  const time = colour.quiet(seconds(result.ms).padStart(8));
  return indented([`${mark} ${name}${time}`, ...wrongLines(result, width, colour)]);
}

/** How many passed, failed and were skipped, and where. */
export function verificationSummary(
  results: readonly Verification[],
  ms: number,
  { terminal }: VerifyLayout,
): string[] {
  const colour = colours(terminal.colour);
  const { passed, failed, skipped } = countsOf(results);
  const brokers = brokersOf(results).map(wholeBrokerText).join(' and ');
  const text = [
    passed > 0 || failed > 0 ? `${count(passed, 'scenario')} passed` : 'nothing could be run',
    ...(failed > 0 ? [colour.bad(`${failed} failed`)] : []),
    ...(skipped > 0 ? [colour.notable(`${skipped} skipped`)] : []),
  ].join(', ');
  const mark = failed > 0 ? colour.bad('✗') : passed > 0 ? colour.good('✔') : colour.notable('○');
  const where = brokers === '' ? '' : ` on ${visible(brokers)}`;
  const lines = hanging(mark, `${text}, in ${seconds(ms)}${where}`, terminal.width - INDENT.length);
  const how =
    failed > 0 ? ['', ...indented([colour.quiet('mq-lab run NAME shows one of them in full.')])] : [];
  return ['', ...indented(lines), ...how, ''];
}

/** All results as one JSON object. */
export function jsonVerifications(results: readonly Verification[]): string {
  const { passed, failed, skipped } = countsOf(results);
  const object = {
    brokers: brokersOf(results).map(jsonBroker),
    passed: failed === 0 && passed > 0,
    counts: { passed, failed, skipped },
    scenarios: results.map(jsonVerification),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

function jsonVerification(result: Verification) {
  const { outcome, ms } = result;
  const head = { scenario: result.scenario.name, outcome, ms: Math.round(ms) };
  if (result.outcome === 'skipped') return { ...head, reason: result.reason };
  const { runs, differences } = result;
  return {
    ...head,
    runs: runs.map(({ broker, problems, error }) => ({
      broker: jsonBroker(broker),
      error: error && faultOf(error),
      problems: problems.map((problem) => ({ ...problem, text: problemText(problem) })),
    })),
    ...(runs.length > 1 && {
      differences: differences.map(({ section, of, expected, observed }) => ({
        section,
        of,
        observed: [expected, observed],
      })),
    }),
  };
}

type Ran = Extract<Verification, { runs: unknown }>;

function wrongLines({ runs, differences }: Ran, width: number, colour: Colours): string[] {
  const [one = '', other = ''] = runs.map(({ broker }) => `on ${brokerText(broker)}`);
  const texts = [
    ...runs.flatMap((run) => runTexts(run, runs.length > 1 ? `on ${brokerText(run.broker)}: ` : '')),
    ...differences.map((difference) => differenceText(difference, [one, other])),
  ];
  const more = texts.length - MAX_PROBLEMS;
  const shown = more > 0 ? [...texts.slice(0, MAX_PROBLEMS), `… and ${more} more`] : texts;
  return shown.flatMap((text) => hanging(' ', colour.bad(visible(text)), width));
}

function runTexts({ problems, error }: Played, where: string): string[] {
  const wrong = [
    ...(error ? [error.message, ...(error.hint === undefined ? [] : [error.hint])] : []),
    ...problems.map(problemText),
  ];
  return wrong.map((text) => where + text);
}

function countsOf(results: readonly Verification[]): Record<Verification['outcome'], number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome]++;
  return counts;
}

/** Those that answered, in order. */
function brokersOf(results: readonly Verification[]): readonly BrokerInfo[] {
  const ran = results.find((result) => 'runs' in result);
  return ran && 'runs' in ran ? ran.runs.map(({ broker }) => broker) : [];
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;

const indented = (lines: readonly string[]): string[] => lines.map((line) => `${INDENT}${line}`);
