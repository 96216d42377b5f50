import type { Experiment } from '../../lab/experiment.ts';
import { topologyStays } from '../../lab/experiment.ts';
import { predict } from '../../lab/verdict/prediction.ts';
import type { RoutingStep } from '../../routing/route.ts';
import type { RoutedMessage, Topology } from '../../routing/topology.ts';

/** For a queue that somebody was wrong about, what decided whether it gets the message. */
export interface Decision {
  readonly queue: string;
  readonly steps: readonly RoutingStep[];
}

/**
 * What decided about these queues: the bindings that lead there, or where the message never came so far, those that
 * stopped it. Nothing where the topology changes on the way, for then nobody knows at which moment to ask.
 */
export function decisionsOf(
  experiment: Pick<Experiment, 'topology' | 'steps'>,
  message: RoutedMessage,
  queues: readonly string[],
): Decision[] {
  return topologyStays(experiment) ? decisions(experiment.topology, message, queues) : [];
}

export function decisions(topology: Topology, message: RoutedMessage, queues: readonly string[]): Decision[] {
  const steps = predict(topology).why(message);
  return queues.map((queue) => ({ queue, steps: stepsAbout(queue, steps) }));
}

function stepsAbout(queue: string, steps: readonly RoutingStep[]): readonly RoutingStep[] {
  const leading = steps.filter((step) => leadsTo(queue, step));
  if (leading.length === 0) return steps.filter((step) => !tookQueue(step));
  const took = leading.filter((step) => isTaken(step));
  return took.length > 0 ? took : leading;
}

function leadsTo(queue: string, step: RoutingStep): boolean {
  switch (step.kind) {
    case 'binding':
      return step.binding.destinationType === 'queue' && step.binding.destination === queue;
    case 'default':
      return step.routingKey === queue || !step.matched;
    case 'alternate':
    case 'no-exchange':
      return false;
  }
}

const tookQueue = (step: RoutingStep): boolean =>
  step.kind === 'binding' && step.binding.destinationType === 'queue';

const isTaken = (step: RoutingStep): boolean =>
  (step.kind === 'binding' && step.match.matched) || (step.kind === 'default' && step.matched);
