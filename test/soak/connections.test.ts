import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { Random } from '../fuzz/random.ts';
import { start } from '../support/binary.ts';
import { RawClient } from '../support/raw-client.ts';
import { hurriedClient } from './hurried-client.ts';

const ALONE = process.env.npm_lifecycle_event === 'soak:connections';
const SECONDS = Number(process.env.MQ_LAB_SECONDS ?? 600);
const CONNECTIONS = Number(process.env.MQ_LAB_CONNECTIONS ?? 200);
const SEED = Number(process.env.MQ_LAB_SEED ?? 20_240_611);
const AT_ONCE = 20;
const SAMPLES = 20;
const MIB = 1024 * 1024;
const PAGE_BYTES = 4096;
/** Of the median of the last quarter, over that of the second: memory that is not given back grows without end. */
const FLAT = 1.15;

/** Some clients at a time, until `goesOn` says no; how many there were. */
async function comeAndGo(url: string, random: Random, goesOn: (gone: number) => boolean): Promise<number> {
  let gone = 0;
  const one = async (): Promise<void> => {
    for (; goesOn(gone); gone++) await hurriedClient(url, random);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return gone;
}

test('connections that come and go leave nothing behind', async () => {
  process.stderr.write(
    `connections: seed ${SEED}, ${CONNECTIONS} of them (MQ_LAB_SEED and MQ_LAB_CONNECTIONS change them)\n`,
  );
  await using broker = await startBroker();
  await comeAndGo(broker.url, new Random(SEED), (gone) => gone < CONNECTIONS);
  // Who went without a word is noticed in a later turn of the event loop: by then this one is in, and goes.
  await (await RawClient.connect(broker.url)).close();
  await expect.poll(() => broker.fail.connections()).toBe(0);
  expect(broker.topology()).toEqual({ exchanges: [], queues: [], bindings: [] });
  expect(broker.memory.used).toBe(0);
});

test.runIf(ALONE)(
  'the memory of a broker stays flat while connections come and go',
  async () => {
    process.stderr.write(`soak: seed ${SEED}, ${SECONDS} s (MQ_LAB_SEED and MQ_LAB_SECONDS change them)\n`);
    const broker = start(['broker', '--port', '0']);
    const [url] = await broker.said('stdout', /amqp:\S+/);
    const samples: number[] = [];
    const started = performance.now();
    await comeAndGo(url, new Random(SEED), (gone) => {
      const elapsed = (performance.now() - started) / 1000;
      if (elapsed >= ((samples.length + 1) * SECONDS) / SAMPLES) {
        samples.push(residentBytes(broker.process.pid as number));
        const mib = ((samples.at(-1) as number) / MIB).toFixed(1);
        process.stderr.write(`${elapsed.toFixed(0)} s: ${gone} connections, ${mib} MiB\n`);
      }
      return elapsed < SECONDS;
    });
    broker.process.kill();
    expect((await broker.ended).exitCode).toBe(0);
    const quarter = SAMPLES / 4;
    const [early, late] = [median(samples.slice(quarter, 2 * quarter)), median(samples.slice(-quarter))];
    expect(late / early).toBeLessThan(FLAT);
  },
  (SECONDS + 60) * 1000,
);

const residentBytes = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
