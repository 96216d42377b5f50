import { orAborted } from '../amqp/abort.ts';
import { errorOf, LabError } from '../errors.ts';
import type { LabEvent } from '../events.ts';
import type { Experiment } from '../experiment.ts';
import { mistakesIn } from '../mistakes.ts';
import type { Broker } from './brokers.ts';
import { randomPrefix, withPrefix } from './names.ts';
import { unplayable } from './playable.ts';
import { Run, type RunOptions } from './run.ts';

/**
 * Plays the experiment and gives what happened. However it ends, a broker that is not the lab's own is left as it was.
 * Throws a LabError where it did not come to its end: it cannot be played there, nobody answers, the broker refused the
 * topology, went away, or was not done in time; or what the signal says. What the broker refuses of a step is an event.
 */
export async function runExperiment(
  experiment: Experiment,
  broker: Broker,
  options: RunOptions,
): Promise<LabEvent[]> {
  const events = await runUntilFault(experiment, broker, options);
  const last = events.at(-1);
  if (last?.kind === 'failed') throw errorOf(last);
  return events;
}

/** The same, but where the broker went away in the middle, or was not done in time: all until then, and last the fault. */
export async function runUntilFault(
  experiment: Experiment,
  broker: Broker,
  options: RunOptions,
): Promise<LabEvent[]> {
  const [mistake] = mistakesIn(experiment);
  if (mistake) throw new LabError('usage', `step ${mistake.step + 1}: ${mistake.message}`);
  const unable = unplayable(experiment, broker);
  if (unable) throw unable;
  const names = withPrefix(experiment, broker.owned ? '' : randomPrefix());
  const run = new Run(names, broker, options);
  let failure: unknown;
  try {
    await orAborted(run.play(), run.signal);
  } catch (error) {
    failure = error;
  }
  await run.leave(failure);
  return run.events;
}
