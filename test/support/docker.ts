import { execFileSync, spawnSync } from 'node:child_process';
import { DEFAULT_TAG } from '../../src/lib/lab/docker/image.ts';

export const IMAGE = `rabbitmq:${DEFAULT_TAG}`;

/** Why nothing is tested in Docker, if nothing is. */
export const DOCKER_LEFT_OUT: string | undefined = leftOut();

/** Why the RabbitMQ of `mq-lab up` is not tested, if it is not. */
export const COMPOSE_LEFT_OUT: string | undefined =
  DOCKER_LEFT_OUT ??
  (succeeds('docker', 'compose', 'version') || succeeds('docker-compose', 'version')
    ? undefined
    : 'mq-lab up was NOT tested: there is neither docker compose nor docker-compose');

/** Runs `docker` and gives what it prints. */
export const docker = (...args: readonly string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8' }).trim();

/** The containers of ours that are there, running or not. */
export const labContainers = (): readonly string[] =>
  docker('ps', '--all', '--filter', 'name=^mq-lab-[0-9a-f]{10}$', '--format', '{{.Names}}')
    .split('\n')
    .filter(Boolean);

function leftOut(): string | undefined {
  if (!succeeds('docker', 'info'))
    return 'Docker was NOT tested: no Docker engine answers (docker info fails)';
  if (!succeeds('docker', 'image', 'inspect', IMAGE))
    return `Docker was NOT tested: the image is not here (docker pull ${IMAGE})`;
  return undefined;
}

function succeeds(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
