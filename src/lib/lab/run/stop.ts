import { setMaxListeners } from 'node:events';
import { orAborted } from '../amqp/abort.ts';
import { LabError } from '../errors.ts';

const HINTS = {
  timeout: 'Give it longer with --timeout SECONDS, or look at what the broker is doing.',
  blocked: 'An alarm is on there: rabbitmqctl status tells which. It takes messages again once that is over.',
};

/** What is waited for, in words or as the error that it is not to come. */
type Awaited = () => string | LabError;

/** Everything that can end a run early, as one signal: its deadline, the person's Ctrl-C, the broker going away. */
export class Stop {
  readonly #controller = new AbortController();
  readonly #deadline: NodeJS.Timeout;
  readonly #asked: AbortSignal;
  readonly #onAsked = (): void => this.fail(this.#asked.reason);
  /** All that is waited for at present, in the order in which that began. */
  readonly #waits = new Set<{ readonly what: Awaited }>();

  /** `isBlocked` says whether the broker takes no messages at present. */
  constructor(timeoutMs: number, asked: AbortSignal, isBlocked: () => boolean) {
    this.#deadline = setTimeout(() => this.#timeOut(timeoutMs, isBlocked()), timeoutMs);
    this.#asked = asked;
    // Every connection that is being made waits on it, and Node takes more than ten for a leak.
    setMaxListeners(0, this.signal);
    if (asked.aborted) this.fail(asked.reason);
    else asked.addEventListener('abort', this.#onAsked, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the run with this error, unless another came first. */
  fail(error: unknown): void {
    this.#controller.abort(error);
  }

  /** Waits, or throws what ended the run. `what` is named, or thrown, if the deadline passes meanwhile. */
  async wait<T>(what: Awaited, promise: Promise<T>): Promise<T> {
    const wait = { what };
    this.#waits.add(wait);
    try {
      return await orAborted(promise, this.signal);
    } finally {
      this.#waits.delete(wait);
    }
  }

  dispose(): void {
    clearTimeout(this.#deadline);
    this.#asked.removeEventListener('abort', this.#onAsked);
  }

  #timeOut(timeoutMs: number, isBlocked: boolean): void {
    const waiting = [...this.#waits].at(-1)?.what() ?? 'an answer of the broker';
    const failure = isBlocked ? 'blocked' : 'timeout';
    const seconds = timeoutMs / 1_000;
    const told = (waiting: string): LabError =>
      new LabError(failure, `not done after ${seconds} s: waiting for ${waiting}`, {
        hint: HINTS[failure],
        trouble: { kind: failure, seconds, waiting },
      });
    this.fail(waiting instanceof LabError ? waiting : told(waiting));
  }
}
