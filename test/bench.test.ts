import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const ROWS = ['confirms', 'headers', 'backlog', 'start', 'recovery'];
const LIMIT_MS = 120_000;

test(
  'the bench measures with the smallest counts',
  () => {
    spawnSync('npx', ['tsc', '-p', 'bench'], { cwd: ROOT });
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['dist-bench/bench/main.js', '--quick', '--scale', '0.001', ...ROWS.flatMap((row) => ['--row', row])],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...process.env, MQ_LAB_TEST_URL: undefined },
      },
    );
    expect(status, stderr).toBe(0);
    const rows = stdout.split('\n').filter((line) => / {2}mq-lab {2,}[\d,.]+ {2}/.test(line));
    expect(rows.map((line) => line.slice(0, 21).trim())).toEqual([
      'confirms',
      'persistent, confirms',
      'headers, 1,000 bindin',
      'backlog built',
      'backlog drained',
    ]);
    expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
    expect(stdout).toMatch(/until a client has a channel/);
    expect(stdout).toMatch(/recovery of 100 messages/);
  },
  LIMIT_MS,
);
