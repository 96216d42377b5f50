import { brokerFault } from '../lab/amqp/broker-faults.ts';
import { type BrokerAddress, showNodes } from '../lab/amqp/broker-url.ts';
import { type Connection, connect } from '../lab/amqp/connection.ts';
import type { LabError } from '../lab/errors.ts';
import { type BrokerSource, openBroker } from '../lab/run/brokers.ts';
import { objected, START_ONE } from '../systems/objection.ts';
import { blockedText } from './blocked-text.ts';
import { booted } from './booted.ts';
import type { Io } from './io.ts';

const CONNECT_LIMIT_MS = 10_000;

export interface Connected {
  readonly connection: Connection;
  /** Ends everything, with its reason: the connection is lost, or somebody asks for the end. */
  readonly signal: AbortSignal;
}

/**
 * Does something on a connection of its own, which is closed in the end. `endRequest` is the reason where somebody asks
 * for the end. Throws a LabError for what the broker objected to, and where it went away.
 */
export async function connected<T>(
  { source, name, endRequest }: { source: BrokerSource; name: string; endRequest: LabError },
  io: Io,
  doing: (connected: Connected) => Promise<T>,
): Promise<T> {
  const end = new AbortController();
  const stopListening = io.onEndRequest(() => end.abort(endRequest));
  try {
    const { address } = await booted(io, end.signal, (boot) => openBroker(source, boot));
    return await connectedTo(address, { name, end, io }, doing);
  } finally {
    stopListening();
  }
}

async function connectedTo<T>(
  address: BrokerAddress,
  { name, end, io }: { name: string; end: AbortController; io: Pick<Io, 'stderr'> },
  doing: (connected: Connected) => Promise<T>,
): Promise<T> {
  let connection: Connection | undefined;
  try {
    connection = await connect(address, {
      name,
      timeoutMs: CONNECT_LIMIT_MS,
      signal: end.signal,
      otherwise: START_ONE,
      onLost: (error) => end.abort(brokerFault(error, `the broker at ${showNodes(address)}`)),
      onBlocked: (reason) => void io.stderr.write(blockedText(reason)),
    });
    return await doing({ connection, signal: end.signal });
  } catch (error) {
    throw objected(end.signal.aborted ? end.signal.reason : error, address);
  } finally {
    await connection?.close();
  }
}
