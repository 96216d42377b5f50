import type { Publishing, Received } from '../amqp/channel.ts';
import type { Behaviour, Forwarding, Message } from '../experiment.ts';

// What consumers make of messages. The ids say what they came from: `m1.billing`, `m1.2`, `m1 reply`.

/** The messages that a consumer sends on for this one. */
export function forwarded({ messageId = '', body }: Received, how: Forwarding, consumer: string): Message[] {
  const { exchange, routingKey, each = 'message' } = how;
  const made = (id: string, text: string): Message => ({
    id: `${messageId}.${id}`,
    exchange,
    routingKey,
    headers: new Map(),
    body: text,
  });
  if (each === 'message') return [made(consumer, body)];
  return rowsOf(body).map((row, at) => made(String(at + 1), JSON.stringify(row)));
}

/**
 * The message once more, for another try: under the key for its n-th failure, or the last there is. It is as it was
 * published, but for its expiration: the place where it waits has its own.
 */
export function retried(
  { messageId = '', body }: Received,
  { exchange, routingKeys }: NonNullable<Behaviour['retries']>,
  attempt: number,
  original?: Message,
): Message {
  const routingKey = routingKeys[Math.min(attempt, routingKeys.length) - 1] ?? '';
  const { persistent, priority } = original?.properties ?? {};
  const properties = {
    ...(persistent !== undefined && { persistent }),
    ...(priority !== undefined && { priority }),
  };
  const headers = original?.headers ?? new Map();
  return { id: messageId, exchange, routingKey, headers, body, properties };
}

/** The answer to a request, over the default exchange, whose keys are queue names. */
export function reply({ messageId = '', replyTo = '', correlationId, body }: Received): Publishing {
  const message = { id: `${messageId} reply`, exchange: '', routingKey: replyTo, headers: new Map(), body };
  // RabbitMQ: a mandatory message to a direct reply-to arrives, and comes back all the same.
  return { message, mandatory: false, ...(correlationId !== undefined && { correlationId }) };
}

/** The rows of a CSV text with a head and no quotes, as the objects that they stand for. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = [], ...rows] = csv
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()));
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])));
}
