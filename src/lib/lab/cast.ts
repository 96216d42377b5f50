import { noAnswer } from './broker-faults.ts';
import type { BrokerAddress } from './broker-url.ts';
import { type Connection, connect, type LabChannel, type Publisher, type Returned } from './connection.ts';
import type { Stop } from './stop.ts';

/** Each connection costs the broker memory and a file descriptor: beyond this many, consumers share. */
const MAX_CONSUMER_CONNECTIONS = 32;
const CONNECT_LIMIT_MS = 5_000;

export interface CastOptions {
  readonly experiment: string;
  readonly address: BrokerAddress;
  readonly timeoutMs: number;
  readonly stop: Stop;
  readonly onLost: (error: unknown) => void;
}

/** A part in the experiment: what it acts on, and the name of its connection. */
export interface Role<T> {
  readonly on: T;
  readonly connection: string;
}

/** Who takes part in a run, each on a connection of its own that is named after the part. */
export class Cast {
  readonly #options: CastOptions;
  readonly #connections: Promise<Connection>[] = [];

  constructor(options: CastOptions) {
    this.#options = options;
  }

  /** As RabbitMQ's management page shows it. */
  connectionName(role: string): string {
    return `mq-lab ${this.#options.experiment} ${role}`;
  }

  async connect(role: string): Promise<Connection> {
    const { address, timeoutMs, stop, onLost } = this.#options;
    const connecting = connect(address, {
      name: this.connectionName(role),
      timeoutMs: Math.min(CONNECT_LIMIT_MS, timeoutMs),
      signal: stop.signal,
      onLost,
    });
    this.#connections.push(connecting);
    return stop.wait(() => noAnswer(address), connecting);
  }

  async producer(onReturned: (returned: Returned) => void): Promise<Role<Publisher>> {
    const connection = await this.connect('producer');
    return { on: await connection.openPublisher(onReturned), connection: connection.name };
  }

  /** A channel for each consumer, by its name. */
  async consumers(names: readonly string[]): Promise<Map<string, Role<LabChannel>>> {
    const roles = new Map<string, Role<LabChannel>>();
    const shares = Math.min(names.length, MAX_CONSUMER_CONNECTIONS);
    const open = async (_: unknown, share: number): Promise<void> => {
      const mine = names.filter((_name, at) => at % shares === share);
      const role = shares === names.length ? `consumer ${mine[0]}` : `consumers, ${share + 1} of ${shares}`;
      const connection = await this.connect(role);
      for (const name of mine) {
        roles.set(name, { on: await connection.openChannel(), connection: connection.name });
      }
    };
    await Promise.all(Array.from({ length: shares }, open));
    return roles;
  }

  /** Closes what is open; what is still connecting must have been stopped before. */
  async close(): Promise<void> {
    const connections = await Promise.allSettled(this.#connections);
    await Promise.all(connections.map((opened) => opened.status === 'fulfilled' && opened.value.close()));
  }
}
