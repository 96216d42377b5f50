import { compareGrpc } from '../../systems/compare/grpc.ts';
import { openRealTimeBroker } from '../../systems/real-time-broker.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import type { RunFlags } from '../run-options.ts';
import { printComparison, trialWords } from './print-comparison.ts';

/** Plays the comparison on the broker; prints it, and gives the exit code. */
export async function runCompareGrpc(
  { source, format }: Pick<RunFlags, 'source' | 'format'>,
  io: Io,
): Promise<number> {
  const broker = await openRealTimeBroker(source);
  try {
    const comparison = await interruptible(io, (signal) =>
      compareGrpc(broker.address, signal, trialWords(io)),
    );
    return printComparison(comparison, format, io);
  } finally {
    await broker.close();
  }
}
