import { orAborted } from '../../lab/amqp/abort.ts';
import type { Delivery, LabChannel } from '../../lab/amqp/channel.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import { LabError } from '../../lab/errors.ts';
import type { FieldTable } from '../../routing/values.ts';

/** Where a consumer gets its messages: a queue that is there, or one of its own, bound on the fly. */
export type ConsumeSource =
  | { readonly kind: 'queue'; readonly queue: string; readonly declare: boolean }
  | {
      readonly kind: 'exchange';
      readonly exchange: string;
      /** Declares the exchange where it is not there. It goes with its last binding. */
      readonly type: string | null;
      readonly bindings: readonly { readonly routingKey: string; readonly arguments: FieldTable }[];
    };

/** `crash` breaks the connection with the message unanswered, as when the process dies. */
export type ConsumeAnswer = 'ack' | 'reject' | 'requeue' | 'hold' | 'crash' | 'none';

export interface Consumption {
  readonly source: ConsumeSource;
  readonly answer: ConsumeAnswer;
  readonly prefetch: number;
  /** Ends after so many messages; null where it does not end by itself. */
  readonly count: number | null;
  /** Of the consumer: where it begins in a stream, its priority. */
  readonly arguments: FieldTable;
}

export interface Consumed {
  /** From 1. */
  readonly number: number;
  readonly queue: string;
  readonly delivery: Delivery;
}

interface Listener {
  readonly signal: AbortSignal;
  /** It consumes now. */
  readonly onReady: (queue: string) => void;
  /** A message is answered once this is resolved, and where it fails nothing more is. */
  readonly onConsumed: (consumed: Consumed) => Promise<void>;
}

const CONSUMER = 'mq-lab consume';

/**
 * Consumes until it has its count, or has crashed as it was told to. Throws what the broker objected to, that it ended
 * the consumer, or the signal's reason.
 */
export async function consume(
  connection: Connection,
  { source, answer, prefetch, count, arguments: args }: Consumption,
  { signal, onReady, onConsumed }: Listener,
): Promise<void> {
  const ended = new AbortController();
  const over = AbortSignal.any([signal, ended.signal]);
  const channel = await connection.openChannel({
    onError: (_, __, error) => ended.abort(error),
  });
  const queue = await orAborted(queueOf(source, connection, channel), over);
  await orAborted(
    new Promise<void>((resolve, reject) => {
      let number = 0;
      const onDelivery = async (delivery: Delivery): Promise<void> => {
        if (number === count) return;
        const isLast = ++number === count;
        await onConsumed({ number, queue, delivery });
        if (answer === 'crash') return resolve(connection.cut());
        // Before the answer makes room for another message, which would be marked as redelivered then.
        if (isLast) await channel.cancel(CONSUMER);
        answerTo(delivery, answer);
        if (isLast) resolve(channel.sync());
      };
      const options = {
        consumer: CONSUMER,
        queue: { name: queue, arguments: new Map() },
        prefetch,
        arguments: args,
      };
      channel
        .consume(
          { ...options, noAck: answer === 'none' },
          (delivery) => void onDelivery(delivery).catch(reject),
          () => reject(cancelled(queue)),
        )
        .then(() => onReady(queue), reject);
    }),
    over,
  );
}

function answerTo(delivery: Delivery, answer: ConsumeAnswer): void {
  if (answer === 'ack') delivery.ack();
  else if (answer === 'reject' || answer === 'requeue') delivery.reject(answer === 'requeue');
}

const cancelled = (queue: string): LabError =>
  new LabError('broker', `the broker ended the consumer of '${queue}'`, {
    hint: 'Its queue was deleted, or moved to another node.',
  });

async function queueOf(source: ConsumeSource, connection: Connection, channel: LabChannel): Promise<string> {
  if (source.kind === 'queue') {
    if (source.declare) await channel.declareQueue(durable(source.queue));
    return source.queue;
  }
  const { exchange, type, bindings } = source;
  if (type !== null && !(await exists(exchange, connection)))
    await channel.declareExchange({
      name: exchange,
      type,
      durable: false,
      autoDelete: true,
      internal: false,
      arguments: new Map(),
    });
  const queue = await channel.declareQueue({ ...durable(''), durable: false, exclusive: true });
  for (const { routingKey, arguments: args } of bindings)
    await channel.bind({
      source: exchange,
      destination: queue,
      destinationType: 'queue',
      routingKey,
      arguments: args,
    });
  return queue;
}

/** Asks on a channel of its own: where it is not there, the answer closes it. */
async function exists(exchange: string, connection: Connection): Promise<boolean> {
  const channel = await connection.openChannel();
  try {
    await channel.checkExchange(exchange);
    return true;
  } catch (error) {
    if (channel.isOpen) throw error;
    return false;
  }
}

const durable = (name: string) => ({
  name,
  durable: true,
  autoDelete: false,
  exclusive: false,
  arguments: new Map(),
});
