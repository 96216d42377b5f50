import { openSupply } from '../../lab/run/brokers.ts';
import { compareLog } from '../../systems/compare/log.ts';
import { announcementOfEach } from '../announcement.ts';
import { sayingOnce } from '../blocked-text.ts';
import { booted } from '../booted.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import type { RunFlags } from '../run-options.ts';
import { printComparison, trialWords } from './print-comparison.ts';

/** Plays the comparison, prints it, and gives the exit code. */
export async function runCompareLog(
  { source, format, timeoutMs }: Pick<RunFlags, 'source' | 'format' | 'timeoutMs'>,
  io: Io,
): Promise<number> {
  const comparison = await interruptible(io, async (signal) => {
    const brokers = await booted(io, signal, (boot) => openSupply(source, boot));
    try {
      return await compareLog(brokers, {
        timeoutMs,
        signal,
        onConnected: (broker, info) => {
          if (!broker.owned) io.stderr.write(announcementOfEach('question', broker, info));
        },
        onBlocked: sayingOnce((text) => void io.stderr.write(text)),
        onTrial: trialWords(io),
      });
    } finally {
      await brokers.close();
    }
  });
  return printComparison(comparison, format, io);
}
