import { describe, expect, test } from 'vitest';
import { disposable, service, system, TARGETS } from './system.ts';

interface Comparison {
  readonly rows: readonly { readonly question: string; readonly as_expected: boolean }[];
  readonly advice: readonly { readonly shown_by: readonly number[] }[];
  readonly elsewhere: readonly { readonly name: string; readonly answers: readonly string[] }[];
}

describe.each(TARGETS)('on %s', { concurrent: true, timeout: 90_000 }, (target) => {
  test.each([
    ['log', 6],
    ['grpc', 8],
  ])(
    'compare %s comes out as expected, and backs its advice with what was measured',
    async (name, questions) => {
      await using system_ = await system(target);
      const { exitCode, stdout, stderr } = await system_.command('compare', name, '--format', 'json').ended;
      const { rows, advice, elsewhere } = JSON.parse(stdout) as Comparison;
      expect(rows.filter((row) => !row.as_expected)).toEqual([]);
      expect([exitCode, rows.length]).toEqual([0, questions]);
      for (const { shown_by } of advice)
        for (const row of shown_by) expect(rows[row - 1]?.question).toBeDefined();
      for (const { answers } of elsewhere) expect(answers.length).toBe(rows.length);
      expect(stderr).not.toMatch(/error|defect/i);
    },
  );
});

test('compare grpc is interrupted with 130', async () => {
  await using comparison = disposable(service(['compare', 'grpc']));
  await comparison.said('stderr', /…/);
  expect(await comparison.end()).toBe(130);
  expect(comparison.printed.stdout).toBe('');
});
