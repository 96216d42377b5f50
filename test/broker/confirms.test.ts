import { describe, expect, test } from 'vitest';
import { Confirms } from '../../src/lib/broker/confirms.ts';
import { Refusals } from '../../src/lib/broker/refusals.ts';
import type { Batch } from '../../src/lib/broker/store/journal.ts';

/** A batch that is safe when the test says so. */
class TestBatch implements Batch {
  readonly #callbacks: (() => void)[] = [];

  whenSafe(callback: () => void): void {
    this.#callbacks.push(callback);
  }

  isSafe(): void {
    for (const callback of this.#callbacks) callback();
  }
}

function confirming(): { confirms: Confirms; sent: string[] } {
  const sent: string[] = [];
  const confirms = new Confirms(
    (method) => {
      if (method.name !== 'basic.ack' && method.name !== 'basic.nack') throw new Error(method.name);
      sent.push(
        `${method.name.slice('basic.'.length)} ${method.multiple ? 'up to ' : ''}${method.deliveryTag}`,
      );
    },
    new Refusals(),
    new Set(),
  );
  confirms.enabled = true;
  return { confirms, sent };
}

describe('confirms of messages that wait for the disk', () => {
  test('are sent once the batch is safe, together', () => {
    const { confirms, sent } = confirming();
    const batch = new TestBatch();
    for (let left = 3; left > 0; left--) confirms.record(true, batch);
    confirms.flush();
    expect(sent).toEqual([]);
    batch.isSafe();
    expect(sent).toEqual(['ack up to 3']);
  });

  test('of a later batch wait on', () => {
    const { confirms, sent } = confirming();
    const [first, second] = [new TestBatch(), new TestBatch()];
    for (const batch of [first, first, second, second]) confirms.record(true, batch);
    first.isSafe();
    expect(sent).toEqual(['ack up to 2']);
    second.isSafe();
    expect(sent).toEqual(['ack up to 2', 'ack up to 4']);
  });

  test('never speak for one that is not safe yet', () => {
    const { confirms, sent } = confirming();
    const [first, second] = [new TestBatch(), new TestBatch()];
    confirms.record(true, first);
    confirms.record(true);
    confirms.record(true, second);
    confirms.record(true);
    confirms.flush();
    expect(sent).toEqual(['ack 2', 'ack 4']);
    second.isSafe();
    expect(sent.slice(2)).toEqual(['ack 3']);
    first.isSafe();
    expect(sent.slice(3)).toEqual(['ack 1']);
  });

  test('let a refusal through, which does not speak for them', () => {
    const { confirms, sent } = confirming();
    const batch = new TestBatch();
    confirms.record(true, batch);
    confirms.record(false, batch);
    confirms.record(false);
    confirms.flush();
    expect(sent).toEqual(['nack 2', 'nack 3']);
    batch.isSafe();
    expect(sent.slice(2)).toEqual(['ack 1']);
  });

  test('are never sent where the batch never gets safe', () => {
    const { confirms, sent } = confirming();
    confirms.record(true, new TestBatch());
    confirms.flush();
    expect(sent).toEqual([]);
  });
});
