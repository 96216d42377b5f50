import { randomUUID } from 'node:crypto';
import { orAborted } from '../../lab/amqp/abort.ts';
import type { PublishOutcome, Returned } from '../../lab/amqp/channel.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import type { Message } from '../../lab/experiment.ts';
import { Outstanding } from '../../lab/run/outstanding.ts';

/** What all messages of one producer have in common. */
export interface Production extends Pick<Message, 'exchange' | 'routingKey' | 'headers' | 'properties'> {
  readonly mandatory: boolean;
}

/** What became of one message. */
export interface Produced {
  /** From 1. */
  readonly number: number;
  readonly id: string;
  readonly body: string;
  readonly outcome: PublishOutcome;
  /** No queue took it, and so it came back. */
  readonly returned: Pick<Returned, 'code' | 'text'> | null;
}

/**
 * Publishes each body as a message of its own, as fast as the broker takes them, and tells what became of each. Resolved
 * once the last is confirmed. Throws what the broker objected to, or the signal's reason.
 */
export async function produce(
  connection: Connection,
  bodies: AsyncIterable<string>,
  { mandatory, ...shared }: Production,
  { signal, onProduced }: { readonly signal: AbortSignal; readonly onProduced: (produced: Produced) => void },
): Promise<void> {
  const returns = new Map<string, Returned>();
  const objection = new AbortController();
  const ended = AbortSignal.any([signal, objection.signal]);
  const channel = await connection.openConfirmChannel({
    onReturned: (returned) => returns.set(returned.messageId ?? '', returned),
    onError: (_, __, error) => objection.abort(error),
  });
  const unconfirmed = new Outstanding();
  const source = bodies[Symbol.asyncIterator]();
  for (let number = 1; ; number++) {
    const next = await orAborted(source.next(), ended).catch(async (error: unknown) => {
      // What is wrong with the source takes back nothing of what came before.
      if (!ended.aborted) await orAborted(unconfirmed.none(), ended);
      throw error;
    });
    if (next.done) break;
    const message = { ...shared, id: randomUUID(), body: next.value };
    const answered = unconfirmed.add();
    const goOn = channel.publish({ message, mandatory }, (outcome) => {
      const { code, text } = returns.get(message.id) ?? {};
      const returned = code === undefined || text === undefined ? null : { code, text };
      onProduced({ number, id: message.id, body: message.body, outcome, returned });
      returns.delete(message.id);
      answered();
    });
    if (!goOn) await orAborted(channel.drained(), ended);
  }
  await orAborted(unconfirmed.none(), ended);
}
