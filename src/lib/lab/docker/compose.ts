import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../../version.ts';
import type { BrokerAddress } from '../amqp/broker-url.ts';
import { LabError } from '../errors.ts';
import { dockerFault } from './docker-faults.ts';
import { findKept, keptLastLine, type PublishedPorts, projectName } from './kept-container.ts';
import { type Ended, runProgram } from './run-program.ts';
import { type BootOptions, untilReady } from './until-ready.ts';

const STARTING = { doing: 'starting', what: 'RabbitMQ' } as const;

/** At once: there is nothing in it to be saved. */
const DOWN = ['down', '--volumes', '--timeout', '0'];
const PROGRAMS = [['docker', 'compose'], ['docker-compose']] as const;

/** The RabbitMQ that is kept between commands. */
export interface KeptRabbitmq {
  readonly address: BrokerAddress;
  readonly managementUrl: string;
}

/** Starts it, or finds it up, and waits until it speaks AMQP. Throws a LabError; what it started is then removed again. */
export async function composeUp({ signal, onProgress }: BootOptions): Promise<KeptRabbitmq> {
  const compose = await findCompose(signal);
  const before = await findKept(signal);
  onProgress(STARTING);
  try {
    const ended = await compose(['up', '--detach'], (line) => onProgress(STARTING, line));
    if (ended.exitCode !== 0) throw dockerFault(ended.stderr, imageIn(ended.stderr));
    const fault = async () => ((await findKept(signal))?.published ? undefined : notRunning());
    const published = (await findKept(signal))?.published;
    if (!published) throw await notRunning();
    onProgress(STARTING);
    const address = addressOf(published);
    await untilReady({ address, title: 'RabbitMQ', signal, fault });
    return { address, managementUrl: `http://${published.hostname}:${published.managementPort}` };
  } catch (error) {
    if (!before) await removed();
    throw error;
  }
}

/** Where it cannot be removed either, why it did not start is what there is to be told. */
async function removed(): Promise<void> {
  await findCompose()
    .then((compose) => compose(DOWN))
    .catch(() => {});
}

/** Removes it with all that is in it. Gives whether there was one. */
export async function composeDown(signal: AbortSignal): Promise<boolean> {
  const compose = await findCompose(signal);
  const before = await findKept(signal);
  const { exitCode, stderr } = await compose(DOWN);
  if (exitCode !== 0) throw dockerFault(stderr);
  return before !== undefined;
}

/** Where the one that is up listens. Throws a LabError that says what to do where none is. */
export async function composeAddress(signal: AbortSignal): Promise<BrokerAddress> {
  const published = (await findKept(signal))?.published;
  if (published) return addressOf(published);
  throw new LabError('broker', 'no RabbitMQ is kept up', {
    hint: 'Start it with mq-lab up. Or use --broker embedded, which needs nothing.',
  });
}

type Compose = (args: readonly string[], onLine?: (line: string) => void) => Promise<Ended>;

async function findCompose(signal?: AbortSignal): Promise<Compose> {
  for (const [program, ...first] of PROGRAMS) {
    const version = await runProgram(program, [...first, 'version'], { signal });
    if (version?.exitCode !== 0) continue;
    const file = join(PACKAGE_FOLDER, 'docker-compose.yml');
    const fixed = [...first, '--file', file, '--project-name', projectName()];
    return async (args, onLine) => {
      const ended = await runProgram(program, [...fixed, ...args], { signal, onLine });
      if (ended) return ended;
      throw new LabError('broker', `${program} is there no more`);
    };
  }
  throw new LabError('broker', 'neither docker compose nor docker-compose is installed', {
    hint: 'Install Docker with its compose plugin. --broker docker needs no compose, --broker embedded nothing at all.',
  });
}

const addressOf = ({ hostname, port }: PublishedPorts): BrokerAddress => ({
  protocol: 'amqp',
  hostname,
  port,
  username: 'guest',
  password: 'guest',
  vhost: '/',
});

async function notRunning(): Promise<LabError> {
  const last = await keptLastLine();
  return new LabError('broker', `RabbitMQ ended while it started${last ? `: ${last}` : ''}`, {
    hint: 'Is this machine short of memory or disk? docker info tells.',
  });
}

const imageIn = (text: string): string | undefined => /\brabbitmq:[\w.-]+/.exec(text)?.[0];
