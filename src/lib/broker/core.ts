import type { Duplex } from 'node:stream';
import type { Method } from '../wire/methods.ts';
import type { Channel } from './channel.ts';
import { type Clock, realClock } from './clock.ts';
import { Connection } from './connection.ts';
import { AmqpError } from './errors.ts';
import { BrokerEvents } from './events.ts';
import { SERVER_PROPERTIES } from './product.ts';
import { Refusals } from './refusals.ts';
import type { Journal } from './store/journal.ts';
import { Users } from './users.ts';
import { VirtualHost } from './virtual-host.ts';

export interface BrokerOptions {
  /** Passwords by user name; `guest: 'guest'` unless others are given. */
  readonly users?: Readonly<Record<string, string>>;
  /** Beside `/`. */
  readonly virtualHosts?: readonly string[];
  /** The time that messages live by; the computer's unless another is given. */
  readonly clock?: Clock;
}

/** What the broker offers in connection.tune. RabbitMQ's defaults; `heartbeat` in seconds. */
const LIMITS = { channelMax: 2047, frameMax: 131_072, heartbeat: 60 } as const;

/** The broker itself, without a port: it serves whatever stream it is handed. */
export class Broker {
  readonly users: Users;
  readonly limits = LIMITS;
  readonly events = new BrokerEvents();
  readonly refusals = new Refusals();
  /** The channels that wait for direct replies, by the address that requests carry. */
  readonly replies = new Map<string, Channel>();
  /** Where what is durable is kept; undefined where all is in memory alone. */
  readonly journal: Journal | undefined;
  readonly #virtualHosts: ReadonlyMap<string, VirtualHost>;
  readonly #connections = new Set<Connection>();

  constructor(
    { users = { guest: 'guest' }, virtualHosts = [], clock = realClock }: BrokerOptions = {},
    journal?: Journal,
  ) {
    this.journal = journal;
    this.users = new Users(users);
    this.#virtualHosts = new Map(
      ['/', ...virtualHosts].map((name) => [name, new VirtualHost(name, clock, this.events, journal)]),
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
  }

  /** As if the broker had been stopped and started: connections end, and what is not durable is gone. */
  restart(): void {
    this.#disconnectAll();
    for (const virtualHost of this.#virtualHosts.values()) virtualHost.restart();
  }

  /** Ends every connection and every timer. */
  close(): void {
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
