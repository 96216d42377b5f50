import { setTimeout as sleep } from 'node:timers/promises';

/** The time that an experiment lives by: its waits, and how long its consumers work. */
export interface LabClock {
  /** Milliseconds since 1970. */
  now(): number;
  schedule(at: number, task: () => void): { cancel(): void };
  /** Lets time pass to `until`. Where time stands still by itself, `rest` is awaited before every moment that is due. */
  passTo(until: number, rest: () => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Lets time pass until the next scheduled task has run. */
  passToNext(): Promise<void>;
}

/** The computer's clock. */
export class RealLabClock implements LabClock {
  #onTask: (() => void)[] = [];

  now(): number {
    return Date.now();
  }

  schedule(at: number, task: () => void): { cancel(): void } {
    const timer = setTimeout(
      () => {
        task();
        for (const resolve of this.#onTask.splice(0)) resolve();
      },
      Math.max(0, at - Date.now()),
    );
    return { cancel: () => clearTimeout(timer) };
  }

  async passTo(until: number, _rest: () => Promise<void>, signal: AbortSignal): Promise<void> {
    await sleep(Math.max(0, until - Date.now()), undefined, { signal });
  }

  passToNext(): Promise<void> {
    return new Promise((resolve) => this.#onTask.push(resolve));
  }
}

/** What a virtual clock can do, as the embedded broker's. */
export interface MovableClock {
  now(): number;
  schedule(at: number, task: () => void): { cancel(): void };
  nextDue(): number | undefined;
  advanceTo(to: number): void;
}

/** The clock of the lab's own embedded broker: it stands still until the run moves it, so that waiting costs nothing. */
export class VirtualLabClock implements LabClock {
  readonly #clock: MovableClock;

  constructor(clock: MovableClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  schedule(at: number, task: () => void): { cancel(): void } {
    return this.#clock.schedule(at, task);
  }

  async passTo(until: number, rest: () => Promise<void>): Promise<void> {
    for (;;) {
      await rest();
      const due = this.#clock.nextDue();
      if (due === undefined || due > until) break;
      this.#clock.advanceTo(due);
    }
    this.#clock.advanceTo(until);
    await rest();
  }

  async passToNext(): Promise<void> {
    const due = this.#clock.nextDue();
    if (due !== undefined) this.#clock.advanceTo(due);
  }
}
