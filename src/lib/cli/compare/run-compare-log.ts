import { openBroker } from '../../lab/run/brokers.ts';
import { renderComparison } from '../../render/compare/comparison.ts';
import { terminalOf } from '../../render/terminal.ts';
import { compareLog } from '../../systems/compare/log.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import type { RunFlags } from '../run-options.ts';

/** Plays the comparison, prints it, and gives the exit code. */
export async function runCompareLog(
  { source, format, timeoutMs }: Pick<RunFlags, 'source' | 'format' | 'timeoutMs'>,
  io: Io,
): Promise<number> {
  const brokers = { open: () => openBroker(source) };
  const comparison = await interruptible(io, (signal) => compareLog(brokers, { timeoutMs, signal }));
  io.stdout.write(
    format === 'json'
      ? `${JSON.stringify(comparison, null, 2)}\n`
      : renderComparison(comparison, terminalOf(io.stdout, io.env)),
  );
  return comparison.rows.every(({ asExpected }) => asExpected) ? 0 : 1;
}
