import { exec } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { RawClient } from './raw-client.ts';

/** A broker that the contract is held against. */
export interface TestBroker {
  readonly kind: 'embedded' | 'embedded, on disk' | 'rabbitmq';
  readonly url: string;
  /** The RabbitMQ version that it is, or behaves as. */
  readonly version: string;
  /** Stops and starts it, so that all are disconnected; undefined where nobody said how. */
  readonly restart: (() => Promise<void>) | undefined;
  close(): Promise<void>;
}

/** What the embedded broker claims to behave as. */
const EMBEDDED_BEHAVES_AS = '3.10.8';

const RABBITMQ_URL = process.env.MQ_LAB_TEST_URL;
/** A shell command that stops RabbitMQ and starts it again. */
const RABBITMQ_RESTART = process.env.MQ_LAB_TEST_RESTART;

/** Why no RabbitMQ is tested, if none is. */
export const RABBITMQ_LEFT_OUT: string | undefined = RABBITMQ_URL
  ? undefined
  : 'RabbitMQ was NOT tested: set MQ_LAB_TEST_URL=amqp://guest:guest@127.0.0.1:5672 to hold the contract against one';

/** Why RabbitMQ is not restarted, if it is not. */
export const RESTART_LEFT_OUT: string | undefined =
  RABBITMQ_LEFT_OUT ??
  (RABBITMQ_RESTART
    ? undefined
    : 'RabbitMQ was NOT restarted: set MQ_LAB_TEST_RESTART to a command that does that, such as ' +
      "'rabbitmqctl -q stop_app && rabbitmqctl -q start_app'");

/** The brokers of this run: the embedded one always, RabbitMQ where MQ_LAB_TEST_URL names it. */
export async function testBrokers(): Promise<TestBroker[]> {
  return [await embedded(), ...(RABBITMQ_URL ? [await rabbitmq(RABBITMQ_URL)] : [])];
}

/** The embedded broker with a data folder: a restart is another broker on the same folder. */
export async function onDisk(): Promise<TestBroker> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mq-lab-data-'));
  let broker = await startBroker({ dataDir });
  const { port, url } = broker;
  return {
    kind: 'embedded, on disk',
    url,
    version: EMBEDDED_BEHAVES_AS,
    async restart() {
      await broker.close();
      broker = await startBroker({ dataDir, port });
    },
    async close() {
      await broker.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

async function embedded(): Promise<TestBroker> {
  const broker = await startBroker();
  return {
    kind: 'embedded',
    url: broker.url,
    version: EMBEDDED_BEHAVES_AS,
    restart: async () => broker.restart(),
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
    restart: RABBITMQ_RESTART ? restartByCommand(RABBITMQ_RESTART) : undefined,
    close: async () => {},
  };
}

function restartByCommand(command: string): () => Promise<void> {
  return async () => {
    await promisify(exec)(command, { timeout: 60_000 });
  };
}
