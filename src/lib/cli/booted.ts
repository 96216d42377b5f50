import type { BootOptions } from '../lab/docker/until-ready.ts';
import { visible } from '../render/text.ts';
import type { Io } from './io.ts';

const DEFAULT_WIDTH = 80;

/**
 * Does something that may have to start a broker first, and says on standard error how that goes: on a terminal one line
 * that goes away again, else a line for each phase.
 */
export async function booted<T>(
  { stderr }: Io,
  signal: AbortSignal,
  doing: (boot: BootOptions) => Promise<T>,
): Promise<T> {
  let phaseNow: string | undefined;
  const onProgress = (phase: string, detail?: string): void => {
    if (stderr.isTTY) {
      const line = visible(`${phase} … ${detail ?? ''}`).slice(0, (stderr.columns || DEFAULT_WIDTH) - 1);
      stderr.write(`\r\u001b[K${line}`);
    } else if (phase !== phaseNow) stderr.write(`${visible(phase)} …\n`);
    phaseNow = phase;
  };
  try {
    return await doing({ signal, onProgress });
  } finally {
    if (stderr.isTTY && phaseNow !== undefined) stderr.write('\r\u001b[K');
  }
}
