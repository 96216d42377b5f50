import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findScenarioFiles } from '../src/lib/check/find-files.ts';
import { runScenarioFile } from '../src/lib/check/run-files.ts';
import { readScenarioFile } from '../src/lib/check/scenario-file.ts';
import { loadTopology } from '../src/lib/check/topology-source.ts';
import { lintWithOffs } from '../src/lib/definitions/lint/lint.ts';
import { brokerSource } from '../src/lib/lab/run/brokers.ts';
import { RABBITMQ } from './support/scenario-runs.ts';

const ROOT = join(import.meta.dirname, '..');
/** On RabbitMQ a minute's wait is a minute. */
const LONGEST_WAIT_MS = 2_000;

const files = await Promise.all(
  (await findScenarioFiles([join(ROOT, 'examples')])).map(async (path) => {
    const { steps } = (await readScenarioFile(path)).experiment;
    const waitMs = steps.reduce((sum, step) => sum + (step.kind === 'wait' ? step.ms : 0), 0);
    return { path, name: path.slice(ROOT.length + 1), isSlow: waitMs > LONGEST_WAIT_MS };
  }),
);

describe.each(files)('$name', ({ path, isSlow }) => {
  test('passes on the embedded broker', async () => {
    const result = await runScenarioFile(path);
    expect('run' in result ? result.run.verdict.problems : result).toEqual([]);
  });

  test.skipIf(!RABBITMQ || isSlow)('passes on RabbitMQ', async () => {
    const result = await runScenarioFile(path, { target: brokerSource(RABBITMQ as string) });
    expect('run' in result ? result.run.verdict.problems : result).toEqual([]);
  });

  test('has nothing for lint to find, and switches no rule off in vain', async () => {
    const { topology, offs } = await loadTopology({ file: path });
    const { findings, off } = lintWithOffs(topology, offs);
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(off.filter((each) => each.findings === 0)).toEqual([]);
  });
});
