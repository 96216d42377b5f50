import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES } from '../broker/store/lmdb.ts';
import { StoreError } from '../broker/store/store-error.ts';
import { LabError } from '../lab/errors.ts';
import { visible } from '../render/text.ts';
import type { Io } from './io.ts';

const MEBIBYTE = 1024 * 1024;
/** With less in its folder a broker is there before anybody has read that it will take a while. */
const MUCH_BYTES = 16 * MEBIBYTE;

/** Before a broker starts with what is in the folder. */
export async function announceReading(folder: string, io: Io): Promise<void> {
  const { size } = await stat(join(folder, FILES.data)).catch(() => ({ size: 0 }));
  if (size < MUCH_BYTES) return;
  const amount = `${Math.round(size / MEBIBYTE)} MiB`;
  io.stderr.write(`Verifying and reading ${amount} in ${visible(folder)}: that may take a while.\n`);
}

/** Throws a LabError where not everything could be written to its folder. */
export async function closeBroker(broker: { close(): Promise<void> }): Promise<void> {
  await broker.close().catch((error: unknown) => {
    throw storeFault(error);
  });
}

/** What became of the folder, as a LabError; anything else as it is. */
export function storeFault(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  return new LabError('broker', error.message, { hint: error.hint, cause: error });
}
