import { parseBrokerUrl } from '../lab/amqp/broker-url.ts';
import type { BootOptions } from '../lab/docker/until-ready.ts';
import { type Broker, type BrokerSource, openBroker } from '../lab/run/brokers.ts';

/**
 * A broker that other programs use, too: of an embedded one the time is real, and it listens at the port where that is
 * free.
 */
export async function openRealTimeBroker(
  source: BrokerSource,
  boot: BootOptions,
  port = 0,
): Promise<Pick<Broker, 'address' | 'owned' | 'close'>> {
  if (source.kind !== 'embedded') return openBroker(source, boot);
  const { startBroker } = await import('../broker/broker.ts');
  const broker = await startBroker({ port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return startBroker();
  });
  return { address: parseBrokerUrl(broker.url), owned: true, close: () => broker.close() };
}
