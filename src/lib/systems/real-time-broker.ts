import type { StartBrokerOptions } from '../broker/broker.ts';
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
  options: Pick<StartBrokerOptions, 'port' | 'dataDir' | 'onStoreFailure'> = {},
): Promise<Pick<Broker, 'address' | 'owned' | 'close'>> {
  if (source.kind !== 'embedded') return openBroker(source, boot);
  const { startBroker } = await import('../broker/broker.ts');
  const broker = await startBroker(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return startBroker({ ...options, port: 0 });
  });
  return { address: parseBrokerUrl(broker.url), owned: true, close: () => broker.close() };
}
