import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { LabError } from '../lab/errors.ts';
import type { Io } from './io.ts';

/** Throws a LabError where --output can be no report, before there is one: files that are `read` are not replaced. */
export async function refuseOutput(output: string | undefined, read: readonly string[]): Promise<void> {
  if (output === undefined) return;
  if (output === '') throw new LabError('usage', '--output: expected a file, got ""');
  if (read.some((path) => resolve(path) === resolve(output)))
    throw new LabError('usage', `--output: ${output} is what is read, and would be lost`);
  if (!(await isFolder(dirname(output))))
    throw new LabError('usage', `--output: there is no folder ${dirname(output)}`);
  if (await isFolder(output)) throw new LabError('usage', `--output: ${output} is a folder`);
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

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
