import { describe, expect, test } from 'vitest';
import { messagesOf } from '../../src/lib/lab/experiment.ts';
import { predict } from '../../src/lib/lab/prediction.ts';
import { defaultsOf, experimentOf } from '../../src/lib/lab/scenario.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { play, TARGETS } from '../support/scenario-runs.ts';

describe.each(scenarios)('the scenario $name', (scenario) => {
  const experiment = experimentOf(scenario, defaultsOf(scenario.options));

  test('expects something of each of its messages, and of no other', () => {
    expect(Object.keys(scenario.expected)).toEqual(messagesOf(experiment).map(({ id }) => id));
  });

  test('expects by hand what the model predicts', () => {
    const { queues } = predict(experiment.topology);
    for (const message of messagesOf(experiment)) {
      expect([message.id, [...queues(message)].sort()]).toEqual([
        message.id,
        [...(scenario.expected[message.id] ?? [])].sort(),
      ]);
    }
  });

  test('fits one line of the catalogue at 80 columns', () => {
    expect(scenario.summary.length).toBeLessThanOrEqual(56);
  });

  test.each(TARGETS)('runs as expected on %s', async (target) => {
    const { verdict } = await play(experiment, target);
    expect(verdict.problems).toEqual([]);
  });

  test('has no expectation once an option differs', () => {
    const options = { ...defaultsOf(scenario.options), exchange: 'another' };
    expect(experimentOf(scenario, options).expected).toBeNull();
  });
});
