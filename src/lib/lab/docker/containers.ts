import type { ContainerRuntimeClient } from 'testcontainers';
import { LabError } from '../errors.ts';
import { optionalPackage } from '../optional-package.ts';
import { dockerFault, noEngine } from './docker-faults.ts';

export interface ContainerSpec {
  /** Ours, so that whoever is to remove it knows it before it is there. */
  readonly name: string;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
}

/** Where a port of a container is reached. */
export interface PublishedPort {
  readonly hostname: string;
  readonly port: number;
}

export interface ContainerState {
  readonly isRunning: boolean;
  readonly hasEnded: boolean;
  readonly exitCode: number;
}

/** How far a pull is: of the image's layers, so many are here. */
export interface Pulled {
  readonly layers: number;
  readonly done: number;
}

/** The Docker engine, as far as the lab needs it. What it refuses is thrown as a LabError. */
export class Engine {
  readonly #client: ContainerRuntimeClient;

  private constructor(client: ContainerRuntimeClient) {
    this.#client = client;
  }

  static async reach(): Promise<Engine> {
    const { getContainerRuntimeClient } = await testcontainers();
    const client = await getContainerRuntimeClient().catch((error: unknown) => {
      throw noEngine(process.env.DOCKER_HOST, error);
    });
    const { socketPath } = client.container.dockerode.modem as { socketPath?: string };
    const asked = process.env.DOCKER_HOST;
    // Testcontainers goes on to this machine's own engine where the one that was asked for does not answer.
    if (asked && socketPath !== undefined && asked !== `unix://${socketPath}`) throw noEngine(asked);
    return new Engine(client);
  }

  async hasImage(image: string): Promise<boolean> {
    const images = await this.#client.container.dockerode
      .listImages({ filters: { reference: [image] } })
      .catch(refuse);
    return images.length > 0;
  }

  async pull(image: string, signal: AbortSignal, onProgress: (pulled: Pulled) => void): Promise<void> {
    const { dockerode } = this.#client.container;
    const layers = new Map<string, boolean>();
    try {
      const stream = await dockerode.pull(image, { abortSignal: signal });
      await new Promise<void>((resolve, reject) => {
        dockerode.modem.followProgress(
          stream,
          (error) => (error ? reject(error) : resolve()),
          ({ id, status }: { id?: string; status?: string }) => {
            if (id === undefined || !/^[0-9a-f]{12}$/.test(id)) return;
            layers.set(id, layers.get(id) || status === 'Pull complete' || status === 'Already exists');
            onProgress({ layers: layers.size, done: [...layers.values()].filter(Boolean).length });
          },
        );
      });
    } catch (error) {
      signal.throwIfAborted();
      throw dockerFault(error, image);
    }
  }

  /** Starts a container without waiting for what runs in it. Its port is published to this machine alone. */
  async start({ name, image, environment, port }: ContainerSpec): Promise<PublishedPort> {
    const { GenericContainer } = await testcontainers();
    const isLocal = ['localhost', '127.0.0.1'].includes(this.#client.info.containerRuntime.host);
    class PrivateContainer extends GenericContainer {
      protected override async beforeContainerCreated(): Promise<void> {
        // An engine on another machine is reached through that machine's address.
        if (isLocal)
          this.hostConfig.PortBindings = { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: '0' }] };
      }
    }
    try {
      const started = await new PrivateContainer(image)
        .withName(name)
        .withEnvironment({ ...environment })
        .withExposedPorts(port)
        // The lab has a janitor of its own, which needs no image.
        .withAutoCleanup(false)
        .withWaitStrategy(NO_WAIT)
        .start();
      return { hostname: isLocal ? '127.0.0.1' : started.getHost(), port: started.getMappedPort(port) };
    } catch (error) {
      throw dockerFault(error, image);
    }
  }

  /** Whether it runs, and how it ended; undefined where there is no such container. */
  async state(name: string): Promise<ContainerState | undefined> {
    try {
      const { State } = await this.#client.container.getById(name).inspect();
      return { isRunning: State.Running, hasEnded: State.Status === 'exited', exitCode: State.ExitCode };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw dockerFault(error);
    }
  }

  /** The last lines that it printed. */
  async lastLines(name: string, lines: number): Promise<string[]> {
    const options = { stdout: true, stderr: true, tail: lines, follow: false } as const;
    const log = await this.#client.container
      .getById(name)
      .logs(options)
      .catch(() => Buffer.alloc(0));
    return textOf(log)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** Runs a command in it. Throws a LabError with what it printed where it fails. */
  async run(name: string, command: readonly string[]): Promise<void> {
    const container = this.#client.container.getById(name);
    const { exitCode, output } = await this.#client.container.exec(container, [...command]).catch(refuse);
    if (exitCode === 0) return;
    throw new LabError('broker', `${command.join(' ')} failed in the container: ${output.trim()}`);
  }

  /** Ends and removes it, with its volumes. Gives whether it was there. */
  async remove(name: string): Promise<boolean> {
    try {
      await this.#client.container.getById(name).remove({ force: true, v: true });
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      // It is being removed already.
      if ((error as { statusCode?: unknown }).statusCode === 409) return true;
      throw dockerFault(error);
    }
  }
}

const NO_WAIT = {
  waitUntilReady: async (): Promise<void> => {},
  withStartupTimeout: () => NO_WAIT,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => 0,
};

const refuse = (error: unknown): never => {
  throw dockerFault(error);
};

const isMissing = (error: unknown): boolean => (error as { statusCode?: unknown }).statusCode === 404;

/** Docker puts eight bytes before each piece of a log: which stream, and how long. */
function textOf(log: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= log.length; ) {
    const end = at + 8 + log.readUInt32BE(at + 4);
    pieces.push(log.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(pieces).toString();
}

const testcontainers = () =>
  optionalPackage(
    'testcontainers',
    '--broker docker',
    () => import('testcontainers'),
    'Or run mq-lab up, and use --broker compose.',
  );
