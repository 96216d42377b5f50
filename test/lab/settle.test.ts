import { expect, test } from 'vitest';
import { rest, settle, settleAtOnce } from '../../src/lib/lab/run/settle.ts';

interface Told {
  /** What each queue says, one a round, the last one for ever. */
  readonly depths?: Readonly<Record<string, readonly (number | 'gone')[]>>;
  readonly drained?: readonly string[];
  readonly activity?: readonly number[];
  readonly rounds?: number;
}

function moving({ depths = {}, drained = [], activity = [0], rounds = 2 }: Told) {
  let asked = 0;
  let acted = 0;
  const at = <T>(list: readonly T[], round: number): T => list[Math.min(round, list.length - 1)] as T;
  return {
    rounds,
    quietMs: 0,
    asked: () => asked,
    sync: async () => {},
    depths: async () => {
      const round = asked++;
      return new Map(Object.entries(depths).map(([queue, counts]) => [queue, at(counts, round)] as const));
    },
    activity: () => at(activity, acted++),
    drained: () => new Set(drained),
    onRound() {},
  };
}

const settled = async (told: Told) => Object.fromEntries(await settle(moving(told)));

test('settling ends once two rounds in a row see the same', async () => {
  const idle = moving({ depths: { q: [3, 2, 2, 1] } });
  expect(Object.fromEntries(await settle(idle))).toEqual({ q: 2 });
  expect(idle.asked()).toBe(3);
});

test('settling asks for more rounds where it is told to', async () => {
  expect(await settled({ depths: { q: [3, 2, 2, 1, 1, 1, 0] }, rounds: 3 })).toEqual({ q: 1 });
});

test('settling does not end while something happens', async () => {
  const busy = moving({ depths: { q: [1] }, activity: [0, 1, 2, 2] });
  await settle(busy);
  expect(busy.asked()).toBe(4);
});

test('settling does not end while a queue that a consumer drains has messages, however often it says so', async () => {
  const depths = { q: [4, 4, 4, 1, 0], idle: [7] };
  expect(await settled({ depths, drained: ['q'] })).toEqual({ q: 0, idle: 7 });
});

test('settling does not wait for a drained queue that is gone', async () => {
  expect(await settled({ depths: { q: ['gone'] }, drained: ['q'] })).toEqual({ q: 'gone' });
});

test('resting ends without a look into queues', async () => {
  const quiet = moving({ activity: [0, 1, 1, 2] });
  await rest(quiet);
  expect(quiet.asked()).toBe(0);
});

test('settling at once looks into the queues once, after nobody did anything in a round', async () => {
  const quiet = moving({ depths: { q: [3, 2] }, activity: [0, 1, 1] });
  expect(Object.fromEntries(await settleAtOnce(quiet))).toEqual({ q: 3 });
  expect(quiet.asked()).toBe(1);
});

test('settling at once goes on where something happened during the look, or a drained queue has messages', async () => {
  const disturbed = moving({ depths: { q: [3, 2] }, activity: [0, 0, 1, 2, 2] });
  expect(Object.fromEntries(await settleAtOnce(disturbed))).toEqual({ q: 2 });
  const drained = moving({ depths: { q: [1, 1, 0] }, drained: ['q'] });
  expect(Object.fromEntries(await settleAtOnce(drained))).toEqual({ q: 0 });
});

test('settling at once tells now and then what lies in the queues while something goes on', async () => {
  let acts = 0;
  const told: unknown[] = [];
  const busy = { ...moving({ depths: { q: [5] } }), activity: () => (acts < 40 ? acts++ : acts) };
  await settleAtOnce({ ...busy, onRound: (ready) => void told.push(ready.get('q')) });
  expect(told).toEqual([5, 5]);
});
