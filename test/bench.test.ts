import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const LIMIT_MS = 120_000;

test(
  'the bench measures every row with the smallest counts',
  () => {
    const { stdout, stderr, status } = spawnSync(
      'npm',
      ['run', 'bench', '--silent', '--', '--quick', '--scale', '0.001'],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...process.env, MQ_LAB_TEST_URL: undefined },
      },
    );
    expect(status, stderr).toBe(0);
    const rows = stdout.split('\n').filter((line) => / {2}mq-lab {2,}[\d,.]+ {2}/.test(line));
    expect(rows.map((line) => line.slice(0, 20).trim())).toHaveLength(14);
    expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
    expect(stdout).toMatch(/until a client has a channel/);
  },
  LIMIT_MS,
);
