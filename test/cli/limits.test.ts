import { describe, expect, test } from 'vitest';
import { readLimits } from '../../src/lib/cli/read-limits.ts';
import { cli } from './cli.ts';

describe('a limit of mq-lab broker', () => {
  test.each([
    ['512', 512],
    ['64KiB', 65_536],
    ['1.5 MB', 1_500_000],
    ['2gib', 2_147_483_648],
  ])('reads the size %s', (text, bytes) => {
    expect(readLimits({ memoryLimit: text })).toEqual({ memoryLimit: bytes });
  });

  test('is left to the broker where it is not given', () => {
    expect(readLimits({})).toEqual({});
    expect(readLimits({ maxConnections: '5', handshakeTimeout: '100' })).toEqual({
      maxConnections: 5,
      handshakeTimeout: 100,
    });
  });

  test.each([
    [
      ['--memory-limit', '5x'],
      "--memory-limit: expected a size in bytes, such as 64KiB, 512MiB or 2GB, got '5x'",
    ],
    [['--frame-max', '1KiB'], '--frame-max: expected a size from 4096 to 2147483647 bytes'],
    [['--channel-max', '0'], "--channel-max: expected a whole number from 1 to 65535, got '0'"],
    [['--max-queues', '-1'], '--max-queues: expected a whole number from 0 on'],
  ])('that is none ends with exit code 2: %j', async (args, text) => {
    const { exitCode, stderr } = await cli(['broker', ...args]);
    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });
});
