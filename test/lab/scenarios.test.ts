import { describe, expect, test } from 'vitest';
import {
  consumersOf,
  type Experiment,
  isRoutingOnly,
  messagesOf,
  queueNamesOf,
  type StepOf,
} from '../../src/lib/lab/experiment.ts';
import type { Observed } from '../../src/lib/lab/observed.ts';
import { defaultsOf, experimentOf, GROUPS, needsRestart, type Scenario } from '../../src/lib/lab/scenario.ts';
import { predict } from '../../src/lib/lab/verdict/prediction.ts';
import { observedDifferences } from '../../src/lib/lab/verdict/sections.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { ON_RABBITMQ, play, RABBITMQ } from '../support/scenario-runs.ts';

/** Beyond so many messages nobody writes down where each of them goes. */
const MANY = 25;

test('the catalogue has each name once, and its groups in teaching order', () => {
  const names = scenarios.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  const groups = scenarios.map(({ group }) => GROUPS.indexOf(group));
  expect(groups).toEqual(groups.toSorted((a, b) => a - b));
});

describe.each(scenarios)('the scenario $name', (scenario) => {
  const experiment = experimentOf(scenario, defaultsOf(scenario.options));
  const { expected } = scenario;

  test('has a surprise, says what to notice and where it bites', () => {
    const { guess, notice, takeaway } = scenario;
    expect([guess, takeaway, ...notice].filter((text) => text.length < 20)).toEqual([]);
    expect(notice.length).toBeGreaterThan(0);
    expect(notice.length).toBeLessThanOrEqual(4);
  });

  test('speaks of messages that there are', () => {
    const there = new Set([
      ...messagesOf(experiment).map(({ id }) => id),
      ...Object.keys(expected.queues ?? {}),
    ]);
    const named = textsOf(scenario).flatMap((text) => text.match(/\bm\d+\b/g) ?? []);
    expect(named.filter((id) => !there.has(id))).toEqual([]);
  });

  test('mentions each of its queues in what it expects or says', () => {
    const said = JSON.stringify([expected, textsOf(scenario)]);
    const isSaid = (name: string): boolean =>
      said.split(name).some((before, at, parts) => {
        const after = parts[at + 1];
        return after !== undefined && !/[\w-]$/.test(before) && !/^[\w-]/.test(after);
      });
    const unmentioned = queueNamesOf(experiment).filter((queue) => !isSaid(queue));
    expect(unmentioned).toEqual([]);
  });

  test('has a message that must not arrive somewhere, or says why all do', () => {
    expect(scenario.allArrive !== undefined || holdsBack(expected, experiment)).toBe(true);
  });

  test('expects something of all that happens', () => {
    const messages = messagesOf(experiment);
    if (messages.length <= MANY)
      expect(Object.keys(expected.queues ?? {})).toEqual(
        expect.arrayContaining(messages.map(({ id }) => id)),
      );
    const looks = experiment.steps.filter((step): step is StepOf<'look'> => step.kind === 'look');
    if (!scenario.timing?.includes('looks'))
      expect(Object.keys(expected.looks ?? {}).toSorted()).toEqual(looks.map(({ at }) => at).toSorted());
    if (isRoutingOnly(experiment)) return;
    const written = { ...expected.deliveries, ...expected.shares };
    const consumers = new Set(consumersOf(experiment).map(({ consumer }) => consumer));
    expect([...consumers].filter((consumer) => !Object.hasOwn(written, consumer))).toEqual([]);
  });

  test('expects by hand what the model predicts, where it is about routing alone', () => {
    if (!isRoutingOnly(experiment)) return;
    const { queues } = predict(experiment.topology);
    for (const message of messagesOf(experiment)) {
      expect([message.id, [...queues(message)].sort()]).toEqual([
        message.id,
        [...(expected.queues?.[message.id] ?? [])].sort(),
      ]);
    }
  });

  test('fits one line of the catalogue at 80 columns', () => {
    expect(scenario.summary.length).toBeLessThanOrEqual(54);
    expect(scenario.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(scenario.name.length).toBeLessThanOrEqual(20);
  });

  test('has examples that are commands for it', () => {
    const begins = (example: string) =>
      example.startsWith(`run ${scenario.name}`) || example.startsWith(scenario.name);
    expect(scenario.examples.filter((example) => !begins(example))).toEqual([]);
  });

  test('runs as expected on the embedded broker', async () => {
    const { verdict } = await play(experiment, 'embedded');
    expect(verdict.problems).toEqual([]);
  });

  const onRabbitMQ = RABBITMQ && !needsRestart(experiment) ? test : test.skip;
  const left = needsRestart(experiment) ? ' (here it is left to test/restart/)' : ON_RABBITMQ;
  onRabbitMQ(`runs as expected on RabbitMQ, and as on the embedded broker${left}`, async () => {
    const rabbitmq = await play(experiment, RABBITMQ as string);
    expect(rabbitmq.verdict.problems).toEqual([]);
    const embedded = await play(experiment, 'embedded');
    const { timing = [] } = scenario;
    expect(observedDifferences(embedded.report.observed, rabbitmq.report.observed, timing)).toEqual([]);
  });
});

const textsOf = ({ guess, notice, takeaway }: Scenario): string[] => [guess, ...notice, takeaway];

/** Whether something of what one might expect does not happen, and is held to not happen. */
function holdsBack({ queues = {}, ...rest }: Partial<Observed>, experiment: Experiment): boolean {
  const all = queueNamesOf(experiment).length;
  const kept = Object.values(queues).some((reached) => reached.length < all);
  const { returned = [], refused = [], unconfirmed = [], errors = {}, skipped = {} } = rest;
  const said = [...returned, ...refused, ...unconfirmed, ...Object.keys(errors), ...Object.keys(skipped)];
  return kept || said.length > 0;
}
