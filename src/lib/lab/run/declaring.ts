import { isPredeclared, RESERVED_PREFIX, type Topology } from '../../routing/topology.ts';
import type { LabChannel } from '../amqp/channel.ts';
import type { Experiment } from '../experiment.ts';
import type { Created } from './cleanup.ts';

/** Declares everything in the topology; notes each name in `created` before it is sent. */
export async function createTopology(
  channel: LabChannel,
  topology: Topology,
  created: Created,
): Promise<void> {
  for (const exchange of topology.exchanges) {
    if (isPredeclared(exchange.name)) {
      await channel.checkExchange(exchange.name);
      continue;
    }
    note(exchange.name, created.exchanges);
    await channel.declareExchange(exchange);
  }
  for (const queue of topology.queues) {
    note(queue.name, created.queues);
    await channel.declareQueue(queue);
  }
  for (const binding of topology.bindings) await channel.bind(binding);
}

/** Notes what is about to be declared, unless its name is the broker's to give: nobody may delete RabbitMQ's own. */
export function note(name: string, created: string[]): void {
  if (isOurs(name)) created.push(name);
}

/** All that the experiment may declare, by names that are known beforehand. */
export function namesToDeclare({ topology, steps }: Experiment): Created {
  const declared = steps.flatMap((step) => (step.kind === 'declare' && !step.passive ? [step] : []));
  const exchanges = [...topology.exchanges, ...declared.flatMap(({ exchange }) => exchange ?? [])];
  const queues = [...topology.queues, ...declared.flatMap(({ queue }) => queue ?? [])];
  const ours = (things: readonly { readonly name: string }[]): string[] =>
    Array.from(new Set(things.map(({ name }) => name))).filter(isOurs);
  return { exchanges: ours(exchanges), queues: ours(queues) };
}

const isOurs = (name: string): boolean => name !== '' && !name.startsWith(RESERVED_PREFIX);
