import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { RABBITMQ_LEFT_OUT, testBrokers } from '../support/brokers.ts';
import { type Sequence, sequence } from '../support/operations.ts';
import { type Observed, play } from '../support/player.ts';

const SEED = Number(process.env.MQ_LAB_SEED ?? 20_240_611);
const SEQUENCES = Number(
  process.env.MQ_LAB_SEQUENCES ?? (process.env.npm_lifecycle_event === 'soak' ? 2000 : 40),
);
const tell = (text: string): void => void process.stderr.write(`operation sequences: ${text}\n`);

const [embedded, rabbitmq] = await testBrokers();
afterAll(() => embedded?.close());
tell(
  RABBITMQ_LEFT_OUT ?? `seed ${SEED}, ${SEQUENCES} sequences (MQ_LAB_SEED and MQ_LAB_SEQUENCES change them)`,
);

test.skipIf(!rabbitmq)(
  'both brokers show the same after every operation of any sequence',
  async () => {
    let again = 0;
    const property = fc.asyncProperty(sequence, async (each) => {
      if (!(await compare(each))) again++;
    });
    // To make a long failing sequence shorter takes minutes; the text tells all of it.
    await fc.assert(property, { seed: SEED, numRuns: SEQUENCES, endOnFailure: true });
    tell(`${SEQUENCES} alike, ${again} of them not at the first go`);
  },
  60_000 + SEQUENCES * 5000,
);

/** RabbitMQ's queues are processes, and what they tell each other takes its time: it may have several goes. */
const PAUSES_MS = [0, 0, 3, 10, 3, 30];

/** Whether the brokers agreed at once. Throws where they never do. */
async function compare(each: Sequence): Promise<boolean> {
  const here = await play(embedded?.url as string, each);
  let there: Observed[] = [];
  for (const [go, pauseMs] of PAUSES_MS.entries()) {
    there = await play(rabbitmq?.url as string, each, pauseMs);
    if (JSON.stringify(here) === JSON.stringify(there)) return go === 0;
  }
  const at = there.findIndex((step, index) => JSON.stringify(step) !== JSON.stringify(here[index]));
  const told = there.slice(0, at).map(({ step, frames }) => [step, ...frames].join('\n    '));
  expect(here[at], `the embedded broker differs from RabbitMQ after\n${told.join('\n')}\n`).toEqual(
    there[at],
  );
  return false;
}
