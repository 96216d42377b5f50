import { RawClient } from './raw-client.ts';

/** A broker that the contract is held against. */
export interface TestBroker {
  readonly kind: 'embedded' | 'rabbitmq';
  readonly url: string;
  /** The RabbitMQ version that it is, or behaves as. */
  readonly version: string;
  close(): Promise<void>;
}

/** What the embedded broker claims to behave as. */
const EMBEDDED_BEHAVES_AS = '3.10.8';

const RABBITMQ_URL = process.env.MQ_LAB_TEST_URL;

/** Why no RabbitMQ is tested, if none is. */
export const RABBITMQ_LEFT_OUT: string | undefined = RABBITMQ_URL
  ? undefined
  : 'RabbitMQ was NOT tested: set MQ_LAB_TEST_URL=amqp://guest:guest@127.0.0.1:5672 to hold the contract against one';

/** The brokers of this run: the embedded one always, RabbitMQ where MQ_LAB_TEST_URL names it. */
export async function testBrokers(): Promise<TestBroker[]> {
  return [await embedded(), ...(RABBITMQ_URL ? [await rabbitmq(RABBITMQ_URL)] : [])];
}

async function embedded(): Promise<TestBroker> {
  const { startBroker } = await import('../../src/lib/broker/broker.ts');
  const broker = await startBroker();
  return {
    kind: 'embedded',
    url: broker.url,
    version: EMBEDDED_BEHAVES_AS,
    close: () => broker.close(),
  };
}

async function rabbitmq(url: string): Promise<TestBroker> {
  const client = await RawClient.connect(url);
  const version = client.start?.serverProperties.get('version');
  await client.close();
  return {
    kind: 'rabbitmq',
    url,
    version: version?.type === 'string' ? version.value : '0',
    close: async () => {},
  };
}
