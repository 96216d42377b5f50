import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findScenarioFiles } from '../src/lib/check/find-files.ts';
import { runScenarioFile } from '../src/lib/check/run-files.ts';
import { brokerSource } from '../src/lib/lab/run/brokers.ts';
import { RABBITMQ } from './support/scenario-runs.ts';

const ROOT = join(import.meta.dirname, '..');
const paths = await findScenarioFiles([join(ROOT, 'examples')]);

describe.each(paths.map((path) => ({ path, name: path.slice(ROOT.length + 1) })))('$name', ({ path }) => {
  test('passes on the embedded broker', async () => {
    const result = await runScenarioFile(path);
    expect('run' in result ? result.run.verdict.problems : result).toEqual([]);
  });

  // A minute's wait is a minute there.
  test.skipIf(!RABBITMQ || path.includes('shop'))('passes on RabbitMQ', async () => {
    const result = await runScenarioFile(path, { target: brokerSource(RABBITMQ as string) });
    expect('run' in result ? result.run.verdict.problems : result).toEqual([]);
  });
});
