import { describe, expect, test } from 'vitest';
import { brokerSource, openBroker } from '../../src/lib/lab/run/brokers.ts';
import { runExperiment } from '../../src/lib/lab/run/runner.ts';
import { defaultsOf, experimentOf, needsRestart } from '../../src/lib/lab/scenario.ts';
import { reportOf } from '../../src/lib/lab/verdict/report.ts';
import { observedDifferences } from '../../src/lib/lab/verdict/sections.ts';
import { judge } from '../../src/lib/lab/verdict/verdict.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { brokers } from '../contract/contract.ts';
import { play } from '../support/scenario-runs.ts';

const RUN = { timeoutMs: 60_000, keep: false, signal: new AbortController().signal };

describe.each(brokers)('$kind', ({ url, restart }) => {
  const restarting = scenarios
    .map((scenario) => ({ scenario, experiment: experimentOf(scenario, defaultsOf(scenario.options)) }))
    .filter(({ experiment }) => restart && needsRestart(experiment));

  test.each(restarting)(
    'the scenario $scenario.name runs as expected',
    async ({ scenario, experiment }) => {
      const broker = { ...(await openBroker(brokerSource(url))), restart };
      const report = reportOf(experiment, await runExperiment(experiment, broker, RUN));
      expect(judge(experiment, report).problems).toEqual([]);
      const onOurs = await play(experiment, 'embedded');
      expect(observedDifferences(onOurs.report.observed, report.observed, scenario.timing)).toEqual([]);
    },
    90_000,
  );
});
