import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { orAborted } from '../../../lab/amqp/abort.ts';
import { errorOf, LabError } from '../../../lab/errors.ts';
import { PACKAGE_FOLDER } from '../../../version.ts';
import type { Role, Told } from './child.ts';

/** Node 20 runs no TypeScript: from the sources, too, the program is what was built of it. */
const PROGRAM = join(PACKAGE_FOLDER, 'dist/src/lib/systems/compare/grpc/child.js');

/** A process of the comparison's own, that can be killed. */
export interface Running {
  readonly port: number;
  /** As with `kill -9`; resolved once it is gone. */
  kill(): Promise<void>;
}

/** Starts processes, and ends them all. */
export class Processes {
  readonly #children = new Set<ChildProcess>();
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Resolved once it is ready; `onTold` gets what it tells from then on. */
  async start(
    role: Role,
    onTold: (told: Exclude<Told, { kind: 'ready' | 'failed' }>) => void,
  ): Promise<Running> {
    // In a group of its own: the terminal's Ctrl-C is for the one who started it.
    const child = fork(PROGRAM, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
    this.#children.add(child);
    const ready = new Promise<number>((resolve, reject) => {
      child.on('message', (told: Told) => {
        if (told.kind === 'ready') resolve(told.port);
        else if (told.kind === 'failed') reject(errorOf(told.fault));
        else onTold(told);
      });
      child.once('exit', () => {
        this.#children.delete(child);
        reject(new LabError('broker', `the ${role.kind} of the comparison ended before it was ready`));
      });
    });
    child.send(role);
    const port = await orAborted(ready, this.#signal);
    return { port, kill: () => end(child) };
  }

  async endAll(): Promise<void> {
    await Promise.all(Array.from(this.#children, end));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
