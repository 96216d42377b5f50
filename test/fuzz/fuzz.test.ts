import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { VirtualClock } from '../../src/lib/broker/clock.ts';
import { Broker } from '../../src/lib/broker/core.ts';
import { Random } from './random.ts';
import { hostileSession } from './session.ts';
import { announce, CASES, SEED, TIME_LIMIT_MS } from './settings.ts';
import { SteadyClient } from './steady-client.ts';

const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
const SESSIONS_A_ROUND = 200;

const warnings: Error[] = [];
const warned = (warning: Error): void => void warnings.push(warning);

beforeEach(() => {
  vi.useFakeTimers({ toFake: [...TIMERS] });
  process.on('warning', warned);
});
afterEach(() => {
  process.off('warning', warned);
  vi.useRealTimers();
});

/** Deletes what the hostile clients declared; by now none of them consumes from it. */
function sweep(broker: Broker): void {
  const virtualHost = broker.existingVirtualHost('/');
  for (const queue of virtualHost.queues()) {
    if (queue.owner !== undefined) continue;
    expect(queue.consumerCount, 'consumers left').toBe(0);
    virtualHost.remove(queue);
  }
  for (const { name } of virtualHost.topology().exchanges) virtualHost.deleteExchange(name);
}

test(
  'the broker survives whatever is thrown at it, and a client beside loses nothing',
  async () => {
    announce('fuzz', CASES);
    const random = new Random(SEED);
    const clock = new VirtualClock(0);
    const broker = new Broker({ clock });
    const counts = new Map<string, number>();
    const steady = await SteadyClient.connect(broker);
    const timers = vi.getTimerCount();
    for (let inputs = 0; inputs < CASES; ) {
      const endAlarm = random.oneIn(3) ? broker.alarms.raise('memory') : () => {};
      const silence = random.oneIn(2) ? broker.events.subscribe(() => {}) : () => {};
      for (let left = SESSIONS_A_ROUND; left > 0 && inputs < CASES; left--) {
        inputs += await hostileSession(broker, random, counts);
        steady.publish();
        if (random.oneIn(4)) clock.advanceBy(random.below(1000));
      }
      endAlarm();
      await steady.settle();
      sweep(broker);
      silence();
      expect(warnings, 'bugs of the broker').toEqual([]);
      expect(broker.connections(), 'connections left').toHaveLength(1);
      expect(broker.existingVirtualHost('/').topology().queues, 'queues left').toHaveLength(1);
      expect(broker.memory.used, 'memory held').toBe(0);
      expect(broker.replies.size, 'reply consumers left').toBe(0);
      expect(vi.getTimerCount(), 'timers left').toBe(timers);
      expect(clock.nextDue(), 'tasks left').toBeUndefined();
    }
    expect(steady.missing()).toEqual([]);
    process.stderr.write(`${summary(counts)}\n`);
  },
  TIME_LIMIT_MS,
);

const summary = (counts: ReadonlyMap<string, number>): string =>
  Array.from(counts, ([what, count]) => `${what} ${count}`)
    .filter((line) => /^(connection|channel) [0-9or]/.test(line))
    .sort()
    .join(', ');
