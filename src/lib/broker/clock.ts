import { type Due, DueHeap } from './due-heap.ts';

/**
 * The time that messages live by: TTL, queue expiry, the age of streams, the times of deaths. (Heartbeats and
 * handshakes are real time and do not ask a clock.)
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once `now()` has reached `at`; never before. */
  schedule(at: number, task: () => void): ScheduledTask;
}

export interface ScheduledTask {
  cancel(): void;
}

const LONGEST_TIMEOUT = 0x7fffffff;

/** The computer's clock. Its timers do not keep the process alive. */
export const realClock: Clock = {
  now: () => Date.now(),

  schedule(at, task) {
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      timer = setTimeout(
        () => (Date.now() >= at ? task() : arm()),
        Math.min(Math.max(at - Date.now(), 0), LONGEST_TIMEOUT),
      ).unref();
    };
    arm();
    return { cancel: () => clearTimeout(timer) };
  },
};

/** A clock that stands still until it is moved, so that hours of TTLs and expiries play at once, in exact order. */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #scheduled = new DueHeap();

  constructor(start: number = Date.now()) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(at: number, task: () => void): ScheduledTask {
    const due: Due = { at, order: this.#order++, task, state: 'waiting' };
    this.#scheduled.push(due);
    return { cancel: () => this.#scheduled.cancel(due) };
  }

  /** When the next task is due, in the past where it is due already; undefined when nothing is. */
  nextDue(): number | undefined {
    return this.#scheduled.peek()?.at;
  }

  /** Moves time on to `to`, running what falls due on the way in order, each task at its own moment. */
  advanceTo(to: number): void {
    if (!Number.isFinite(to)) throw new RangeError(`expected a time in milliseconds, got ${to}`);
    for (let next = this.#scheduled.peek(); next && next.at <= to; next = this.#scheduled.peek()) {
      this.#scheduled.take();
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
    this.#now = Math.max(this.#now, to);
  }

  advanceBy(milliseconds: number): void {
    if (milliseconds < 0) throw new RangeError(`time does not go back, got ${milliseconds}`);
    this.advanceTo(this.#now + milliseconds);
  }
}
