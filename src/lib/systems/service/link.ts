import { setTimeout as delay } from 'node:timers/promises';
import { orAborted } from '../../lab/amqp/abort.ts';
import { replyText } from '../../lab/amqp/broker-faults.ts';
import type { BrokerAddress } from '../../lab/amqp/broker-url.ts';
import { type Connection, connect } from '../../lab/amqp/connection.ts';
import { objected, START_ONE } from '../objection.ts';

const CONNECT_LIMIT_MS = 5_000;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 2_000;

/** How a service is connected, as it changes. */
export type LinkState =
  | { readonly kind: 'up'; readonly product: string; readonly version: string }
  /** Why the broker takes no messages at present; undefined once it takes them again. */
  | { readonly kind: 'blocked'; readonly reason: string | undefined }
  | { readonly kind: 'lost'; readonly reason: string }
  /** It tried again, and it is still down; told when the reason is another than before. */
  | { readonly kind: 'down'; readonly reason: string };

/** Says why a connection is of no use any more: it is closed, and another takes its place. */
export type GiveUp = (reason: unknown) => void;

export interface LinkOptions {
  readonly address: BrokerAddress;
  /** Shown in RabbitMQ's management page. */
  readonly name: string;
  /** Ends the link. */
  readonly signal: AbortSignal;
  /** Declares, consumes and so on, on each new connection. */
  readonly setUp: (connection: Connection, giveUp: GiveUp) => Promise<void>;
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
  /** Resolved with the reason once the connection is no more, or of no use. */
  readonly lost: Promise<unknown>;
}

async function open({ address, name, signal, setUp, onState }: LinkOptions): Promise<Open> {
  let giveUp: GiveUp = () => {};
  const lost = new Promise<unknown>((resolve) => {
    giveUp = resolve;
  });
  const connection = await connect(address, {
    name,
    timeoutMs: CONNECT_LIMIT_MS,
    signal,
    onLost: giveUp,
    onBlocked: (reason) => onState({ kind: 'blocked', reason }),
    otherwise: START_ONE,
  });
  try {
    await orAborted(setUp(connection, giveUp), signal);
  } catch (error) {
    await connection.close();
    throw objected(error, address);
  }
  const { product, version } = connection;
  onState({ kind: 'up', product, version });
  return { connection, lost };
}

async function goOn(first: Open, options: LinkOptions): Promise<void> {
  const { signal, onState } = options;
  let current: Open | undefined = first;
  let wait = FIRST_DELAY_MS;
  let told = '';
  while (!signal.aborted) {
    try {
      current ??= await open(options);
      wait = FIRST_DELAY_MS;
      told = '';
      onState({ kind: 'lost', reason: messageOf(await orAborted(current.lost, signal)) });
      await current.connection.close();
      current = undefined;
    } catch (error) {
      if (signal.aborted) break;
      const reason = messageOf(error);
      if (reason !== told) onState({ kind: 'down', reason });
      told = reason;
    }
    await delay(wait, undefined, { signal }).catch(() => {});
    wait = Math.min(MAX_DELAY_MS, wait * 2);
  }
  await current?.connection.close();
}

/** In the broker's own words, where it said any. */
const messageOf = (error: unknown): string =>
  replyText(error) ?? (error instanceof Error ? error.message : 'it hung up');
