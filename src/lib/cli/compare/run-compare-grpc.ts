import { compareGrpc } from '../../systems/compare/grpc.ts';
import { openRealTimeBroker } from '../../systems/real-time-broker.ts';
import { announcementOfGrpc } from '../announcement.ts';
import { booted } from '../booted.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import type { RunFlags } from '../run-options.ts';
import { printComparison, trialWords } from './print-comparison.ts';

/** Plays the comparison on the broker; prints it, and gives the exit code. */
export async function runCompareGrpc(
  { source, format }: Pick<RunFlags, 'source' | 'format'>,
  io: Io,
): Promise<number> {
  const comparison = await interruptible(io, async (signal) => {
    const broker = await booted(io, signal, (boot) => openRealTimeBroker(source, boot));
    try {
      return await compareGrpc(broker, {
        signal,
        onConnected: (info) => {
          if (!broker.owned) io.stderr.write(announcementOfGrpc(broker, info));
        },
        onTrial: trialWords(io),
      });
    } finally {
      await broker.close();
    }
  });
  return printComparison(comparison, format, io);
}
