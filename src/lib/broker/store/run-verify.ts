import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../../version.ts';

/** Node 20 runs no TypeScript: from the sources, too, the program is what was built of it. */
const VERIFY = join(PACKAGE_FOLDER, 'dist/src/lib/broker/store/verify.js');
/** The program's exit code where it found something. */
export const FOUND_FAULT = 65;

/**
 * What is wrong with the database in a folder, if anything. It is read in a process of its own: what LMDB reads that is
 * damaged may end whoever reads it.
 */
export async function faultOf(folder: string): Promise<string | undefined> {
  const child = spawn(process.execPath, [VERIFY, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', error: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.error += text;
  });
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (exitCode === 0) return undefined;
  if (exitCode === FOUND_FAULT) return said.out;
  if (exitCode === null) return `reading it ended with ${signal}`;
  throw new Error(`the data folder could not be verified:\n${said.error}`);
}
