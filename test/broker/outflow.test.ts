import type { Duplex } from 'node:stream';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Outflow, SEND_TIMEOUT_MS } from '../../src/lib/broker/outflow.ts';

const CHUNK = Buffer.alloc(20_000);

let stuck: number;
/** Lets the client read one more chunk. */
let read: () => void;
let outflow: Outflow;

beforeEach(() => {
  vi.useFakeTimers();
  stuck = 0;
  const stream = new Writable({
    write(_chunk, _encoding, done) {
      read = done;
    },
  });
  outflow = new Outflow(stream as unknown as Duplex, () => stuck++);
});

afterEach(() => {
  outflow.stop();
  vi.useRealTimers();
});

test('a client that reads nothing for the send time-out is given up', () => {
  outflow.write(CHUNK);
  outflow.flush();
  vi.advanceTimersByTime(SEND_TIMEOUT_MS - 1);
  expect(stuck).toBe(0);
  vi.advanceTimersByTime(1);
  expect(stuck).toBe(1);
});

test('a client that reads slowly is kept, even while more is written than it reads', () => {
  outflow.write(CHUNK);
  outflow.flush();
  for (let round = 0; round < 5; round++) {
    outflow.write(CHUNK);
    outflow.write(CHUNK);
    outflow.flush();
    read();
    vi.advanceTimersByTime(SEND_TIMEOUT_MS);
  }
  expect(stuck).toBe(0);
});
