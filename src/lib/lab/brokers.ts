import type { BrokerAddress } from './broker-url.ts';
import { parseBrokerUrl, showAddress } from './broker-url.ts';
import type { BrokerInfo } from './events.ts';

/** Where a person wants the experiment played. */
export type BrokerSource =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'url'; readonly address: BrokerAddress };

/** A broker that is there to be connected to. */
export interface Broker {
  readonly kind: BrokerInfo['kind'];
  readonly address: BrokerAddress;
  /** What it is called in a sentence. */
  readonly title: string;
  /** Started by the lab for this run alone: names are used as written, and nothing needs to be deleted. */
  readonly owned: boolean;
  close(): Promise<void>;
}

/** `embedded`, or an AMQP URL. Throws a LabError that shows no password. */
export function brokerSource(text: string): BrokerSource {
  return text === 'embedded' ? { kind: 'embedded' } : { kind: 'url', address: parseBrokerUrl(text) };
}

export async function openBroker(source: BrokerSource): Promise<Broker> {
  if (source.kind === 'url') {
    const title = `the broker at ${showAddress(source.address)}`;
    return { ...source, title, owned: false, close: async () => {} };
  }
  const { startBroker } = await import('../broker/broker.ts');
  const running = await startBroker();
  return {
    kind: 'embedded',
    address: parseBrokerUrl(running.url),
    title: 'the embedded broker',
    owned: true,
    close: () => running.close(),
  };
}
