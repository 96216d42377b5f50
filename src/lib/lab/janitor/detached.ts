import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../../version.ts';

/** Node 20 runs no TypeScript: from the sources, as in tests, the program is what was built of it. */
const BUILT_FOLDER = join(PACKAGE_FOLDER, 'dist/src/lib/lab/janitor');

/** A process of its own, with a pipe from this one. It acts when the pipe closes: whatever ended us, `kill -9` included. */
export interface Detached {
  /** Tells it something, as JSON: at the latest when this resolves it will know, even if we are killed right then. */
  tell(something: unknown): Promise<void>;
  /** Ends it: there is nothing left for it to do. */
  dismiss(): void;
}

/** Starts the program, a module beside this one that awaits {@link told}. It does not keep this process from ending. */
export function startDetached(program: `${string}.js`): Detached {
  // Its broker's URL may have a password.
  const { MQ_LAB_BROKER: _, ...env } = process.env;
  const child = spawn(process.execPath, [join(BUILT_FOLDER, program)], {
    detached: true,
    env,
    // What is secret goes through the pipe: everybody sees arguments.
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  // Without a janitor the lab still cleans up after itself.
  child.on('error', () => {});
  child.unref();
  const pipe = child.stdin as Socket | undefined;
  // With too many files open Node makes no pipe at all.
  if (!pipe) return { tell: async () => {}, dismiss: () => {} };
  pipe.unref();
  pipe.on('error', () => {});
  return {
    tell: (something) =>
      new Promise((resolve) => void pipe.write(`${JSON.stringify(something)}\n`, () => resolve())),
    dismiss: () => void child.kill('SIGKILL'),
  };
}

/** In the detached process: all that it was told, in order, once whoever started it is gone. */
export async function told(): Promise<unknown[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  // A line without an end was cut off with its writer.
  const lines = Buffer.concat(chunks).toString().split('\n').slice(0, -1);
  return lines.map((line): unknown => JSON.parse(line));
}
