import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The built program. */
export const BINARY = join(import.meta.dirname, '../../dist/bin/mq-lab.js');
/** What others import, as built. */
export const LIBRARY = join(import.meta.dirname, '../../dist/src/index.js');

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  /** The whole of what was printed so far. */
  readonly printed: { stdout: string; stderr: string };
  readonly ended: Promise<Ended>;
  /** Waits until the stream has printed something that matches. */
  said(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray>;
}

/** A test that ran out of time leaves nothing running. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Runs the real binary as a person would, with nothing of the environment but what is given. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  return startNode([BINARY, ...args], env);
}

/** Runs Node with these arguments, in the same way. */
export function startNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env } });
  children.add(child);
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
    // Many may wait for what it says.
    child[name].setMaxListeners(0);
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (exitCode) => {
      children.delete(child);
      resolve({ exitCode, ...printed });
    });
  });
  const said = async (stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(printed[stream]);
      if (match) return match;
      const more = new Promise((resolve) => child[stream].once('data', resolve));
      const over = await Promise.race([more, ended.then(() => 'over')]);
      if (over === 'over' && !pattern.test(printed[stream])) {
        throw new Error(`ended without saying ${pattern}: ${printed.stdout}\n${printed.stderr}`);
      }
    }
  };
  return { process: child, printed, ended, said };
}

export function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return start(args, env).ended;
}
