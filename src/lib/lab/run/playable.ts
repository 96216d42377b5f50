import type { Experiment } from '../experiment.ts';
import { Unplayable } from '../needs.ts';
import { needsRestart } from '../scenario.ts';
import type { Broker } from './brokers.ts';

/** Why the experiment cannot be played on this broker; undefined where it can. */
export function unplayable(experiment: Experiment, broker: Broker): Unplayable | undefined {
  if (!needsRestart(experiment) || broker.restart) return undefined;
  return new Unplayable(
    `this scenario restarts its broker, and ${broker.title} is not the lab's own`,
    'Use --broker embedded or --broker docker: the lab restarts what it started.',
  );
}
