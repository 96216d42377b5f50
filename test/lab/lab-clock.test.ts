import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../src/lib/broker/clock.ts';
import { RealLabClock, VirtualLabClock } from '../../src/lib/lab/run/lab-clock.ts';

describe('the virtual clock', () => {
  test('comes to rest before each moment that is due, and after the last', async () => {
    const clock = new VirtualLabClock(new VirtualClock(0));
    const log: string[] = [];
    for (const at of [30, 10]) clock.schedule(at, () => log.push(`task ${clock.now()}`));
    const rest = async () => void log.push(`rest ${clock.now()}`);
    await clock.passTo(50, rest);
    expect(log).toEqual(['rest 0', 'task 10', 'rest 10', 'task 30', 'rest 30', 'rest 50']);
  });

  test('sees what is scheduled on the way', async () => {
    const clock = new VirtualLabClock(new VirtualClock(0));
    const ran: number[] = [];
    clock.schedule(10, () => clock.schedule(20, () => ran.push(clock.now())));
    await clock.passTo(20, async () => {});
    expect(ran).toEqual([20]);
  });

  test('passes to the next task alone, and stands still where there is none', async () => {
    const clock = new VirtualLabClock(new VirtualClock(0));
    clock.schedule(10, () => {});
    clock.schedule(20, () => {});
    await clock.passToNext();
    expect(clock.now()).toBe(10);
    await clock.passToNext();
    await clock.passToNext();
    expect(clock.now()).toBe(20);
  });
});

describe('the real clock', () => {
  test('passes to the next task once that has run', async () => {
    const clock = new RealLabClock();
    let ran = false;
    clock.schedule(clock.now() + 1, () => {
      ran = true;
    });
    await clock.passToNext();
    expect(ran).toBe(true);
  });

  test('runs no task that was cancelled', async () => {
    const clock = new RealLabClock();
    const ran: string[] = [];
    clock.schedule(clock.now(), () => ran.push('cancelled')).cancel();
    clock.schedule(clock.now(), () => ran.push('other'));
    await clock.passToNext();
    expect(ran).toEqual(['other']);
  });

  test('does not wait on when the run is ended', async () => {
    const clock = new RealLabClock();
    const passing = clock.passTo(clock.now() + 60_000, async () => {}, AbortSignal.abort());
    await expect(passing).rejects.toThrow(/abort/);
  });
});
