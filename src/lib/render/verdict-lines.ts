import { isRoutingOnly } from '../lab/experiment.ts';
import type { MessageReport } from '../lab/verdict/report.ts';
import type { Colours } from './colour.ts';
import type { Run } from './deliveries.ts';
import { problemText } from './problems.ts';
import { breakable, hanging } from './table.ts';
import { count } from './text.ts';

const MAX_PROBLEMS = 20;
const NOBODY_EXPECTED =
  "Nobody wrote an expectation for these options: this was held against the model's prediction.";

/** How much happened, and whether it is what was expected and predicted; each difference in a sentence. */
export function verdictLines(run: Run, width: number, colours: Colours): readonly string[] {
  const { experiment, verdict } = run;
  const totals = totalsText(run);
  if (!run.report.complete) return incompleteLines(run, totals, width, colours);
  if (verdict.problems.length === 0) {
    const isPredicted = isRoutingOnly(experiment);
    if (experiment.expected === null && !isPredicted) {
      const nothing = 'nothing was expected of these options: this is what happened';
      return hanging(colours.quiet('·'), `${totals}: ${nothing}`, width);
    }
    const held = [experiment.expected && 'as expected', isPredicted && 'as predicted'].filter(Boolean);
    const unwritten = experiment.expected ? [] : hanging(' ', colours.quiet(NOBODY_EXPECTED), width);
    return [...hanging(colours.good('✔'), `${totals}: ${held.join(' and ')}`, width), ...unwritten];
  }
  return differenceLines(run, totals, width, colours);
}

function incompleteLines(run: Run, totals: string, width: number, colours: Colours): readonly string[] {
  const ended = hanging(colours.bad('✗'), `${totals}: the run did not come to its end`, width);
  return [
    ...(run.verdict.problems.length > 0 ? differenceLines(run, totals, width, colours) : ended),
    ...knownLines(run, width, colours),
  ];
}

/** What publishers know of their messages where the run did not come to its end, and that there is more. */
export function knownLines({ verdict }: Pick<Run, 'verdict'>, width: number, colours: Colours): string[] {
  const known = (['confirmed', 'refused', 'unknown', 'unpublished'] as const).flatMap((outcome) => {
    const number = verdict.messages.filter((message) => message.outcome === outcome).length;
    return number === 0 ? [] : `${number} ${KNOWN[outcome]}`;
  });
  const text = `${known.join(', ')}; which queues have what was not seen there, nobody knows`;
  return [...hanging(colours.notable('?'), text, width)];
}

const KNOWN: Readonly<Record<MessageReport['outcome'], string>> = {
  confirmed: 'confirmed',
  refused: 'refused (basic.nack)',
  unknown: 'without a confirm',
  unpublished: 'not published',
};

function differenceLines(
  { verdict }: Run,
  totals: string,
  width: number,
  colours: Colours,
): readonly string[] {
  const problems = verdict.problems.map(problemText);
  const more = problems.length - MAX_PROBLEMS;
  const differences = colours.bad(count(problems.length, 'difference'));
  return [
    ...hanging(colours.bad('✗'), `${totals}: ${differences}`, width),
    ...problems
      .slice(0, MAX_PROBLEMS)
      .flatMap((text) => hanging(' ', colours.bad(breakable(text, width - 2)), width)),
    ...(more > 0 ? hanging(' ', `… and ${more} more; --format json lists them`, width) : []),
  ];
}

function totalsText({ report: { queues, observed, complete }, verdict }: Run): string {
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const deliveries = sum(queues.map(({ messages }) => messages.length));
  const left = sum(Object.values(observed.left).map(({ length }) => length));
  const strangers = sum(queues.map((queue) => queue.strangers));
  const { returned, refused, unconfirmed } = observed;
  return [
    count(verdict.messages.length, 'message'),
    count(deliveries, 'delivery', 'deliveries'),
    left > 0 && `${left} left in queues`,
    returned.length > 0 && `${returned.length} returned (312 NO_ROUTE)`,
    complete && refused.length > 0 && `${refused.length} refused (basic.nack)`,
    complete && unconfirmed.length > 0 && `${unconfirmed.length} without a confirm`,
    strangers > 0 && `${strangers} from other publishers`,
  ]
    .filter(Boolean)
    .join(', ');
}
