import { isRoutingOnly } from '../lab/experiment.ts';
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
  if (verdict.passed) {
    const isPredicted = isRoutingOnly(experiment);
    if (experiment.expected === null && !isPredicted) {
      const nothing = 'nothing was expected of these options: this is what happened';
      return hanging(colours.quiet('·'), `${totals}: ${nothing}`, width);
    }
    const held = [experiment.expected && 'as expected', isPredicted && 'as predicted'].filter(Boolean);
    const unwritten = experiment.expected ? [] : hanging(' ', colours.quiet(NOBODY_EXPECTED), width);
    return [...hanging(colours.good('✔'), `${totals}: ${held.join(' and ')}`, width), ...unwritten];
  }
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

function totalsText({ report: { queues, observed }, verdict }: Run): string {
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
    refused.length > 0 && `${refused.length} refused (basic.nack)`,
    unconfirmed.length > 0 && `${unconfirmed.length} without a confirm`,
    strangers > 0 && `${strangers} from other publishers`,
  ]
    .filter(Boolean)
    .join(', ');
}
