/** RabbitMQ's pseudo-queue: who consumes from it may name it in reply-to. */
export const REPLY_TO = 'amq.rabbitmq.reply-to';
