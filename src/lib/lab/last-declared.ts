import type { Binding } from '../routing/topology.ts';

/** Whether it leaves out the queue's name. AMQP 0-9-1: that means the one declared last on the same channel. */
export const leavesOutQueue = ({ destination, destinationType }: Binding): boolean =>
  destinationType === 'queue' && destination === '';

/** RabbitMQ: where the key is left out as well, it is that queue's name, too. */
export const takesNameAsKey = (binding: Binding): boolean =>
  leavesOutQueue(binding) && binding.routingKey === '';

/** The binding that is made of one without a queue's name. */
export const withQueue = (binding: Binding, queue: string): Binding => ({
  ...binding,
  destination: queue,
  ...(takesNameAsKey(binding) && { routingKey: queue }),
});
