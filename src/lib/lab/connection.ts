import amqplib, { type Channel, type ChannelModel, type ConfirmChannel } from 'amqplib';
import { type Binding, type Exchange, isStream, type Queue } from '../routing/topology.ts';
import type { FieldTable, FieldValue } from '../routing/values.ts';
import { orAborted } from './abort.ts';
import { connectFault } from './broker-faults.ts';
import type { BrokerAddress } from './broker-url.ts';
import type { Message } from './experiment.ts';

const CLOSE_LIMIT_MS = 2_000;

export interface ConnectOptions {
  /** Shown in RabbitMQ's management page. */
  readonly name: string;
  readonly timeoutMs: number;
  /** Ends the attempt to connect. */
  readonly signal: AbortSignal;
  /** The broker closed the connection or a channel, or went away. */
  readonly onLost: (error: unknown) => void;
}

/** Opens a named connection. Throws a LabError that says who answered what, or that nobody did. */
export async function connect(address: BrokerAddress, options: ConnectOptions): Promise<Connection> {
  const hangUp = new AbortController();
  const { protocol, hostname, port, username, password } = address;
  const connecting = amqplib.connect(
    // amqplib reads the virtual host percent-encoded; the login is given apart so that it is never decoded twice.
    { protocol, hostname, port, username, password, vhost: encodeURIComponent(address.vhost) },
    {
      noDelay: true,
      timeout: options.timeoutMs,
      clientProperties: { connection_name: options.name },
      ...{ signal: hangUp.signal },
    },
  );
  try {
    const model = await orAborted(connecting.then(withErrorsHeard), options.signal);
    return new Connection(model, hangUp, options);
  } catch (error) {
    hangUp.abort();
    if (options.signal.aborted) throw options.signal.reason;
    throw connectFault(error, address);
  }
}

/** amqplib throws where nobody listens to 'error'; what it says there comes with 'close' too. */
function withErrorsHeard(model: ChannelModel): ChannelModel {
  model.on('error', () => {});
  return model;
}

/** One TCP connection, named after who uses it. */
export class Connection {
  readonly name: string;
  readonly product: string;
  readonly version: string;
  readonly #model: ChannelModel;
  readonly #hangUp: AbortController;
  readonly #closed: Promise<void>;
  readonly #fault: (error: unknown) => void;
  #closing = false;
  #blocked: string | undefined;

  constructor(model: ChannelModel, hangUp: AbortController, options: ConnectOptions) {
    const { product, version } = model.connection.serverProperties;
    this.name = options.name;
    this.product = product;
    this.version = version;
    this.#model = model;
    this.#hangUp = hangUp;
    this.#fault = (error) => {
      if (!this.#closing) options.onLost(error);
    };
    // RabbitMQ: short of memory or disk, it stops reading from whoever publishes.
    model.on('blocked', (reason) => {
      this.#blocked = reason;
    });
    model.on('unblocked', () => {
      this.#blocked = undefined;
    });
    this.#closed = new Promise((resolve) => {
      model.on('close', (error) => {
        this.#fault(error);
        resolve();
      });
    });
  }

  async openChannel(): Promise<LabChannel> {
    return new LabChannel(this.#watched(await this.#asked(this.#model.createChannel())));
  }

  async openPublisher(onReturned: (returned: Returned) => void): Promise<Publisher> {
    const channel = this.#watched(await this.#asked(this.#model.createConfirmChannel()));
    return new Publisher(channel, onReturned, () => this.#blocked);
  }

  /** Never throws and never hangs: a broker that does not answer is hung up on. */
  async close(): Promise<void> {
    this.#closing = true;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise((resolve) => {
      timer = setTimeout(resolve, CLOSE_LIMIT_MS);
    });
    await Promise.race([this.#model.close().catch(() => {}), this.#closed, limit]);
    clearTimeout(timer);
    this.#hangUp.abort();
  }

  async #asked<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      this.#fault(error);
      throw error;
    }
  }

  #watched<C extends Channel>(channel: C): C {
    channel.on('error', this.#fault);
    return channel;
  }
}

export interface Delivery {
  readonly messageId: string | undefined;
  readonly redelivered: boolean;
  ack(): void;
}

/** Streams take no consumer without a limit. */
const STREAM_PREFETCH = 1000;

/** A channel: what is asked on it is answered in order. */
export class LabChannel {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  async declareExchange({ name, type, arguments: args, ...flags }: Exchange): Promise<void> {
    await this.#channel.assertExchange(name, type, { ...flags, arguments: amqpTable(args) });
  }

  async checkExchange(name: string): Promise<void> {
    await this.#channel.checkExchange(name);
  }

  async declareQueue({ name, arguments: args, ...flags }: Queue): Promise<void> {
    await this.#channel.assertQueue(name, { ...flags, arguments: amqpTable(args) });
  }

  async bind({ source, destination, destinationType, routingKey, arguments: args }: Binding): Promise<void> {
    const table = amqpTable(args);
    if (destinationType === 'queue') await this.#channel.bindQueue(destination, source, routingKey, table);
    else await this.#channel.bindExchange(destination, source, routingKey, table);
  }

  /** How many messages lie in the queue and wait; everything sent on this channel before was handled. */
  async ready(queue: string): Promise<number> {
    return (await this.#channel.checkQueue(queue)).messageCount;
  }

  /** Starts a consumer; `onCancelled` is called when the broker ends it. */
  async consume(
    queue: Queue,
    onDelivery: (delivery: Delivery) => void,
    onCancelled: () => void,
  ): Promise<void> {
    if (isStream(queue)) await this.#channel.prefetch(STREAM_PREFETCH);
    await this.#channel.consume(queue.name, (message) => {
      if (message === null) return onCancelled();
      onDelivery({
        messageId: message.properties.messageId,
        redelivered: message.fields.redelivered,
        ack: () => this.#channel.ack(message),
      });
    });
  }

  /** Deleting what is gone already is no error (RabbitMQ since 3.2). */
  async deleteQueue(name: string): Promise<void> {
    await this.#channel.deleteQueue(name);
  }

  async deleteExchange(name: string): Promise<void> {
    await this.#channel.deleteExchange(name);
  }
}

export interface Returned {
  readonly messageId: string | undefined;
  readonly code: number;
  readonly text: string;
}

/** A channel in confirm mode. */
export class Publisher {
  readonly #channel: ConfirmChannel;
  /** Why the broker takes no messages at present, if it says so. */
  readonly blocked: () => string | undefined;

  constructor(
    channel: ConfirmChannel,
    onReturned: (returned: Returned) => void,
    blocked: () => string | undefined,
  ) {
    this.#channel = channel;
    this.blocked = blocked;
    channel.on('return', ({ properties, fields }) => {
      const { replyCode: code, replyText: text } = fields as unknown as {
        replyCode: number;
        replyText: string;
      };
      onReturned({ messageId: properties.messageId, code, text });
    });
  }

  /** Publishes as mandatory. False where the caller should wait for `drained` before the next. */
  publish(message: Message, onOutcome: (outcome: 'confirmed' | 'refused') => void): boolean {
    const { id, exchange, routingKey, headers } = message;
    return this.#channel.publish(
      exchange,
      routingKey,
      Buffer.from(id),
      { mandatory: true, messageId: id, contentType: 'text/plain', headers: amqpTable(headers) },
      (error: Error | null) => {
        if (error === null) onOutcome('confirmed');
        else if (error.message === 'message nacked') onOutcome('refused');
      },
    );
  }

  drained(): Promise<void> {
    return new Promise((resolve) => this.#channel.once('drain', resolve));
  }
}

/** The table as amqplib takes it, every number under its own type. */
function amqpTable(table: FieldTable): Record<string, unknown> {
  return Object.fromEntries(Array.from(table, ([key, value]) => [key, amqpValue(value)]));
}

function amqpValue(value: FieldValue): unknown {
  switch (value.type) {
    case 'boolean':
    case 'string':
      return value.value;
    case 'void':
      return null;
    case 'binary':
      return Buffer.from(value.value);
    case 'array':
      return value.value.map(amqpValue);
    case 'table':
      return amqpTable(value.value);
    case 'decimal':
      return { '!': 'decimal', value: { places: value.value.scale, digits: value.value.digits } };
    default:
      return { '!': value.type, value: value.value };
  }
}
