import type { Socket } from 'node:net';
import amqplib, { type ChannelModel } from 'amqplib';
import { LabError } from '../errors.ts';
import { orAborted } from './abort.ts';
import { allFailed, connectFault } from './broker-faults.ts';
import { type BrokerAddress, nodesOf } from './broker-url.ts';
import { type ChannelListener, LabChannel } from './channel.ts';
import type { TlsOptions } from './tls-options.ts';

const CLOSE_LIMIT_MS = 2_000;
/** How long a program that recovers waits before it connects again: always the same, so that a run is repeatable. */
const RECOVERY_DELAY_MS = 10;

export interface ConnectOptions {
  /** Shown in RabbitMQ's management page. */
  readonly name: string;
  readonly timeoutMs: number;
  /** Ends the attempt to connect. */
  readonly signal: AbortSignal;
  /** What else a person can do where no broker is there; without, to take the embedded one. */
  readonly otherwise?: string;
  /** The broker closed the connection, or went away. */
  readonly onLost: (error: unknown) => void;
  /** The broker takes no messages at present, and why; undefined once it takes them again. */
  readonly onBlocked?: (reason: string | undefined) => void;
}

/** Opens a named connection. Throws a LabError that says who answered what, or that nobody did. */
export async function connect(address: BrokerAddress, options: ConnectOptions): Promise<Connection> {
  return onSomeNode(address, async (node) => {
    const hangUp = new AbortController();
    const connecting = amqplib.connect(urlOf(node), socketOptions(node, options, hangUp));
    return answered(
      connecting.then((model) => new Connection(model, options, () => hangUp.abort())),
      { address: node, options, hangUp },
    );
  });
}

/**
 * A connection that amqplib makes again whenever it is lost: `setup` gets each anew, with no channel and no consumer,
 * and restores what the program needs. Gives what ends that.
 */
export async function connectAgainAndAgain(
  address: BrokerAddress,
  optionsNow: () => ConnectOptions,
  setup: (connection: Connection) => Promise<void>,
): Promise<() => Promise<void>> {
  return onSomeNode(address, async (node) => {
    const hangUp = new AbortController();
    const options = optionsNow();
    const connecting = amqplib.connect(urlOf(node), {
      ...socketOptions(node, options, hangUp),
      recovery: {
        initialMaxRetries: 0,
        calculateDelay: () => RECOVERY_DELAY_MS,
        setup: (model: ChannelModel) => setup(new Connection(model, optionsNow(), () => {})),
      },
    });
    const recovering = await answered(connecting, { address: node, options, hangUp });
    recovering.on('error', () => {});
    return async () => {
      await withinLimit(recovering.close());
      hangUp.abort();
    };
  });
}

/** Does it on the first node that lets itself be connected to. */
async function onSomeNode<T>(address: BrokerAddress, doing: (node: BrokerAddress) => Promise<T>): Promise<T> {
  const faults: LabError[] = [];
  for (const node of nodesOf(address)) {
    try {
      return await doing(node);
    } catch (error) {
      if (!(error instanceof LabError) || error.failure !== 'broker') throw error;
      faults.push(error);
    }
  }
  throw allFailed(faults);
}

const urlOf = ({ protocol, hostname, port, username, password, vhost, heartbeat }: BrokerAddress) => ({
  ...{ protocol, hostname, port, username, password },
  // amqplib reads the virtual host percent-encoded; the login is given apart so that it is never decoded twice.
  vhost: encodeURIComponent(vhost),
  ...(heartbeat !== undefined && { heartbeat }),
});

const socketOptions = (
  { tls, connectTimeoutMs, isExternal }: BrokerAddress,
  { name, timeoutMs }: ConnectOptions,
  hangUp: AbortController,
) => ({
  noDelay: true,
  timeout: connectTimeoutMs ?? timeoutMs,
  clientProperties: { connection_name: name },
  ...(isExternal && { credentials: amqplib.credentials.external() }),
  ...(tls && tlsSocketOptions(tls)),
  ...{ signal: hangUp.signal },
});

const tlsSocketOptions = ({ serverName, verifies, ...pem }: TlsOptions) => ({
  ...pem,
  rejectUnauthorized: verifies,
  ...(serverName !== undefined && { servername: serverName }),
});

interface Attempt {
  readonly address: BrokerAddress;
  readonly options: ConnectOptions;
  readonly hangUp: AbortController;
}

async function answered<T>(connecting: Promise<T>, { address, options, hangUp }: Attempt): Promise<T> {
  try {
    return await orAborted(connecting, options.signal);
  } catch (error) {
    hangUp.abort();
    if (options.signal.aborted) throw options.signal.reason;
    throw connectFault(error, address, options.otherwise);
  }
}

/** Never throws and never hangs. */
async function withinLimit(closing: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, CLOSE_LIMIT_MS);
  });
  await Promise.race([closing.catch(() => {}), limit]);
  clearTimeout(timer);
}

interface ServerProperties {
  readonly product: string;
  readonly version: string;
  readonly cluster_name?: string;
}

/** One TCP connection, named after who uses it. */
export class Connection {
  readonly name: string;
  readonly product: string;
  readonly version: string;
  readonly clusterName: string | undefined;
  readonly #model: ChannelModel;
  readonly #hangUp: () => void;
  readonly #closed: Promise<void>;
  #closing = false;
  #blocked: string | undefined;

  constructor(model: ChannelModel, options: ConnectOptions, hangUp: () => void) {
    const { product, version, cluster_name } = model.connection.serverProperties as ServerProperties;
    this.name = options.name;
    this.product = product;
    this.version = version;
    this.clusterName = cluster_name;
    this.#model = model;
    this.#hangUp = hangUp;
    // amqplib throws where nobody listens to 'error'; what it says there comes with 'close' too.
    model.on('error', () => {});
    // RabbitMQ: short of memory or disk, it stops reading from whoever publishes.
    const blocked = (reason?: string): void => {
      this.#blocked = reason;
      options.onBlocked?.(reason);
    };
    model.on('blocked', blocked);
    model.on('unblocked', () => blocked());
    this.#closed = new Promise((resolve) => {
      model.on('close', (error) => {
        if (!this.#closing) options.onLost(error);
        resolve();
      });
    });
  }

  /** Why the broker takes no messages at present, if it says so. */
  get blocked(): string | undefined {
    return this.#blocked;
  }

  async openChannel(listener: Partial<ChannelListener> = {}): Promise<LabChannel> {
    return new LabChannel(await this.#model.createChannel(), listener, () => this.#closing);
  }

  /** A channel that is told what became of what it publishes. */
  async openConfirmChannel(listener: Partial<ChannelListener> = {}): Promise<LabChannel> {
    return new LabChannel(await this.#model.createConfirmChannel(), listener, () => this.#closing);
  }

  /** Breaks off without a word, as when the process dies. Resolved once it is done. */
  async cut(): Promise<void> {
    this.#closing = true;
    const { stream } = this.#model.connection as unknown as { stream: Socket };
    // amqplib hears of an error, but not of a mere end that it did not ask for.
    stream.destroy(new Error('cut'));
    await this.#closed;
  }

  /** Never throws and never hangs: a broker that does not answer is hung up on. */
  async close(): Promise<void> {
    this.#closing = true;
    await withinLimit(Promise.race([this.#model.close(), this.#closed]));
    this.#hangUp();
    // What becomes of messages without a confirm is told before.
    await withinLimit(this.#closed);
  }
}
