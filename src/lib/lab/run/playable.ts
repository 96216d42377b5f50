import { LabError } from '../errors.ts';
import type { Experiment } from '../experiment.ts';
import { needsRestart } from '../scenario.ts';
import type { Broker } from './brokers.ts';

/** Why the experiment cannot be played on this broker; undefined where it can. */
export function unplayable(experiment: Experiment, broker: Broker): LabError | undefined {
  if (!needsRestart(experiment) || broker.restart) return undefined;
  return new LabError(
    'usage',
    `this scenario restarts its broker, and ${broker.title} is not the lab's own`,
    { hint: 'Use --broker embedded: the embedded broker can be restarted.' },
  );
}
