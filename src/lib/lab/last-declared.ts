import type { Binding } from '../routing/topology.ts';
import { roleOf, type Step } from './experiment.ts';

/** Whether it leaves out the queue's name. AMQP 0-9-1: that means the one declared last on the same channel. */
export const leavesOutQueue = ({ destination, destinationType }: Binding): boolean =>
  destinationType === 'queue' && destination === '';

/** RabbitMQ: where the key is left out as well, it is that queue's name, too. */
export const takesNameAsKey = (binding: Binding): boolean =>
  leavesOutQueue(binding) && binding.routingKey === '';

/** For each step the binding that it makes, in full; without a queue that could be meant, RabbitMQ makes none. */
export function bindingsMade(steps: readonly Step[]): readonly (Binding | undefined)[] {
  const last = new Map<string | undefined, string>();
  return steps.map((step) => {
    if (step.kind === 'declare' && step.queue) last.set(roleOf(step), step.alias ?? step.queue.name);
    if (step.kind !== 'bind') return undefined;
    if (!leavesOutQueue(step.binding)) return step.binding;
    const queue = last.get(roleOf(step));
    return queue === undefined ? undefined : withQueue(step.binding, queue);
  });
}

const withQueue = (binding: Binding, queue: string): Binding => ({
  ...binding,
  destination: queue,
  ...(takesNameAsKey(binding) && { routingKey: queue }),
});
