import { RESERVED_PREFIX } from '../routing/topology.ts';
import { AmqpError, type ResourceKind } from './errors.ts';

/** The queue that stands for direct replies; requests carry it with an address behind. */
export const REPLY_TO = 'amq.rabbitmq.reply-to';

/** RabbitMQ: line breaks are taken out of the names of queues and exchanges. */
export const stripLineBreaks = (name: string): string => name.replace(/[\r\n]/g, '');

/** Throws ACCESS_REFUSED for a name that only the broker itself may give. */
export function checkNotReserved(kind: ResourceKind, name: string): void {
  if (!name.startsWith(RESERVED_PREFIX)) return;
  throw new AmqpError('ACCESS_REFUSED', `${kind} name '${name}' contains reserved prefix 'amq.*'`);
}

export function checkNotDefaultExchange(name: string): void {
  if (name === '') throw new AmqpError('ACCESS_REFUSED', 'operation not permitted on the default exchange');
}
