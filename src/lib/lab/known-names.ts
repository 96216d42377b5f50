import { PREDECLARED_EXCHANGES } from '../routing/topology.ts';

/** AMQP 0-9-1: names and routing keys are short strings. */
export const MAX_NAME_BYTES = 255;

/** RabbitMQ's pseudo-queue: who consumes from it may name it in reply-to. */
export const REPLY_TO = 'amq.rabbitmq.reply-to';

/** The default exchange and RabbitMQ's `amq.…`: there from the start, never declared or deleted. */
export function isPredeclared(exchange: string): boolean {
  return PREDECLARED_EXCHANGES.some(({ name }) => name === exchange);
}
