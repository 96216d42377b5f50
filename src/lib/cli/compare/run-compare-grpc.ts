import { type BrokerAddress, parseBrokerUrl } from '../../lab/amqp/broker-url.ts';
import { compareGrpc } from '../../systems/compare/grpc.ts';
import { interruptible } from '../interruptible.ts';
import type { Io } from '../io.ts';
import type { Format } from '../run-options.ts';
import { printComparison } from './print-comparison.ts';

/** Plays the comparison on the broker, or on an embedded one of its own; prints it, and gives the exit code. */
export async function runCompareGrpc(
  { address, format }: { address: BrokerAddress | null; format: Format },
  io: Io,
): Promise<number> {
  const embedded =
    address === null ? await (await import('../../broker/broker.ts')).startBroker() : undefined;
  try {
    const broker = address ?? parseBrokerUrl(embedded?.url ?? '');
    const onTrial = (question: string): void => void io.stderr.write(`… ${question}\n`);
    const comparison = await interruptible(io, (signal) => compareGrpc(broker, signal, onTrial));
    return printComparison(comparison, format, io);
  } finally {
    await embedded?.close();
  }
}
