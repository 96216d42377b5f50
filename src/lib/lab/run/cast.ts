import { noAnswer } from '../amqp/broker-faults.ts';
import type { BrokerAddress } from '../amqp/broker-url.ts';
import { type Connection, type ConnectOptions, connect } from '../amqp/connection.ts';
import { Role, type RoleListener } from './role.ts';
import type { RoleSpec } from './role-specs.ts';
import type { Stop } from './stop.ts';

/** Each connection costs the broker memory and a file descriptor: beyond this many roles, the quiet ones share. */
const MAX_CONNECTIONS = 33;
const CONNECT_LIMIT_MS = 5_000;

export interface CastOptions {
  readonly experiment: string;
  readonly address: BrokerAddress;
  readonly timeoutMs: number;
  readonly stop: Stop;
  readonly listener: RoleListener;
  readonly onBlocked?: ConnectOptions['onBlocked'];
  canaryName(): string;
  gone(queue: string): Promise<void>;
}

/** Who takes part in a run, each on a connection of its own that is named after the part. */
export class Cast {
  readonly #options: CastOptions;
  readonly #connections: Promise<Connection>[] = [];
  readonly #shared = new Map<number, Promise<Connection>>();
  readonly #roles = new Map<string, Role>();
  /** Counts restarts of the broker: nobody minds the end of a connection from before. */
  #generation = 0;

  constructor(options: CastOptions) {
    this.#options = options;
  }

  /** As RabbitMQ's management page shows it. */
  connectionName(title: string): string {
    return `mq-lab ${this.#options.experiment} ${title}`;
  }

  /** A connection that belongs to no role. */
  async connect(title: string): Promise<Connection> {
    const { stop, listener, address } = this.#options;
    const generation = this.#generation;
    const onLost = (error: unknown): void => {
      if (generation === this.#generation) listener.onGone(error);
    };
    const connecting = connect(address, this.#connectOptions(title, onLost));
    this.#connections.push(connecting);
    return stop.wait(() => noAnswer(address), connecting);
  }

  /** Opens the roles, side by side. */
  async prepare(specs: readonly RoleSpec[]): Promise<void> {
    const quiet = specs.filter(({ alone }) => !alone);
    const shares = specs.length > MAX_CONNECTIONS ? MAX_CONNECTIONS - 1 : 0;
    const open = async (spec: RoleSpec): Promise<void> => {
      const share = shares > 0 && !spec.alone ? quiet.indexOf(spec) % shares : undefined;
      await this.#add(spec, share, shares).channel();
    };
    await Promise.all(specs.map(open));
  }

  role(name: string): Role {
    const role = this.#roles.get(name);
    if (!role) throw new Error(`nobody has the role ${name}`);
    return role;
  }

  get roles(): readonly Role[] {
    return [...this.#roles.values()];
  }

  /** All lose their connections, and the lab its own: the broker is about to stop. */
  async expectLoss(): Promise<void> {
    this.#generation++;
    this.#shared.clear();
    await Promise.all(this.roles.map((role) => role.expectLoss()));
  }

  /** Closes what is open; what is still connecting must have been stopped before. */
  async close(): Promise<void> {
    this.#generation++;
    const connections = await Promise.allSettled(this.#connections);
    await Promise.all([
      ...connections.map((opened) => opened.status === 'fulfilled' && opened.value.close()),
      ...this.roles.map((role) => role.close()),
    ]);
  }

  #add(spec: RoleSpec, share: number | undefined, shares: number): Role {
    const { address, stop, listener, canaryName, gone } = this.#options;
    const title = share === undefined ? spec.title : `consumers, ${share + 1} of ${shares}`;
    const role = new Role(spec, {
      address,
      connectOptions: (onLost) => this.#connectOptions(title, onLost),
      ...(share !== undefined && { shared: () => this.#share(share, title) }),
      wait: (connecting) => stop.wait(() => noAnswer(address), connecting),
      listener,
      canaryName,
      gone,
    });
    this.#roles.set(spec.name, role);
    return role;
  }

  #share(share: number, title: string): Promise<Connection> {
    const known = this.#shared.get(share) ?? this.connect(title);
    this.#shared.set(share, known);
    return known;
  }

  #connectOptions(title: string, onLost: ConnectOptions['onLost']): ConnectOptions {
    const { timeoutMs, stop, onBlocked } = this.#options;
    return {
      name: this.connectionName(title),
      timeoutMs: Math.min(CONNECT_LIMIT_MS, timeoutMs),
      signal: stop.signal,
      onLost,
      ...(onBlocked && { onBlocked }),
    };
  }
}
