import type { Duplex } from 'node:stream';
import type { Method } from '../wire/methods.ts';
import { Alarms } from './alarms.ts';
import type { Channel } from './channel.ts';
import { type Clock, realClock } from './clock.ts';
import { Connection } from './connection.ts';
import { AmqpError } from './errors.ts';
import { BrokerEvents } from './events.ts';
import { type Limits, limitsOf } from './limits.ts';
import { Memory } from './memory.ts';
import { SERVER_PROPERTIES } from './product.ts';
import { Refusals } from './refusals.ts';
import type { Journal } from './store/journal.ts';
import { Users } from './users.ts';
import { VirtualHost } from './virtual-host.ts';

export interface BrokerOptions extends Partial<Limits> {
  /** Passwords by user name; `guest: 'guest'` unless others are given. */
  readonly users?: Readonly<Record<string, string>>;
  /** Beside `/`. */
  readonly virtualHosts?: readonly string[];
  /** The time that messages live by; the computer's unless another is given. */
  readonly clock?: Clock;
  /** Called with the reason when publishers are blocked from now on, and with none when they are not any more. */
  readonly onBlocked?: (reason: string | undefined) => void;
}

/** The broker itself, without a port: it serves whatever stream it is handed. */
export class Broker {
  readonly users: Users;
  readonly limits: Limits;
  readonly alarms: Alarms;
  readonly memory: Memory;
  readonly events = new BrokerEvents();
  readonly refusals = new Refusals();
  /** The channels that wait for direct replies, by the address that requests carry. */
  readonly replies = new Map<string, Channel>();
  /** Where what is durable is kept; undefined where all is in memory alone. */
  readonly journal: Journal | undefined;
  readonly #virtualHosts: ReadonlyMap<string, VirtualHost>;
  readonly #connections = new Set<Connection>();
  /** Those that wait for memory, or for room on the disk. */
  readonly #blocked = new Set<Connection>();
  #hasEnded = false;

  constructor(
    {
      users = { guest: 'guest' },
      virtualHosts = [],
      clock = realClock,
      onBlocked,
      ...limits
    }: BrokerOptions = {},
    journal?: Journal,
  ) {
    this.journal = journal;
    this.users = new Users(users);
    this.limits = limitsOf(limits);
    this.alarms = new Alarms((reason) => {
      if (this.#hasEnded) return;
      // In a turn of its own: who ended the last one is not done yet.
      if (reason === undefined) setImmediate(() => this.#unblock());
      onBlocked?.(reason);
    });
    this.memory = new Memory(this.limits.memoryLimit, this.alarms);
    this.#virtualHosts = new Map(
      ['/', ...virtualHosts].map((name) => [name, new VirtualHost(name, clock, this)]),
    );
  }

  get startMethod(): Method<'connection.start'> {
    return {
      name: 'connection.start',
      versionMajor: 0,
      versionMinor: 9,
      serverProperties: SERVER_PROPERTIES,
      mechanisms: 'PLAIN AMQPLAIN',
      locales: 'en_US',
    };
  }

  virtualHost(name: string): VirtualHost | undefined {
    return this.#virtualHosts.get(name);
  }

  /** Throws where there is none: the caller knows which there are. */
  existingVirtualHost(name: string): VirtualHost {
    const virtualHost = this.virtualHost(name);
    if (!virtualHost) throw new RangeError(`the broker has no virtual host '${name}'`);
    return virtualHost;
  }

  /** Serves a client on this stream until either side ends it. */
  handle(stream: Duplex): Connection {
    const connection = new Connection(this, stream);
    this.#connections.add(connection);
    return connection;
  }

  connections(): Connection[] {
    return [...this.#connections];
  }

  connectionEnded(connection: Connection): void {
    this.#connections.delete(connection);
    this.#blocked.delete(connection);
  }

  /** The connection publishes while there is an alarm. */
  block(connection: Connection): void {
    this.#blocked.add(connection);
    connection.block();
  }

  /** One after the other, while there is room: who is first may take all of it. */
  #unblock(): void {
    for (const connection of this.#blocked) {
      if (this.alarms.any) return;
      this.#blocked.delete(connection);
      connection.unblock();
    }
  }

  /** As if the broker had been stopped and started: connections end, and what is not durable is gone. */
  restart(): void {
    this.#disconnectAll();
    for (const virtualHost of this.#virtualHosts.values()) virtualHost.restart();
  }

  /** Ends every connection and every timer. */
  close(): void {
    this.#hasEnded = true;
    this.#disconnectAll();
    for (const virtualHost of this.#virtualHosts.values()) virtualHost.close();
  }

  /** An error that no client can cause: a bug of the broker's own, which ends the connection that met it. */
  reportBug(error: unknown): void {
    process.emitWarning(error instanceof Error ? error : String(error), { type: 'BrokerBug' });
  }

  /** None of them gets what another gives back. */
  #disconnectAll(): void {
    for (const connection of this.#connections) connection.stopDeliveries();
    for (const connection of this.#connections) {
      connection.close(
        new AmqpError('CONNECTION_FORCED', "broker forced connection closure with reason 'shutdown'"),
      );
      connection.finish();
    }
  }
}
