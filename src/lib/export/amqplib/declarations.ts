import type { Binding, Exchange, Queue } from '../../routing/topology.ts';
import { objectLiteral, quoted, tableLiteral } from './literals.ts';

/** How the program writes the name of a queue, which the broker may have chosen. */
export type QueueName = (name: string) => string;

type Attributes = Omit<Exchange, 'name' | 'type'> | Omit<Queue, 'name'>;

/** `assertExchange('orders', 'topic')`, without what is as amqplib has it anyway. */
export const assertExchange = ({ name, type, ...attributes }: Exchange): string =>
  `assertExchange(${[quoted(name), quoted(type), ...options(attributes)].join(', ')})`;

export const assertQueue = ({ name, ...attributes }: Queue): string =>
  `assertQueue(${[quoted(name), ...options(attributes)].join(', ')})`;

function options(attributes: Attributes): string[] {
  const { durable, autoDelete, arguments: args } = attributes;
  const literal = objectLiteral([
    !durable && ['durable', 'false'],
    autoDelete && ['autoDelete', 'true'],
    'internal' in attributes && attributes.internal && ['internal', 'true'],
    'exclusive' in attributes && attributes.exclusive && ['exclusive', 'true'],
    args.size > 0 && ['arguments', tableLiteral(args)],
  ]);
  return literal === '{}' ? [] : [literal];
}

/** `bindQueue('billing', 'orders', 'order.*')`: amqplib names the destination first. */
export function bindCall(verb: 'bind' | 'unbind', binding: Binding, queueName: QueueName): string {
  const { source, destination, destinationType, routingKey, arguments: args } = binding;
  const isQueue = destinationType === 'queue';
  const to = isQueue ? queueName(destination) : quoted(destination);
  const texts = [to, quoted(source), quoted(routingKey), ...(args.size > 0 ? [tableLiteral(args)] : [])];
  return `${verb}${isQueue ? 'Queue' : 'Exchange'}(${texts.join(', ')})`;
}
