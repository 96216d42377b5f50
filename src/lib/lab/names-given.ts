import { MAX_NAME_BYTES, RESERVED_PREFIX } from '../routing/topology.ts';
import { expected, LabError } from './errors.ts';

/** A routing or binding key as a person gives it: anything that fits, the empty one included. */
export function readKey(text: string): string {
  if (Buffer.byteLength(text) <= MAX_NAME_BYTES) return text;
  throw tooLong('a key', text);
}

/**
 * What a queue or an exchange is to be called, with `what` it names. RabbitMQ takes line breaks out of a name where it
 * is declared, and nowhere else: nothing would find it.
 */
export function readName(what: string, text: string): string {
  if (Buffer.byteLength(text) > MAX_NAME_BYTES) throw tooLong(what, text);
  if (/[\r\n]/.test(text)) {
    throw expected(
      `${what} without line breaks`,
      text,
      'RabbitMQ takes them out where a name is declared, but not where it is used: nothing would find it.',
    );
  }
  return text;
}

/** A queue's name as a person gives it. */
export function readQueueName(text: string): string {
  if (text === '') throw expected("a queue's name", text);
  if (text.startsWith(RESERVED_PREFIX)) {
    throw expected(
      "a queue's name",
      text,
      "Names that begin with 'amq.' are RabbitMQ's own (403 ACCESS_REFUSED).",
    );
  }
  return readName("a queue's name", text);
}

/** Reads `QUEUE=KEY[,KEY…]`. */
export function readKeyBinding(text: string): { readonly queue: string; readonly keys: readonly string[] } {
  const at = text.indexOf('=');
  if (at < 0)
    throw expected('QUEUE=KEY[,KEY…]', text, "Example: --bind 'billing=order.paid,order.refunded'.");
  return {
    queue: readQueueName(text.slice(0, at)),
    keys: text
      .slice(at + 1)
      .split(',')
      .map(readKey),
  };
}

export function tooLong(what: string, text: string): LabError {
  const bytes = Buffer.byteLength(text);
  return new LabError('usage', `expected ${what} of at most ${MAX_NAME_BYTES} bytes, got ${bytes} bytes`, {
    hint: 'AMQP 0-9-1 has no room for more.',
  });
}
