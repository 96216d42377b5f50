import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../src/index.ts';
import type { Clock, ScheduledTask } from '../../src/lib/broker/clock.ts';

const SEED = 20_240_611;

/** The same clock with no thought for speed: it looks through all that is scheduled each time. */
class Model implements Clock {
  #now = 0;
  #scheduled: { at: number; task: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  schedule(at: number, task: () => void): ScheduledTask {
    const due = { at, task };
    this.#scheduled.push(due);
    return {
      cancel: () => {
        this.#scheduled = this.#scheduled.filter((other) => other !== due);
      },
    };
  }

  nextDue(): number | undefined {
    return this.#next()?.at;
  }

  advanceTo(to: number): void {
    for (let next = this.#next(); next && next.at <= to; next = this.#next()) {
      this.#scheduled = this.#scheduled.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
    this.#now = Math.max(this.#now, to);
  }

  #next() {
    return this.#scheduled.reduce<{ at: number; task: () => void } | undefined>(
      (first, due) => (first && first.at <= due.at ? first : due),
      undefined,
    );
  }
}

interface Player {
  readonly clock: VirtualClock | Model;
  readonly tasks: ScheduledTask[];
  readonly log: string[];
}

type Step = (player: Player) => void;

/** Schedules a task that is told by its number, and that may itself schedule or cancel. */
function schedule({ clock, tasks, log }: Player, after: number, then?: Step): void {
  const number = tasks.length;
  const task = (): void => {
    log.push(`${number} at ${clock.now()}`);
    then?.({ clock, tasks, log });
  };
  tasks.push(clock.schedule(clock.now() + after, task));
}

const after = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -2, max: 12 }) },
  { weight: 1, arbitrary: fc.constant(Number.POSITIVE_INFINITY) },
);
const cancelling = fc.nat().map(
  (which): Step =>
    ({ tasks }) =>
      tasks[which % tasks.length]?.cancel(),
);
const scheduling = after.map(
  (ms): Step =>
    (player) =>
      schedule(player, ms),
);
const step = fc.oneof(
  { weight: 3, arbitrary: scheduling },
  { weight: 2, arbitrary: cancelling },
  {
    weight: 2,
    arbitrary: fc.tuple(after, fc.oneof(scheduling, cancelling)).map(
      ([ms, then]): Step =>
        (player) =>
          schedule(player, ms, then),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.integer({ min: 50, max: 150 }), after).map(
      ([count, ms]): Step =>
        (player) => {
          const first = player.tasks.length;
          for (let made = 0; made < count; made++) schedule(player, ms + (made % 7));
          for (const task of player.tasks.slice(first + 5)) task.cancel();
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.nat(9).map(
      (ms): Step =>
        ({ clock }) =>
          clock.advanceTo(clock.now() + ms),
    ),
  },
);

describe('a virtual clock', () => {
  test('runs what a clock runs that looks through everything, in the same order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const [tested, model] = [new VirtualClock(0), new Model()].map(
          (clock): Player => ({ clock, tasks: [], log: [] }),
        ) as [Player, Player];
        for (const apply of steps) {
          apply(tested);
          apply(model);
          expect(tested.clock.nextDue()).toBe(model.clock.nextDue());
          expect(tested.log).toEqual(model.log);
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test('moves over a hundred thousand tasks, half of them cancelled, at once', () => {
    const clock = new VirtualClock(0);
    let ran = 0;
    const tasks = Array.from({ length: 100_000 }, (_, at) => clock.schedule(100_000 - at, () => ran++));
    const started = performance.now();
    for (const [at, task] of tasks.entries()) if (at % 2 === 0) task.cancel();
    clock.advanceTo(100_000);
    expect(ran).toBe(50_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
