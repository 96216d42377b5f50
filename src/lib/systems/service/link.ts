import { setTimeout as delay } from 'node:timers/promises';
import { orAborted } from '../../lab/amqp/abort.ts';
import type { BrokerAddress } from '../../lab/amqp/broker-url.ts';
import { type Connection, connect } from '../../lab/amqp/connection.ts';

const CONNECT_LIMIT_MS = 5_000;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 2_000;

/** How a service is connected, as it changes. */
export type LinkState =
  | { readonly kind: 'up'; readonly product: string; readonly version: string }
  | { readonly kind: 'down'; readonly reason: string };

export interface LinkOptions {
  readonly address: BrokerAddress;
  /** Shown in RabbitMQ's management page. */
  readonly name: string;
  /** Ends the link. */
  readonly signal: AbortSignal;
  /** Declares, consumes and so on, on each new connection. */
  readonly setUp: (connection: Connection) => Promise<void>;
  readonly onState: (state: LinkState) => void;
}

/**
 * Keeps a service connected: whenever the connection is lost it connects again, a little later each time, until the
 * signal ends it. Resolved once the first connection is set up; throws a LabError where that cannot be had.
 */
export async function keepConnected(options: LinkOptions): Promise<{ readonly ended: Promise<void> }> {
  const first = await open(options);
  return { ended: goOn(first, options) };
}

interface Open {
  readonly connection: Connection;
  /** Resolved with the reason once the connection is no more. */
  readonly lost: Promise<unknown>;
}

async function open({ address, name, signal, setUp, onState }: LinkOptions): Promise<Open> {
  let onLost = (_error: unknown): void => {};
  const lost = new Promise<unknown>((resolve) => {
    onLost = resolve;
  });
  const connection = await connect(address, { name, timeoutMs: CONNECT_LIMIT_MS, signal, onLost });
  try {
    await orAborted(setUp(connection), signal);
  } catch (error) {
    await connection.close();
    throw error;
  }
  const { product, version } = connection;
  onState({ kind: 'up', product, version });
  return { connection, lost };
}

async function goOn(first: Open, options: LinkOptions): Promise<void> {
  const { signal, onState } = options;
  let current: Open | undefined = first;
  let wait = FIRST_DELAY_MS;
  while (!signal.aborted) {
    try {
      current ??= await open(options);
      wait = FIRST_DELAY_MS;
      onState({ kind: 'down', reason: messageOf(await orAborted(current.lost, signal)) });
    } catch {
      // Not back yet, or over.
    }
    if (signal.aborted) break;
    current = undefined;
    await delay(wait, undefined, { signal }).catch(() => {});
    wait = Math.min(MAX_DELAY_MS, wait * 2);
  }
  await current?.connection.close();
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'it hung up');
