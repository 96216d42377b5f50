import { expect, test } from 'vitest';
import type { LabChannel } from '../../src/lib/lab/connection.ts';
import { settle } from '../../src/lib/lab/settle.ts';

/** A queue that answers with these ready counts, one a round, the last one for ever. */
function queue(name: string, drained: boolean, ...counts: number[]) {
  let rounds = 0;
  const ready = async (): Promise<number> => counts[Math.min(rounds++, counts.length - 1)] ?? 0;
  return { queue: name, drained, channel: { ready } as unknown as LabChannel, rounds: () => rounds };
}

const settled = async (...queues: ReturnType<typeof queue>[]) =>
  Object.fromEntries(await settle({ queues, received: () => 0, onRound() {} }));

test('settling ends once two rounds in a row see the same', async () => {
  const idle = queue('q', false, 3, 2, 2, 1);
  expect(await settled(idle)).toEqual({ q: 2 });
  expect(idle.rounds()).toBe(3);
});

test('settling does not end while a queue that a consumer drains has messages, however often it says so', async () => {
  expect(await settled(queue('q', true, 4, 4, 4, 1, 0), queue('idle', false, 7))).toEqual({ q: 0, idle: 7 });
});
