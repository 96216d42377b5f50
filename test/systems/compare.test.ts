import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { parseBrokerUrl } from '../../src/lib/lab/amqp/broker-url.ts';
import { compareGrpc } from '../../src/lib/systems/compare/grpc.ts';
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
      expect(stderr).toMatch(
        /^(….*\n)?Declaring .* at amqp:\S+, named mq-lab\.\S+, .* and deleting them as it ends\n/,
      );
    },
  );
});

test('compare grpc does not wait for ever', async () => {
  await using broker = await startBroker();
  const owned = { address: parseBrokerUrl(broker.url), owned: true };
  const { signal } = new AbortController();
  await expect(compareGrpc(owned, { signal, trialLimitMs: 1 })).rejects.toMatchObject({
    failure: 'timeout',
    message: expect.stringMatching(/^not done after 0\.001 s: Fast work/),
  });
});

test('nothing is left of a compare grpc that is killed', async () => {
  await using broker = disposable(service(['broker', '--port', '0', '--trace']));
  const [url] = await broker.said('stdout', /amqp:\S+/);
  await using comparison = disposable(service(['compare', 'grpc', '--broker', url]));
  const [, name] = await broker.said('stdout', /declared +queue '(mq-lab\.grpc\.\S+)'/);
  await comparison.kill();
  await broker.said('stdout', new RegExp(`deleted +queue '${name}'`));
}, 30_000);

test('compare grpc is interrupted with 130', async () => {
  await using comparison = disposable(service(['compare', 'grpc']));
  await comparison.said('stderr', /…/);
  expect(await comparison.end()).toBe(130);
  expect(comparison.printed.stdout).toBe('');
});
