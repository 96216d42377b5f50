import { type BrokerAddress, parseBrokerUrl, parseBrokerUrls, showNodes } from '../amqp/broker-url.ts';
import { DEFAULT_TAG } from '../docker/image.ts';
import type { BootOptions } from '../docker/until-ready.ts';
import { assertNever, LabError } from '../errors.ts';
import type { BrokerInfo } from '../events.ts';
import { type LabClock, RealLabClock, VirtualLabClock } from './lab-clock.ts';

/** Where a person wants the experiment played. */
export type BrokerSource =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'url'; readonly address: BrokerAddress }
  /** A RabbitMQ of this version, in a container that goes with the command. */
  | { readonly kind: 'docker'; readonly tag: string }
  /** The one that `mq-lab up` keeps. */
  | { readonly kind: 'compose' };

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

/** Where the brokers of a command that plays many experiments come from. */
export interface BrokerSupply {
  /** One for an experiment, closed after it. */
  open(): Promise<Broker>;
  /** Ends what they have in common. */
  close(): Promise<void>;
}

/** Waits for a start as long as it takes, and says nothing. */
export const QUIETLY: BootOptions = { signal: new AbortController().signal, onProgress: () => {} };

/** `embedded`, `docker`, `docker:TAG`, `compose`, or AMQP URLs. Throws a LabError that shows no password. */
export function brokerSource(text: string): BrokerSource {
  if (text === 'embedded' || text === 'compose') return { kind: text };
  const [, tag] = /^docker(?::(.*))?$/s.exec(text) ?? [text, null];
  if (tag === null) return { kind: 'url', address: parseBrokerUrls(text) };
  if (tag === undefined || /^\w[\w.-]{0,127}$/.test(tag)) return { kind: 'docker', tag: tag ?? DEFAULT_TAG };
  throw new LabError('usage', `expected docker:TAG, got a tag that no image can have: '${tag}'`, {
    hint: `Tags look like ${DEFAULT_TAG}.`,
  });
}

/** A broker for one experiment. Throws a LabError where it has to be started and cannot be. */
export async function openBroker(source: BrokerSource, boot: BootOptions = QUIETLY): Promise<Broker> {
  switch (source.kind) {
    case 'embedded':
      return openEmbedded();
    case 'docker':
      return openDocker(source.tag, boot);
    case 'compose':
      return openCompose(boot);
    case 'url':
      return elsewhere(source.address);
    default:
      return assertNever(source);
  }
}

/** Brokers for many experiments: where one has to be started for them, they share it. Throws as {@link openBroker} does. */
export async function openSupply(source: BrokerSource, boot: BootOptions): Promise<BrokerSupply> {
  if (source.kind === 'embedded') return { open: openEmbedded, close: async () => {} };
  const broker = await openBroker(source, boot);
  // With others on it, names are not used as written.
  const shared: Broker = { ...broker, owned: false, close: async () => {} };
  return { open: async () => shared, close: () => broker.close() };
}

function elsewhere(address: BrokerAddress): Broker {
  return {
    kind: 'url',
    address,
    title: `the broker at ${showNodes(address)}`,
    owned: false,
    clock: new RealLabClock(),
    restart: undefined,
    close: async () => {},
  };
}

async function openCompose({ signal }: BootOptions): Promise<Broker> {
  const { composeAddress } = await import('../docker/compose.ts');
  return elsewhere(await composeAddress(signal));
}

async function openDocker(tag: string, boot: BootOptions): Promise<Broker> {
  const { startRabbitmq } = await import('../docker/rabbitmq-container.ts');
  const container = await startRabbitmq(tag, boot);
  return {
    ...container,
    kind: 'docker',
    title: `rabbitmq:${tag} in Docker`,
    owned: true,
    clock: new RealLabClock(),
  };
}

async function openEmbedded(): Promise<Broker> {
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
