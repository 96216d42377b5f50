import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BrokerMessage } from '../../src/lib/broker/message.ts';
import type { QueueEntry } from '../../src/lib/broker/queues/entry.ts';
import { ReadyList } from '../../src/lib/broker/queues/ready-list.ts';

const SEED = 20_240_611;
const MAX_PRIORITY = 3;

const entryAt = (position: number, priority: number): QueueEntry => ({
  message: { bodySize: position + 1 } as BrokerMessage,
  position,
  priority,
  expiresAt: undefined,
  redelivered: false,
  returns: 0,
});

/** The same list with no thought for speed: sorted anew after every change. */
class Model {
  ready: QueueEntry[] = [];

  insertAll(entries: readonly QueueEntry[]): void {
    this.ready = [...this.ready, ...entries].sort(
      (a, b) => b.priority - a.priority || a.position - b.position,
    );
  }
}

/** What one step may do: to the list under test and its model alike, with what is taken out of both. */
type Step = (list: ReadyList, model: Model, out: QueueEntry[], next: () => number) => void;

const times = fc.oneof(fc.nat(8), fc.nat(1500));

const push = fc.tuple(times, fc.array(fc.nat(MAX_PRIORITY), { minLength: 1 })).map(
  ([count, priorities]): Step =>
    (list, model, _out, next) => {
      const entries = Array.from({ length: count }, (_, at) =>
        entryAt(next(), priorities[at % priorities.length] as number),
      );
      for (const entry of entries) list.push(entry);
      model.insertAll(entries);
    },
);

const shift = times.map(
  (count): Step =>
    (list, model, out) => {
      for (let left = count; left > 0; left--) {
        const expected = model.ready.shift();
        expect(list.peek()).toBe(expected);
        expect(list.shift()).toBe(expected);
        if (expected) out.push(expected);
      }
    },
);

/** Takes some of what is out, from anywhere, in any order. */
const giveBack = (insert: (list: ReadyList, entries: readonly QueueEntry[]) => void) =>
  fc.tuple(times, fc.nat(), fc.boolean()).map(
    ([count, from, backwards]): Step =>
      (list, model, out) => {
        const returned = out.splice(out.length === 0 ? 0 : from % out.length, count);
        if (backwards) returned.reverse();
        insert(list, returned);
        model.insertAll(returned);
      },
  );

const step = fc.oneof(
  push,
  shift,
  giveBack((list, entries) => list.insertAll(entries)),
  giveBack((list, entries) => {
    for (const entry of entries) list.insert(entry);
  }),
);

describe('a ready list', () => {
  test('holds what a sorted list holds', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const [list, model, out] = [new ReadyList(MAX_PRIORITY), new Model(), []];
        let position = 0;
        for (const apply of steps) {
          apply(list, model, out, () => position++);
          expect(list.peek()).toBe(model.ready[0]);
          expect(list.length).toBe(model.ready.length);
        }
        expect([...list].map((entry) => entry.position)).toEqual(model.ready.map((entry) => entry.position));
        expect(list.bytes).toBe(model.ready.reduce((sum, { message }) => sum + message.bodySize, 0));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('takes a batch back before a million others without moving them for each', () => {
    const list = new ReadyList(0);
    for (let position = 0; position < 1_000_000; position++) list.push(entryAt(position, 0));
    const out = Array.from({ length: 20_000 }, () => list.shift() as QueueEntry);
    const started = performance.now();
    let taken: (QueueEntry | undefined)[] = out;
    for (let round = 0; round < 10; round++) {
      list.insertAll(out);
      taken = out.map(() => list.shift());
    }
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(taken).toEqual(out);
    expect(list.length).toBe(980_000);
  });
});
