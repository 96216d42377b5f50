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
  #scheduled: Due[] = [];
  #order = 0;

  constructor(start: number = Date.now()) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(at: number, task: () => void): ScheduledTask {
    const entry = { at, order: this.#order++, task };
    this.#scheduled.push(entry);
    return {
      cancel: () => {
        this.#scheduled = this.#scheduled.filter((other) => other !== entry);
      },
    };
  }

  /** When the next task is due, in the past where it is due already; undefined when nothing is. */
  nextDue(): number | undefined {
    return this.#next()?.at;
  }

  /** Moves time on to `to`, running what falls due on the way in order, each task at its own moment. */
  advanceTo(to: number): void {
    for (let next = this.#next(); next && next.at <= to; next = this.#next()) {
      this.#scheduled = this.#scheduled.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
    this.#now = Math.max(this.#now, to);
  }

  advanceBy(milliseconds: number): void {
    this.advanceTo(this.#now + milliseconds);
  }

  #next(): Due | undefined {
    let first: Due | undefined;
    for (const due of this.#scheduled) {
      if (!first || due.at < first.at || (due.at === first.at && due.order < first.order)) first = due;
    }
    return first;
  }
}

interface Due {
  readonly at: number;
  /** Of two that are due at once, the one that was scheduled first runs first. */
  readonly order: number;
  readonly task: () => void;
}
