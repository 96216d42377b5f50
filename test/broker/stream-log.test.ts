import { describe, expect, test } from 'vitest';
import type { BrokerMessage } from '../../src/lib/broker/message.ts';
import { StreamLog } from '../../src/lib/broker/queues/stream-log.ts';

const UNLIMITED = Number.POSITIVE_INFINITY;
/** Nobody asks what it takes up. */
const NO_MEMORY = { hold() {}, release() {} };
const LIMITS = { maxBytes: UNLIMITED, maxAge: UNLIMITED, segmentBytes: 1000 };

/** A log with one message of 100 bytes at each millisecond. */
function logOf(count: number, limits: Partial<typeof LIMITS> = {}): StreamLog {
  const log = new StreamLog({ ...LIMITS, ...limits }, NO_MEMORY);
  const message = { bodySize: 100, content: { propertyBytes: 0 } } as BrokerMessage;
  for (let time = 0; time < count; time++) log.append(message, time);
  return log;
}

const offsetsOf = (log: StreamLog): number[] => Array.from(log, ({ offset }) => offset);

describe('a stream log', () => {
  test.each([0, 1, 100, 1000, 1_000_000])('of segments of %i bytes finds every offset', (segmentBytes) => {
    const log = logOf(57, { segmentBytes });
    expect(log.length).toBe(57);
    expect(offsetsOf(log)).toEqual(Array.from({ length: 57 }, (_, at) => at));
    for (const offset of offsetsOf(log)) expect(log.at(offset)?.offset).toBe(offset);
    expect(log.at(57)).toBeUndefined();
  });

  test('gives the oldest entry for an offset that is gone', () => {
    const log = logOf(57, { maxBytes: 2000 });
    expect(log.firstOffset).toBe(30);
    expect(log.at(0)?.offset).toBe(30);
    expect(log.at(41)?.offset).toBe(41);
    expect(log.length).toBe(27);
  });

  test('drops whole segments whose newest entry is too old', () => {
    expect(logOf(57, { maxAge: 20 }).firstOffset).toBe(30);
  });

  test('that is empty has nothing at any offset', () => {
    expect(logOf(0).at(0)).toBeUndefined();
    expect(logOf(0).length).toBe(0);
  });
});
