import { assertNever } from '../lab/errors.ts';
import type { SectionProblem } from '../lab/verdict/sections.ts';
import type { Authority, Problem } from '../lab/verdict/verdict.ts';
import { visible } from './text.ts';

/** The characters beyond which a list is shown in part. */
const MAX_LIST = 200;
const MAX_ITEMS = 8;

/** One difference in a sentence. */
export function problemText(problem: Problem): string {
  switch (problem.kind) {
    case 'missing':
      return `${visible(problem.message)} did not reach '${visible(problem.queue)}', as was ${both(problem.by)}`;
    case 'unexpected':
      return `${visible(problem.message)} reached '${visible(problem.queue)}', which was not ${both(problem.by)}`;
    case 'copies':
      return `${visible(problem.message)} reached '${visible(problem.queue)}' in ${problem.copies} copies; a queue gets one`;
    case 'returned':
      return `${visible(problem.message)} came back to its publisher, which it should not`;
    case 'not-returned':
      return `${visible(problem.message)} did not come back to its publisher`;
    case 'refused':
      return `${visible(problem.message)} was refused by the broker (basic.nack)`;
    case 'not-refused':
      return `${visible(problem.message)} was not refused by the broker`;
    case 'unconfirmed':
      return `${visible(problem.message)} was never confirmed`;
    case 'not-unconfirmed':
      return `${visible(problem.message)} was confirmed, or refused, though nobody was to read it`;
    case 'differs':
      return differenceText(problem, ['expected', 'observed']);
    default:
      return assertNever(problem);
  }
}

/** What two sides say of one thing: `deliveries of c1: expected m1, m2; observed m2, m1`. */
export function differenceText(
  { section, of, expected, observed }: SectionProblem,
  sides: readonly [one: string, other: string],
): string {
  const [one, other] = fromTheDifference(expected, observed);
  return `${subject(section, of)}: ${sides[0]} ${visible(one)}; ${sides[1]} ${visible(other)}`;
}

function subject(section: SectionProblem['section'], of: string | null): string {
  const whose = of === null ? '' : visible(of);
  switch (section) {
    case 'left':
    case 'ready':
      return `left in ${whose}`;
    case 'skipped':
      return `skipped by ${whose}`;
    case 'empty':
      return `queues that had nothing for ${whose}`;
    case 'looks':
      return `look '${whose}'`;
    case 'shares':
      return `the share of ${whose}`;
    case 'cancelled':
      return 'consumers that the broker cancelled';
    case 'gone':
      return 'gone in the end';
    default:
      return of === null ? section : `${section} of ${whose}`;
  }
}

/** Long lists are shown from a little before the first item that differs. */
function fromTheDifference(one: string, other: string): readonly [string, string] {
  if (Math.max(one.length, other.length) <= MAX_LIST) return [one, other];
  const [a, b] = [one.split(', '), other.split(', ')];
  const first = a.findIndex((item, at) => item !== b[at]);
  const from = Math.max(0, (first === -1 ? a.length : first) - 1);
  return [excerpt(a, from), excerpt(b, from)];
}

function excerpt(items: readonly string[], from: number): string {
  const shown = items.slice(from, from + MAX_ITEMS).join(', ');
  return `${from > 0 ? '… ' : ''}${shown}${from + MAX_ITEMS < items.length ? ` … (${items.length})` : ''}`;
}

const both = (by: readonly Authority[]): string => by.join(' and ');
