import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Bench, benchOn, brokers } from '../contract/contract.ts';
import { RESTART_LEFT_OUT } from '../support/brokers.ts';
import type { RawChannel } from '../support/raw-client.ts';

/** What must hold after the restart; the channel is a new one. */
export type Check = (channel: RawChannel, bench: Bench) => Promise<void>;

interface RestartCase {
  readonly title: string;
  readonly prepare: (bench: Bench) => Promise<Check>;
}

/**
 * Cases in two halves: what was there before, and what must hold after. All of a broker share one restart.
 */
export function acrossRestart(
  declare: (its: (title: string, prepare: RestartCase['prepare']) => void) => void,
): void {
  if (RESTART_LEFT_OUT) process.stderr.write(`\n${RESTART_LEFT_OUT}\n\n`);
  const cases: RestartCase[] = [];
  declare((title, prepare) => cases.push({ title, prepare }));
  for (const broker of brokers) {
    const { restart } = broker;
    if (!restart) continue;
    describe(`${broker.kind}: across a restart`, () => {
      const prepared = cases.map(({ title, prepare }) => ({ title, prepare, on: benchOn(broker) }));
      const checks = new Map<string, Promise<Check>>();
      beforeAll(async () => {
        for (const { title, prepare, on } of prepared) checks.set(title, prepare(on.bench));
        await Promise.allSettled(checks.values());
        await restart();
      });
      afterAll(async () => {
        for (const { on } of prepared) await on.end();
      });
      for (const { title, on } of prepared) {
        test(title, async () => {
          const check = await checks.get(title);
          await check?.(await on.bench.channel(), on.bench);
        });
      }
    });
  }
}
