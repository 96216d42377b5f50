import type { Binding, Exchange, Queue, Topology } from '../../routing/topology.ts';
import { plainTable } from '../../routing/values.ts';

/** The topology with the fields of RabbitMQ's definitions export. */
export function definitionsOf({ exchanges, queues, bindings }: Topology) {
  return {
    exchanges: exchanges.map(jsonExchange),
    queues: queues.map(jsonQueue),
    bindings: bindings.map(jsonBinding),
  };
}

const jsonExchange = ({ name, type, durable, autoDelete, internal, arguments: args }: Exchange) => ({
  name,
  type,
  durable,
  auto_delete: autoDelete,
  internal,
  arguments: plainTable(args),
});

const jsonQueue = ({ name, durable, autoDelete, exclusive, arguments: args }: Queue) => ({
  name,
  durable,
  auto_delete: autoDelete,
  exclusive,
  arguments: plainTable(args),
});

/** A binding with the fields of RabbitMQ's definitions export. */
export const jsonBinding = ({
  source,
  destination,
  destinationType,
  routingKey,
  arguments: args,
}: Binding) => ({
  source,
  destination,
  destination_type: destinationType,
  routing_key: routingKey,
  arguments: plainTable(args),
});
