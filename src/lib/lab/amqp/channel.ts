import type { Message as AmqpMessage, Channel, ConfirmChannel, GetMessage, MessageProperties } from 'amqplib';
import { type Binding, type Exchange, isStream, type Queue } from '../../routing/topology.ts';
import type { Death } from '../events.ts';
import type { ConsumeStep, Message, StepOf } from '../experiment.ts';
import { type Prefetch, prefetchAfter, prefetchToSet } from '../prefetch.ts';
import { amqpTable } from './amqp-table.ts';
import { replyText } from './broker-faults.ts';
import { xDeath } from './deaths.ts';

/** What a channel tells of by itself. */
export interface ChannelListener {
  onReturned(returned: Returned): void;
  /** The broker objected, and closed the channel; `error` is what the client made of it. */
  onError(code: number, text: string, error: Error): void;
}

export interface Returned {
  readonly messageId: string | undefined;
  readonly code: number;
  readonly text: string;
}

/** A message as it reaches somebody. */
export interface Received {
  readonly exchange: string;
  readonly routingKey: string;
  /** As amqplib gives them: plain values. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly messageId: string | undefined;
  readonly redelivered: boolean;
  readonly deaths: readonly Death[];
  readonly body: string;
  readonly replyTo: string | undefined;
  readonly correlationId: string | undefined;
}

export interface Delivery extends Received {
  /** The body as it came, which need not be UTF-8. */
  readonly content: Uint8Array;
  /** Acknowledges, or with `multiple` all up to this one. */
  ack(multiple?: boolean): void;
  reject(requeue: boolean, multiple?: boolean): void;
}

export interface ConsumeOptions extends Omit<ConsumeStep, 'kind' | 'queue' | 'by' | 'behaviour'> {
  readonly queue: Pick<Queue, 'name' | 'arguments'>;
}

export type PublishOutcome = 'confirmed' | 'refused' | 'unconfirmed';

export interface Publishing extends Pick<StepOf<'publish'>, 'mandatory'> {
  readonly message: Message;
  /** Instead of the message's body, where that may be no text. */
  readonly content?: Uint8Array;
  readonly replyTo?: string;
  readonly correlationId?: string;
}

/** There on every broker, always: asking for it changes nothing. */
const ALWAYS_THERE = 'amq.direct';

/** A channel: what is asked on it is answered in order. */
export class LabChannel {
  readonly #channel: Channel;
  readonly #isClosing: () => boolean;
  #closed = false;
  #prefetch: Prefetch = {};

  /** `isClosing` says whether its connection is being closed: nothing can be sent any more then. */
  constructor(channel: Channel, { onReturned, onError }: Partial<ChannelListener>, isClosing: () => boolean) {
    this.#channel = channel;
    this.#isClosing = isClosing;
    channel.on('return', ({ properties, fields }) => {
      const { replyCode: code, replyText: text } = fields as unknown as {
        replyCode: number;
        replyText: string;
      };
      onReturned?.({ messageId: properties.messageId, code, text });
    });
    channel.on('error', (error: Error & { code?: number }) => {
      this.#closed = true;
      onError?.(error.code ?? 0, replyText(error) ?? error.message, error);
    });
    channel.on('close', () => {
      this.#closed = true;
    });
  }

  get isOpen(): boolean {
    return !this.#closed && !this.#isClosing();
  }

  /** What was set on it last. */
  get prefetch(): Prefetch {
    return this.#prefetch;
  }

  async declareExchange({ name, type, arguments: args, ...flags }: Exchange): Promise<void> {
    await this.#channel.assertExchange(name, type, { ...flags, arguments: amqpTable(args) });
  }

  async checkExchange(name: string): Promise<void> {
    await this.#channel.checkExchange(name);
  }

  /** Gives the queue's name, which is the broker's choice where it has none. */
  async declareQueue({ name, arguments: args, ...flags }: Queue): Promise<string> {
    return (await this.#channel.assertQueue(name, { ...flags, arguments: amqpTable(args) })).queue;
  }

  async bind({ source, destination, destinationType, routingKey, arguments: args }: Binding): Promise<void> {
    const table = amqpTable(args);
    if (destinationType === 'queue') await this.#channel.bindQueue(destination, source, routingKey, table);
    else await this.#channel.bindExchange(destination, source, routingKey, table);
  }

  async unbind({
    source,
    destination,
    destinationType,
    routingKey,
    arguments: args,
  }: Binding): Promise<void> {
    const table = amqpTable(args);
    if (destinationType === 'queue') await this.#channel.unbindQueue(destination, source, routingKey, table);
    else await this.#channel.unbindExchange(destination, source, routingKey, table);
  }

  /** How many messages lie in the queue and wait. A queue that is not there closes the channel. */
  async ready(queue: string): Promise<number> {
    return (await this.#channel.checkQueue(queue)).messageCount;
  }

  /** Once this is answered, everything that was sent on this channel before was handled, and what came of it is here. */
  async sync(): Promise<void> {
    await this.#channel.checkExchange(ALWAYS_THERE);
  }

  /** Starts a consumer, whose tag is its name; `onCancelled` is called when the broker ends it. */
  async consume(
    { consumer, queue, noAck = false, exclusive = false, arguments: args, ...wanted }: ConsumeOptions,
    onDelivery: (delivery: Delivery) => void,
    onCancelled: () => void,
  ): Promise<void> {
    await this.#setPrefetch(prefetchToSet(wanted, isStream(queue), this.#prefetch));
    await this.#channel.consume(
      queue.name,
      (message) => {
        if (message === null) return onCancelled();
        onDelivery(this.#delivery(message));
      },
      { consumerTag: consumer, noAck, exclusive, ...(args && { arguments: amqpTable(args) }) },
    );
  }

  async #setPrefetch(set: Prefetch): Promise<void> {
    const { prefetch, channelPrefetch } = set;
    this.#prefetch = prefetchAfter(set, this.#prefetch);
    if (prefetch !== undefined) await this.#channel.prefetch(prefetch);
    if (channelPrefetch !== undefined) await this.#channel.prefetch(channelPrefetch, true);
  }

  async cancel(consumer: string): Promise<void> {
    await this.#channel.cancel(consumer);
  }

  /** The next message; undefined when there is none. */
  async get(
    queue: string,
    { noAck = false }: { readonly noAck?: boolean } = {},
  ): Promise<Delivery | undefined> {
    const message: GetMessage | false = await this.#channel.get(queue, { noAck });
    return message ? this.#delivery(message) : undefined;
  }

  #delivery(message: AmqpMessage): Delivery {
    // Assigned, not spread, so that a body is made a text only where somebody reads it.
    return Object.assign(received(message), {
      content: message.content,
      ack: (multiple = false) => this.#channel.ack(message, multiple),
      // RabbitMQ: from 4.3 on only a basic.reject counts towards the delivery limit of a quorum queue.
      reject: (requeue: boolean, multiple = false) =>
        multiple ? this.#channel.nack(message, true, requeue) : this.#channel.reject(message, requeue),
    });
  }

  async purge(queue: string): Promise<void> {
    await this.#channel.purgeQueue(queue);
  }

  /** Deleting what is gone already is no error (RabbitMQ since 3.2). Throws where a condition does not hold. */
  async deleteQueue(
    name: string,
    conditions: { readonly ifUnused?: boolean; readonly ifEmpty?: boolean } = {},
  ): Promise<void> {
    await this.#channel.deleteQueue(name, conditions);
  }

  async deleteExchange(name: string): Promise<void> {
    await this.#channel.deleteExchange(name);
  }

  /** Publishes on a confirm channel. False where the caller should wait for `drained` before the next. */
  publish(
    { message, content, mandatory = true, replyTo, correlationId }: Publishing,
    onOutcome: (outcome: PublishOutcome) => void,
  ): boolean {
    const { id, exchange, routingKey, headers, body = id, properties = {} } = message;
    return (this.#channel as ConfirmChannel).publish(
      exchange,
      routingKey,
      Buffer.from(content ?? body),
      {
        mandatory,
        messageId: id,
        contentType: 'text/plain',
        headers: amqpTable(headers),
        ...(properties.persistent !== undefined && { persistent: properties.persistent }),
        ...(properties.priority !== undefined && { priority: properties.priority }),
        ...(properties.expiration !== undefined && { expiration: String(properties.expiration) }),
        ...(replyTo !== undefined && { replyTo }),
        ...(correlationId !== undefined && { correlationId }),
      },
      (error: Error | null) => onOutcome(outcomeOf(error)),
    );
  }

  /** Resolved once it takes more, or is closed: then it never will. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#channel.off('drain', done).off('close', done);
        resolve();
      };
      this.#channel.on('drain', done).on('close', done);
    });
  }
}

function outcomeOf(error: Error | null): PublishOutcome {
  if (error === null) return 'confirmed';
  return error.message === 'message nacked' ? 'refused' : 'unconfirmed';
}

interface Arrived {
  readonly fields: { readonly redelivered: boolean; readonly exchange: string; readonly routingKey: string };
  readonly properties: MessageProperties;
  readonly content: Buffer;
}

function received({ fields: { exchange, routingKey, redelivered }, properties, content }: Arrived): Received {
  return {
    exchange,
    routingKey,
    headers: properties.headers ?? {},
    messageId: properties.messageId,
    redelivered,
    deaths: xDeath(properties.headers?.['x-death']),
    get body() {
      return content.toString();
    },
    replyTo: properties.replyTo,
    correlationId: properties.correlationId,
  };
}
