/** RabbitMQ: the longest time that a message or a queue may ask for, 10 years. */
export const LONGEST_TTL_MS = 315_360_000_000;
