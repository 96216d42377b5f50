import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import type { Observed } from '../../src/lib/lab/observed.ts';
import { observedDifferences, type SectionProblem } from '../../src/lib/lab/verdict/sections.ts';
import { randomExperiment } from '../support/experiments.ts';
import { ON_RABBITMQ, play, RABBITMQ } from '../support/scenario-runs.ts';

const SEED = Number(process.env.MQ_LAB_SEED ?? 20_240_611);
const EXPERIMENTS = Number(
  process.env.MQ_LAB_EXPERIMENTS ?? (process.env.npm_lifecycle_event === 'soak' ? 500 : 20),
);
/** RabbitMQ's queues are processes, and what they tell each other takes its time: it may have several goes. */
const GOES = 4;

const observed = async (experiment: Experiment, target: string): Promise<Observed> =>
  (await play(experiment, target)).report.observed;

/** At which go the brokers agreed. Throws where they never do. */
async function compare(experiment: Experiment): Promise<number> {
  const here = await observed(experiment, 'embedded');
  let differences: SectionProblem[] = [];
  for (let go = 1; go <= GOES; go++) {
    differences = observedDifferences(here, await observed(experiment, RABBITMQ as string));
    if (differences.length === 0) return go;
  }
  const told = experiment.steps.map((step) => JSON.stringify(step));
  expect(differences, `the embedded broker (expected) differs from RabbitMQ\n${told.join('\n')}`).toEqual([]);
  return GOES;
}

test.skipIf(!RABBITMQ)(
  `random experiments show the same on both brokers${ON_RABBITMQ}`,
  async () => {
    let again = 0;
    const property = fc.asyncProperty(randomExperiment, async (experiment) => {
      if ((await compare(experiment)) > 1) again++;
    });
    await fc.assert(property, { seed: SEED, numRuns: EXPERIMENTS, endOnFailure: true });
    process.stderr.write(
      `random experiments: seed ${SEED}, ${EXPERIMENTS} alike, ${again} not at the first go (MQ_LAB_SEED and MQ_LAB_EXPERIMENTS change them)\n`,
    );
  },
  60_000 + EXPERIMENTS * 10_000,
);
