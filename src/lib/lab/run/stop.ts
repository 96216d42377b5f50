import { setMaxListeners } from 'node:events';
import { orAborted } from '../amqp/abort.ts';
import { LabError } from '../errors.ts';

/** Everything that can end a run early, as one signal: its deadline, the person's Ctrl-C, the broker going away. */
export class Stop {
  readonly #controller = new AbortController();
  readonly #deadline: NodeJS.Timeout;
  readonly #asked: AbortSignal;
  readonly #onAsked = (): void => this.fail(this.#asked.reason);
  #waiting: () => string | LabError = () => 'the broker';

  constructor(timeoutMs: number, asked: AbortSignal) {
    this.#deadline = setTimeout(() => this.#timeOut(timeoutMs), timeoutMs);
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
  async wait<T>(what: string | (() => string | LabError), promise: Promise<T>): Promise<T> {
    this.#waiting = typeof what === 'string' ? () => what : what;
    return orAborted(promise, this.signal);
  }

  dispose(): void {
    clearTimeout(this.#deadline);
    this.#asked.removeEventListener('abort', this.#onAsked);
  }

  #timeOut(timeoutMs: number): void {
    const waiting = this.#waiting();
    const told = new LabError('broker', `not done after ${timeoutMs / 1_000} s: waiting for ${waiting}`, {
      hint: 'Give it longer with --timeout SECONDS, or look at what the broker is doing.',
    });
    this.fail(waiting instanceof LabError ? waiting : told);
  }
}
