import { replyText } from '../amqp/broker-faults.ts';
import type { BrokerAddress } from '../amqp/broker-url.ts';
import type { LabChannel, Returned } from '../amqp/channel.ts';
import { type Connection, type ConnectOptions, connect, connectAgainAndAgain } from '../amqp/connection.ts';
import type { RoleSpec } from './role-specs.ts';

/** What roles tell of. */
export interface RoleListener {
  onReturned(returned: Returned): void;
  /** The broker objected to what the role did; `error` is what the client made of it. */
  onError(role: string, closed: 'channel' | 'connection', code: number, text: string, error: unknown): void;
  /** The broker is gone, and nobody asked it to. */
  onGone(error: unknown): void;
}

export interface RoleOptions {
  readonly address: BrokerAddress;
  readonly listener: RoleListener;
  connectOptions(onLost: (error: unknown) => void): ConnectOptions;
  /** A connection that others use too. */
  readonly shared?: () => Promise<Connection>;
  wait<T>(connecting: Promise<T>): Promise<T>;
  /** A name for a queue that shows by its end that the broker has noticed the end of a connection. */
  canaryName(): string;
  /** Resolved once there is no such queue. */
  gone(queue: string): Promise<void>;
}

/** A part in the experiment, with a connection and a channel that are opened when needed, and again after they were lost. */
export class Role {
  readonly name: string;
  /** Called once the program has connected again, to restore what it had. */
  onRecovered: () => Promise<void> = async () => {};
  readonly #spec: RoleSpec;
  readonly #options: RoleOptions;
  #connection: Connection | undefined;
  #opening: Promise<LabChannel> | undefined;
  #channel: LabChannel | undefined;
  /** A connection of an earlier generation was given up: nobody minds its end. */
  #generation = 0;
  #endRecovery: (() => Promise<void>) | undefined;
  #restored: (() => void) | undefined;
  /** An exclusive queue: it goes with its connection, once everything else of that has gone. */
  #canary: string | undefined;

  constructor(spec: RoleSpec, options: RoleOptions) {
    this.name = spec.name;
    this.#spec = spec;
    this.#options = options;
  }

  get connectionName(): string {
    return this.#connection?.name ?? '';
  }

  get blocked(): string | undefined {
    return this.#connection?.blocked;
  }

  /** The channel, where one is open. */
  get live(): LabChannel | undefined {
    return this.#channel?.isOpen ? this.#channel : undefined;
  }

  async channel(): Promise<LabChannel> {
    if (this.live) return this.live;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Breaks the connection. A program that recovers is back, with all restored, when this is done. */
  async cut(recovers: boolean): Promise<void> {
    if (recovers && !this.live) await this.channel();
    const restored = new Promise<void>((resolve) => {
      this.#restored = resolve;
    });
    const connection = this.#connection;
    const canary = this.#canary;
    this.#forget();
    await connection?.cut();
    if (!recovers) await this.expectLoss();
    if (canary !== undefined) await this.#options.gone(canary);
    if (recovers) await this.#options.wait(restored);
  }

  /** Its connection is about to end, or has ended; the next one is opened when it is needed. */
  async expectLoss(): Promise<void> {
    this.#forget();
    const end = this.#endRecovery;
    this.#endRecovery = undefined;
    this.#restored = undefined;
    this.#canary = undefined;
    await end?.();
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#forget();
    await this.#endRecovery?.();
    if (!this.#options.shared) await connection?.close();
  }

  #forget(): void {
    this.#generation++;
    this.#connection = undefined;
    this.#channel = undefined;
  }

  async #open(): Promise<LabChannel> {
    if (this.#spec.recovers && !this.#endRecovery) {
      const connecting = connectAgainAndAgain(
        this.#options.address,
        () => this.#connectOptions(),
        (connection) => this.#restore(connection),
      );
      this.#endRecovery = await this.#options.wait(connecting);
      return this.#channel as LabChannel;
    }
    this.#connection ??= await this.#connect();
    return this.#openOn(this.#connection);
  }

  async #connect(): Promise<Connection> {
    const { shared, address, wait } = this.#options;
    return shared ? shared() : wait(connect(address, this.#connectOptions()));
  }

  #connectOptions(): ConnectOptions {
    const generation = this.#generation;
    return this.#options.connectOptions((error) => {
      if (generation === this.#generation) this.#lost(error);
    });
  }

  async #openOn(connection: Connection): Promise<LabChannel> {
    const listener = {
      onReturned: (returned: Returned) => this.#options.listener.onReturned(returned),
      onError: (code: number, text: string, error: Error) =>
        this.#options.listener.onError(this.name, 'channel', code, text, error),
    };
    this.#channel = await (this.#spec.publishes
      ? connection.openConfirmChannel(listener)
      : connection.openChannel(listener));
    if (this.#spec.breaks) await this.#declareCanary(connection);
    return this.#channel;
  }

  /** On a channel of its own: on the role's, it would be the queue that was declared last. */
  async #declareCanary(connection: Connection): Promise<void> {
    const channel = await connection.openChannel();
    const name = this.#options.canaryName();
    const flags = { durable: false, autoDelete: false, exclusive: true, arguments: new Map() };
    await channel.declareQueue({ name, ...flags });
    this.#canary = name;
  }

  async #restore(connection: Connection): Promise<void> {
    if (this.#canary !== undefined) await this.#options.gone(this.#canary);
    this.#connection = connection;
    await this.#openOn(connection);
    if (!this.#restored) return;
    await this.onRecovered();
    this.#restored();
  }

  #lost(error: unknown): void {
    this.#forget();
    const { code } = (error ?? {}) as { code?: unknown };
    const text = replyText(error);
    // AMQP 0-9-1: codes from 400 on are exceptions; 320 is the broker going away.
    if (typeof code === 'number' && code >= 400 && text !== undefined)
      this.#options.listener.onError(this.name, 'connection', code, text, error);
    else this.#options.listener.onGone(error);
  }
}
