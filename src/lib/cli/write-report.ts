import { writeFile } from 'node:fs/promises';
import { LabError } from '../lab/errors.ts';
import type { Io } from './io.ts';

/** Writes a report into the file that --output names, or prints it. Throws a LabError where the file cannot be written. */
export async function writeReport(text: string, output: string | undefined, io: Io): Promise<void> {
  if (output === undefined) {
    io.stdout.write(text);
    return;
  }
  try {
    await writeFile(output, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError('usage', `--output: ${output} cannot be written (${reason})`);
  }
}
