import { renderComparison } from '../../render/compare/comparison.ts';
import { jsonComparison } from '../../render/compare/json-comparison.ts';
import { terminalOf } from '../../render/terminal.ts';
import type { Comparison } from '../../systems/compare/comparison.ts';
import type { Io } from '../io.ts';
import type { Format } from '../run-options.ts';

/** Prints it, and gives the exit code: 1 where something came out otherwise than expected. */
export function printComparison(comparison: Comparison, format: Format, io: Io): number {
  io.stdout.write(
    format === 'json'
      ? jsonComparison(comparison)
      : renderComparison(comparison, terminalOf(io.stdout, io.env)),
  );
  return comparison.rows.every(({ asExpected }) => asExpected) ? 0 : 1;
}

/** Says what is being tried, since it takes a while. */
export const trialWords =
  ({ stderr }: Pick<Io, 'stderr'>) =>
  (question: string): void =>
    void stderr.write(`… ${question}\n`);
