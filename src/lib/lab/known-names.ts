/** AMQP 0-9-1: names and routing keys are short strings. */
export const MAX_NAME_BYTES = 255;

/** RabbitMQ's pseudo-queue: who consumes from it may name it in reply-to. */
export const REPLY_TO = 'amq.rabbitmq.reply-to';
