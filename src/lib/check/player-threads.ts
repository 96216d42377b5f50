import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { orAborted } from '../lab/amqp/abort.ts';
import { errorOf } from '../lab/errors.ts';
import type { LabEvent } from '../lab/events.ts';
import type { Experiment } from '../lab/experiment.ts';
import { Unplayable } from '../lab/needs.ts';
import { PACKAGE_FOLDER } from '../version.ts';
import type { Task, Told } from './player-thread.ts';
import type { Players } from './players.ts';

/** Node 20 runs no TypeScript: from the sources, too, the program is what was built of it. */
const PROGRAM = join(PACKAGE_FOLDER, 'dist/src/lib/check/player-thread.js');
const MAX_THREADS = 4;
/** To start a thread takes as long as to play so many files. */
const LEAST_FILES = 24;

/** How many threads so many files are worth; with one there is nothing to win. */
export function threadsFor(files: number): number {
  return Math.min(availableParallelism(), MAX_THREADS, Math.floor(files / LEAST_FILES));
}

/** Plays on embedded brokers in threads of their own. Closing ends what they still play: brokers in memory leave nothing. */
export function playersInThreads(count: number): Players {
  const threads = Array.from({ length: count }, () => new PlayerThread());
  return {
    play(experiment, { timeoutMs, signal }) {
      const idlest = threads.reduce((best, thread) => (thread.busy < best.busy ? thread : best));
      return orAborted(idlest.play(experiment, timeoutMs), signal);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

interface Waiting {
  resolve(events: readonly LabEvent[]): void;
  reject(error: unknown): void;
}

class PlayerThread {
  readonly #worker = new Worker(PROGRAM);
  readonly #waiting = new Map<number, Waiting>();
  #tasks = 0;
  /** Why it is there no more: a bug, here as in a run of this thread. */
  #fault: unknown;

  constructor() {
    this.#worker.on('message', (told: Told) => this.#hear(told));
    this.#worker.on('error', (error) => {
      this.#fault = error;
      for (const { reject } of this.#waiting.values()) reject(error);
    });
  }

  get busy(): number {
    return this.#waiting.size;
  }

  play(experiment: Experiment, timeoutMs: number): Promise<readonly LabEvent[]> {
    if (this.#fault !== undefined) return Promise.reject(this.#fault);
    const id = this.#tasks++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, experiment, timeoutMs } satisfies Task);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(told: Told): void {
    const waiting = this.#waiting.get(told.id);
    this.#waiting.delete(told.id);
    if (told.kind === 'played') waiting?.resolve(told.events);
    else if (told.kind === 'failed') waiting?.reject(errorOf(told.fault));
    else waiting?.reject(new Unplayable(told.fault.message, told.fault.hint ?? ''));
  }
}
