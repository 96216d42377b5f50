import type { BindingShape, ExchangeShape, FileShape, QueueShape } from '../../check/file-shape.ts';
import { binding as readBinding } from '../../lab/notation.ts';
import { bindingIdentity } from '../../routing/routing-table.ts';
import type { Binding, Exchange, Queue, Topology } from '../../routing/topology.ts';
import type { FieldTable } from '../../routing/values.ts';
import { tableShape } from './values.ts';

type TopologyShape = Pick<FileShape, 'exchanges' | 'queues' | 'bindings'>;

/** The topology as a scenario file has it; what is as it mostly is, is left out. */
export function topologyShape({ exchanges, queues, bindings }: Topology): TopologyShape {
  return {
    ...(exchanges.length > 0 && { exchanges: exchanges.map(exchangeShape) }),
    ...(queues.length > 0 && { queues: queues.map(queueShape) }),
    ...(bindings.length > 0 && { bindings: bindings.map((each) => bindingShape(each)) }),
  };
}

export function exchangeShape({ name, type, arguments: args, ...flags }: Exchange): ExchangeShape {
  return {
    name,
    type,
    ...(!flags.durable && { durable: false }),
    ...(flags.autoDelete && { auto_delete: true }),
    ...(flags.internal && { internal: true }),
    ...argumentsShape(args),
  };
}

export function queueShape({ name, arguments: args, ...flags }: Queue): QueueShape {
  return {
    name,
    ...(!flags.durable && { durable: false }),
    ...(flags.autoDelete && { auto_delete: true }),
    ...(flags.exclusive && { exclusive: true }),
    ...argumentsShape(args),
  };
}

/** In the short form where that says it all. */
export function bindingShape(binding: Binding, by?: string): BindingShape {
  const short = shortBinding(binding);
  if (short !== undefined && by === undefined) return short;
  const { source, destination, destinationType, routingKey, arguments: args } = binding;
  return {
    source,
    destination,
    ...(destinationType === 'exchange' && { destination_type: destinationType }),
    ...(routingKey !== '' && { routing_key: routingKey }),
    ...argumentsShape(args),
    ...(by !== undefined && { by }),
  };
}

function shortBinding(binding: Binding): string | undefined {
  const { source, destination, destinationType, routingKey, arguments: args } = binding;
  if (args.size > 0) return undefined;
  const line = destinationType === 'exchange' ? '=' : '-';
  const text = `${source} ${routingKey === '' ? line : `${line}[${routingKey}]${line}`}> ${destination}`;
  return isReadAs(text, binding) ? text : undefined;
}

/** Names with spaces and keys with brackets may read as something else. */
function isReadAs(text: string, binding: Binding): boolean {
  try {
    const read = readBinding(text);
    return read.source === binding.source && bindingIdentity(read) === bindingIdentity(binding);
  } catch {
    return false;
  }
}

const argumentsShape = (args: FieldTable): { arguments?: object } =>
  args.size === 0 ? {} : { arguments: tableShape(args) };
