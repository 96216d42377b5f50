import { exec } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Resource } from '../../src/lib/broker/alarms.ts';
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
  /** Makes it short, so that publishers are blocked; returns what ends that. Undefined where nobody said how. */
  readonly alarm: ((resource: Resource) => Promise<() => Promise<void>>) | undefined;
  close(): Promise<void>;
}

/** What the embedded broker claims to behave as. */
const EMBEDDED_BEHAVES_AS = '3.10.8';

const RABBITMQ_URL = process.env.MQ_LAB_TEST_URL;
/** A shell command that stops RabbitMQ and starts it again. */
const RABBITMQ_RESTART = process.env.MQ_LAB_TEST_RESTART;

/** The shell command that is RabbitMQ's rabbitmqctl. */
const RABBITMQ_CTL = process.env.MQ_LAB_TEST_CTL;

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

/** Why RabbitMQ's memory and disk are not made short, if they are not. */
export const ALARM_LEFT_OUT: string | undefined =
  RABBITMQ_LEFT_OUT ??
  (RABBITMQ_CTL
    ? undefined
    : "RabbitMQ's memory and disk were NOT made short: set MQ_LAB_TEST_CTL to its 'rabbitmqctl -q'");

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
    alarm: undefined,
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
    alarm: async (resource) => {
      const end = broker.fail[resource]();
      return async () => end();
    },
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
    restart: RABBITMQ_RESTART ? () => shell(RABBITMQ_RESTART) : undefined,
    alarm: RABBITMQ_CTL ? (resource) => alarmByLimit(url, resource) : undefined,
    close: async () => {},
  };
}

async function shell(command: string): Promise<void> {
  await promisify(exec)(command, { timeout: 60_000 });
}

/** How rabbitmqctl makes something short, and how it is by default. */
const LIMITS: Readonly<Record<Resource, readonly [short: string, normal: string]>> = {
  memory: ['set_vm_memory_high_watermark 0.0000001', 'set_vm_memory_high_watermark 0.4'],
  disk: ['set_disk_free_limit 1000000GB', 'set_disk_free_limit 50MB'],
};

/** RabbitMQ looks at its memory now and then: a client that publishes hears when it has. */
async function alarmByLimit(url: string, resource: Resource): Promise<() => Promise<void>> {
  const [short, normal] = LIMITS[resource];
  await shell(`${RABBITMQ_CTL} ${short}`);
  const client = await RawClient.connect(url, { capabilities: { 'connection.blocked': true } });
  const channel = await client.openChannel();
  for (let said = ''; said !== 'connection.blocked'; ) {
    channel.publish('', 'nowhere', '', { mandatory: true });
    said = (await channel.next()).name;
  }
  return async () => {
    await shell(`${RABBITMQ_CTL} ${normal}`);
    while ((await channel.next()).name !== 'connection.unblocked');
    client.destroy();
  };
}
