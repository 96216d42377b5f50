import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../../version.ts';
import type { BrokerAddress } from '../amqp/broker-url.ts';
import { LabError } from '../errors.ts';
import { dockerFault } from './docker-faults.ts';
import { type Ended, runProgram } from './run-program.ts';
import { type BootOptions, untilReady } from './until-ready.ts';

const SERVICE = 'rabbitmq';
const AMQP_PORT = 5672;
const MANAGEMENT_PORT = 15_672;
const GUEST = { username: 'guest', password: 'guest', vhost: '/' } as const;
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
  const wasThere = await isThere(compose);
  onProgress('Starting RabbitMQ');
  try {
    const ended = await compose(['up', '--detach'], (line) => onProgress('Starting RabbitMQ', line));
    if (ended.exitCode !== 0) throw dockerFault(ended.stderr, imageIn(ended.stderr));
    const address = await published(compose, AMQP_PORT);
    const management = await published(compose, MANAGEMENT_PORT);
    if (!address || !management) throw await notRunning(compose);
    const fault = async () => ((await published(compose, AMQP_PORT)) ? undefined : notRunning(compose));
    await untilReady({ address, title: 'RabbitMQ', signal, fault });
    return { address, managementUrl: `http://${management.hostname}:${management.port}` };
  } catch (error) {
    if (!wasThere) await (await findCompose())(DOWN);
    throw error;
  }
}

/** Removes it with all that is in it. Gives whether there was one. */
export async function composeDown(signal: AbortSignal): Promise<boolean> {
  const compose = await findCompose(signal);
  const wasThere = await isThere(compose);
  const { exitCode, stderr } = await compose(DOWN);
  if (exitCode !== 0) throw dockerFault(stderr);
  return wasThere;
}

/** Where the one that is up listens. Throws a LabError that says what to do where none is. */
export async function composeAddress(signal: AbortSignal): Promise<BrokerAddress> {
  const address = await published(await findCompose(signal), AMQP_PORT);
  if (address) return address;
  throw new LabError('broker', 'no RabbitMQ is kept up', {
    hint: 'Start it with mq-lab up. Or leave --broker out: the embedded broker needs nothing.',
  });
}

type Compose = (args: readonly string[], onLine?: (line: string) => void) => Promise<Ended>;

async function findCompose(signal?: AbortSignal): Promise<Compose> {
  for (const [program, ...first] of PROGRAMS) {
    const version = await runProgram(program, [...first, 'version'], { signal });
    if (version?.exitCode !== 0) continue;
    const file = join(PACKAGE_FOLDER, 'docker-compose.yml');
    const project = process.env.COMPOSE_PROJECT_NAME || 'mq-lab';
    const fixed = [...first, '--file', file, '--project-name', project];
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

async function isThere(compose: Compose): Promise<boolean> {
  const { exitCode, stdout, stderr } = await compose(['ps', '--quiet', SERVICE]);
  // Some versions call it an error where there is no such container.
  if (exitCode !== 0 && !/no (such )?(container|service)/i.test(stderr)) throw dockerFault(stderr);
  return stdout.trim() !== '';
}

/** Where a port of it is reached from here; undefined where it does not run. */
async function published(compose: Compose, port: number): Promise<BrokerAddress | undefined> {
  const { exitCode, stdout, stderr } = await compose(['port', SERVICE, String(port)]);
  const [, hostname, found] = /^(.+):(\d+)\s*$/.exec(stdout) ?? [];
  if (exitCode === 0 && hostname !== undefined && Number(found) > 0)
    return { protocol: 'amqp', hostname, port: Number(found), ...GUEST };
  if (/daemon|permission denied|server API version/i.test(stderr)) throw dockerFault(stderr);
  return undefined;
}

async function notRunning(compose: Compose): Promise<LabError> {
  const { stdout } = await compose(['logs', '--no-color', '--tail', '10', SERVICE]);
  const last = stdout
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^\S+\s*\| ?/, '')
    .trim();
  return new LabError('broker', `RabbitMQ ended while it started${last ? `: ${last}` : ''}`, {
    hint: 'Is this machine short of memory or disk? docker info tells.',
  });
}

const imageIn = (text: string): string | undefined => /\brabbitmq:[\w.-]+/.exec(text)?.[0];
