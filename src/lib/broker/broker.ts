import type { Duplex } from 'node:stream';
import type { Topology } from '../routing/topology.ts';
import { Broker, type BrokerOptions } from './core.ts';
import type { BrokerEventListener } from './events.ts';
import { type Failures, failuresOf } from './failures.ts';
import { LIMIT_RANGES, type Limits, limitFault } from './limits.ts';
import { listen } from './listener.ts';
import { type MessageView, viewOf } from './message-view.ts';
import type { QueueTypeName } from './queues/argument-rules.ts';
import { shownMessage } from './queues/entry.ts';

export interface StartBrokerOptions extends BrokerOptions {
  /** Loopback unless told otherwise. */
  readonly host?: string;
  /** A free one unless given. */
  readonly port?: number;
  /** Keeps what is durable and persistent in this folder, from one process to the next; in memory alone without. */
  readonly dataDir?: string;
  /** Called where the folder can no longer be written to. The broker has ended by then: nothing more is confirmed. */
  readonly onStoreFailure?: (error: unknown) => void;
}

/** A broker that clients can connect to. */
export interface RunningBroker {
  /** With the first user's name and password. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Failures on request: cut connections, close channels, cancel consumers, raise alarms, refuse confirms. */
  readonly fail: Failures;
  /** What messages take up, and whether publishers are blocked for it. */
  readonly memory: MemoryView;
  /** Serves a client on any stream, without the port. */
  handle(stream: Duplex): void;
  /** Tells of everything that happens from now on; returns what ends that. */
  onEvent(listener: BrokerEventListener): () => void;
  /** Looks into a queue without taking anything out; undefined where there is none. */
  queue(name: string, virtualHost?: string): QueueView | undefined;
  /** What is declared on the virtual host, without the predeclared exchanges. */
  topology(virtualHost?: string): Topology;
  /** As a stop and start of the broker: connections end, only what is durable and persistent stays. */
  restart(): void;
  /** Ends the port, every connection and every timer. Rejects with a StoreError where not all could be written to the folder. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface MemoryView {
  /** In bytes, an estimate. */
  readonly used: number;
  readonly limit: number;
  readonly isLow: boolean;
}

export interface QueueView {
  readonly name: string;
  readonly type: QueueTypeName;
  readonly consumers: number;
  /** Ready ones, the next to leave first; those out with a consumer are not among them. */
  readonly messages: readonly (MessageView & { readonly redelivered: boolean })[];
}

/**
 * Starts an AMQP 0-9-1 broker in this process. Rejects with Node's error where the port is not to be had, with a
 * StoreError where the data folder is not, with a TypeError for an option that there is none of.
 */
export async function startBroker(options: StartBrokerOptions = {}): Promise<RunningBroker> {
  checkOptions(options);
  const { host = '127.0.0.1', port = 0, onStoreFailure = warn } = options;
  const folder = await dataFolderOf(options, async (error) => {
    await close().catch(() => {});
    onStoreFailure(error);
  });
  const broker = new Broker(options, folder?.journal);
  const listener = await listen({ host, port }, (socket) => broker.handle(socket)).catch(
    async (error: unknown) => {
      await folder?.close();
      throw error;
    },
  );
  // Before the first client is heard: nothing waits in between.
  folder?.restoreTo(broker);
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= end();
    return closed;
  };
  const end = async (): Promise<void> => {
    broker.close();
    await listener.close();
    await folder?.close();
  };
  await folder?.watchSpace(broker);
  return {
    url: urlOf(host, listener.port, options),
    host,
    port: listener.port,
    fail: failuresOf(broker),
    memory: broker.memory,
    handle: (stream) => void broker.handle(stream),
    onEvent: (eventListener) => broker.events.subscribe(eventListener),
    queue: (name, virtualHost) => queueView(broker, name, virtualHost),
    topology: (virtualHost = '/') => broker.existingVirtualHost(virtualHost).topology(),
    restart: () => broker.restart(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

async function dataFolderOf({ dataDir }: StartBrokerOptions, onFailure: (error: unknown) => void) {
  if (dataDir === undefined) return undefined;
  const { openDataFolder } = await import('./store/data-folder.ts');
  return openDataFolder(dataDir, onFailure);
}

const LIMITS = Object.keys(LIMIT_RANGES) as (keyof Limits)[];
const OPTIONS: ReadonlySet<string> = new Set([
  'host',
  'port',
  'users',
  'virtualHosts',
  'clock',
  'onBlocked',
  'dataDir',
  'onStoreFailure',
  ...LIMITS,
]);

/** What TypeScript would say, for those who write JavaScript. */
function checkOptions(options: StartBrokerOptions): void {
  const unknown = Object.keys(options).find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) {
    throw new TypeError(`startBroker has no option '${unknown}': expected one of ${[...OPTIONS].join(', ')}`);
  }
  const { users = {}, virtualHosts = [] } = options;
  if (typeof users !== 'object' || Object.values(users).some((password) => typeof password !== 'string')) {
    throw new TypeError('startBroker expected users as { name: password }');
  }
  if (!Array.isArray(virtualHosts))
    throw new TypeError('startBroker expected virtualHosts as an array of names');
  for (const name of LIMITS) {
    const fault = options[name] === undefined ? undefined : limitFault(name, options[name]);
    if (fault) throw new TypeError(`startBroker expected ${name} as ${fault}, got ${options[name]}`);
  }
}

function queueView(broker: Broker, name: string, virtualHost = '/'): QueueView | undefined {
  const queue = broker.existingVirtualHost(virtualHost).queue(name);
  return (
    queue && {
      name,
      type: queue.type,
      consumers: queue.consumerCount,
      messages: queue
        .peek()
        .map((entry) => ({ ...viewOf(shownMessage(entry)), redelivered: entry.redelivered })),
    }
  );
}

/** An address of this machine where the broker listens on all of them. */
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function urlOf(host: string, port: number, { users = { guest: 'guest' } }: BrokerOptions): string {
  const [[user, password] = ['guest', 'guest']] = Object.entries(users);
  return `amqp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${reachable(host)}:${port}`;
}
