import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseScenarioFile } from '../../src/lib/check/scenario-file.ts';
import { writeScenarioFile } from '../../src/lib/export/scenario-file/write-scenario-file.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import type { Expectation } from '../../src/lib/lab/observed.ts';
import { defaultsOf, experimentOf, needsRestart } from '../../src/lib/lab/scenario.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { ON_RABBITMQ, play, RABBITMQ } from '../support/scenario-runs.ts';
import { anExperiment } from './arbitraries.ts';

const read = async (text: string): Promise<Experiment> =>
  (await parseScenarioFile('x.lab.yaml', text)).experiment;

describe.each(scenarios)('the scenario $name as a file', (scenario) => {
  const experiment = experimentOf(scenario, defaultsOf(scenario.options));
  const text = writeScenarioFile(experiment, { description: scenario.summary });

  test('has the same topology and steps, and passes', async () => {
    const { expected, ...played } = await read(text);
    expect({ ...played, expected: experiment.expected }).toEqual(experiment);
    expect((await play({ ...played, expected }, 'embedded')).verdict.problems).toEqual([]);
  });

  test.skipIf(!RABBITMQ || needsRestart(experiment))(`passes on RabbitMQ${ON_RABBITMQ}`, async () => {
    expect((await play(await read(text), RABBITMQ as string)).verdict.problems).toEqual([]);
  });
});

describe('a scenario file that is written', () => {
  test('reads as the same topology and steps, whatever the names and values', async () => {
    await fc.assert(
      fc.asyncProperty(anExperiment, async (experiment) => {
        const { expected, ...played } = await read(writeScenarioFile(experiment));
        expect({ ...played, expected: experiment.expected }).toEqual(experiment);
      }),
      { numRuns: 100 },
    );
  });

  test('reads as the same expectation', async () => {
    await fc.assert(
      fc.asyncProperty(anExpectation, async (expect_) => {
        const experiment = await read(JSON.stringify({ ...FILE, expect: expect_ }));
        const again = await read(writeScenarioFile(experiment));
        expect(comparable(again.expected)).toEqual(comparable(experiment.expected));
      }),
      { numRuns: 100 },
    );
  });

  test('holds what an expectation holds that has everything', async () => {
    const expected: Expectation = {
      queues: { m1: ['q'], m2: [], m3: [] },
      left: { q: ['m1'] },
      returned: ['m2'],
      shares: { c: [1, 3] },
      errors: { producer: ['404', '406 PRECONDITION_FAILED'] },
    };
    const experiment = {
      ...(await read(JSON.stringify({ ...FILE, expect: { queues: { q: 0 } } }))),
      expected,
    };
    expect((await read(writeScenarioFile(experiment))).expected).toMatchObject({
      queues: { m1: ['q'], m2: [], m3: [], m4: [] },
      left: { q: ['m1'], other: [] },
      returned: ['m2'],
      refused: [],
      unconfirmed: [],
      shares: { c: [1, 3] },
      errors: { producer: ['404', '406 PRECONDITION_FAILED'] },
    });
  });

  test('is refused where it would expect nothing', () => {
    const nothing = {
      name: 'x',
      topology: { exchanges: [], queues: [], bindings: [] },
      steps: [],
      expected: {},
    };
    expect(() => writeScenarioFile(nothing)).toThrow("nothing is expected of 'x'");
  });
});

const FILE = {
  queues: [{ name: 'q' }, { name: 'other' }],
  steps: [
    { consume: { consumer: 'c', queue: 'q' } },
    { consume: { consumer: 'd', queue: 'q' } },
    { get: { by: 'd', queue: 'q' } },
    { publish: { routing_key: 'q' } },
    { publish: { routing_key: 'nobody' } },
    { publish: { routing_key: 'nobody', mandatory: false } },
    { publish: { routing_key: 'nobody', by: 'shop' } },
    { look: 'then' },
  ],
};

const queues = fc.subarray(['q', 'other']);
const tokens = fc.array(fc.constantFrom('m1', 'm2', 'm1 redelivered'), { maxLength: 3 });
const error = fc.constantFrom(404, '405', '406 PRECONDITION_FAILED - unknown delivery tag 1');
const some = <T>(keys: readonly string[], held: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom(...keys), held, { minKeys: 1 });

const aMessage = fc.oneof(
  queues,
  fc
    .record(
      {
        queues,
        returned: fc.boolean(),
        refused: fc.boolean(),
        unconfirmed: fc.boolean(),
        dropped: fc.boolean(),
        dead_lettered: fc.array(
          fc.oneof(
            fc.constantFrom('q rejected', 'q expired ×2'),
            fc.record({
              queue: fc.constant('q'),
              reason: fc.constant('maxlen'),
              count: fc.integer({ min: 1, max: 3 }),
            }),
          ),
          { maxLength: 2 },
        ),
        error,
      },
      { requiredKeys: [] },
    )
    .filter((shape) => Object.keys(shape).length > 0),
);

const anExpectation = fc.record(
  {
    messages: some(['m1', 'm2', 'm3', 'm4', 'm1.c', 'm1 reply'], aMessage),
    queues: some(['q', 'other'], fc.oneof(tokens, fc.nat(9))),
    consumers: some(
      ['c', 'd'],
      fc.oneof(tokens, fc.nat(9), fc.record({ least: fc.nat(3), most: fc.integer({ min: 3, max: 9 }) })),
    ),
    errors: some(['producer', 'c'], fc.oneof(error, fc.array(error, { minLength: 1, maxLength: 3 }))),
    skipped: fc.dictionary(fc.constantFrom('c'), tokens),
    empty: fc.dictionary(fc.constantFrom('d'), queues),
    cancelled: fc.subarray(['c', 'd']),
    gone: queues,
    looks: some(
      ['then'],
      fc.dictionary(
        fc.constantFrom('q', 'other'),
        fc.oneof(fc.nat(9), fc.constantFrom('gone', 'locked', 'stream')),
      ),
    ),
  },
  { requiredKeys: ['queues'] },
);

/** Of messages the order does not matter, nor a list that says of nobody what became of them. */
function comparable(expected: Expectation | null): Expectation {
  const { returned = [], refused = [], unconfirmed = [], queues: held = {}, ...rest } = expected ?? {};
  return {
    ...rest,
    queues: held,
    returned: returned.toSorted(),
    refused: refused.toSorted(),
    unconfirmed: unconfirmed.toSorted(),
  };
}
