import { type RoutingStep, route } from '../../routing/route.ts';
import { RoutingTable } from '../../routing/routing-table.ts';
import type { RoutedMessage, Topology } from '../../routing/topology.ts';

/** The model's answers about one topology. */
export interface Prediction {
  queues(message: RoutedMessage): readonly string[];
  /** Every binding that is tried on the message's way, with the reason why it matched or not. */
  why(message: RoutedMessage): readonly RoutingStep[];
}

export function predict(topology: Topology): Prediction {
  const table = RoutingTable.from(topology);
  return {
    queues: (message) => route(table, message),
    why(message) {
      const steps: RoutingStep[] = [];
      route(table, message, (step) => steps.push(step));
      return steps;
    },
  };
}
