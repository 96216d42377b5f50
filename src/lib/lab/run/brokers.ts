import type { BrokerAddress } from '../amqp/broker-url.ts';
import { parseBrokerUrl, showAddress } from '../amqp/broker-url.ts';
import type { BrokerInfo } from '../events.ts';
import { type LabClock, RealLabClock, VirtualLabClock } from './lab-clock.ts';

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
  readonly clock: LabClock;
  /** Stops it and starts it again; nobody does that to somebody else's. */
  readonly restart: (() => Promise<void>) | undefined;
  close(): Promise<void>;
}

/** `embedded`, or an AMQP URL. Throws a LabError that shows no password. */
export function brokerSource(text: string): BrokerSource {
  return text === 'embedded' ? { kind: 'embedded' } : { kind: 'url', address: parseBrokerUrl(text) };
}

export async function openBroker(source: BrokerSource): Promise<Broker> {
  if (source.kind === 'url') {
    const title = `the broker at ${showAddress(source.address)}`;
    return {
      ...source,
      title,
      owned: false,
      clock: new RealLabClock(),
      restart: undefined,
      close: async () => {},
    };
  }
  const { startBroker } = await import('../../broker/broker.ts');
  const { VirtualClock } = await import('../../broker/clock.ts');
  const clock = new VirtualClock();
  const running = await startBroker({ clock });
  return {
    kind: 'embedded',
    address: parseBrokerUrl(running.url),
    title: 'the embedded broker',
    owned: true,
    clock: new VirtualLabClock(clock),
    restart: async () => running.restart(),
    close: () => running.close(),
  };
}
