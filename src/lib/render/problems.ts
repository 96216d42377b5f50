import { assertNever } from '../lab/errors.ts';
import type { Authority, Problem } from '../lab/verdict.ts';
import { visible } from './text.ts';

/** One difference in a sentence. */
export function problemText(problem: Problem): string {
  switch (problem.kind) {
    case 'missing':
      return `${problem.message} did not reach '${visible(problem.queue)}', as was ${both(problem.by)}`;
    case 'unexpected':
      return `${problem.message} reached '${visible(problem.queue)}', which was not ${both(problem.by)}`;
    case 'copies':
      return `${problem.message} reached '${visible(problem.queue)}' in ${problem.copies} copies; a queue gets one`;
    case 'returned':
      return `${problem.message} came back although a queue got it`;
    case 'not-returned':
      return `${problem.message} reached no queue, and did not come back`;
    case 'refused':
      return `${problem.message} was refused by the broker (basic.nack)`;
    case 'unconfirmed':
      return `${problem.message} was never confirmed`;
    default:
      return assertNever(problem);
  }
}

const both = (by: readonly Authority[]): string => by.join(' and ');
