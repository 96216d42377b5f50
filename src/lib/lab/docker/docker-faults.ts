import { accessSync, constants } from 'node:fs';
import { LabError } from '../errors.ts';

const WITHOUT_DOCKER = 'Or use --broker embedded, which needs nothing.';

/** Where the engine listens unless DOCKER_HOST says otherwise. */
const SOCKET = '/var/run/docker.sock';

const MAY_NOT: readonly [message: string, hint: string] = [
  'you may not use the Docker engine',
  'Add yourself to its group, and log in again: sudo usermod -aG docker $USER',
];

/** That no engine answers; `host` is what DOCKER_HOST says. */
export function noEngine(host: string | undefined, cause?: unknown): LabError {
  if (!host && isForbidden(SOCKET)) return new LabError('broker', MAY_NOT[0], { hint: MAY_NOT[1], cause });
  const where = host ? ` at DOCKER_HOST=${host}` : '';
  return new LabError('broker', `no Docker engine answers${where}`, {
    hint: `Start Docker, and see that docker info works for you. ${WITHOUT_DOCKER}`,
    cause,
  });
}

/** What the engine, or a program that speaks to it, refused, in words; `image` is what it was about. */
export function dockerFault(error: unknown, image = 'the image'): LabError {
  if (error instanceof LabError) return error;
  const said = error instanceof Error ? error.message : String(error);
  for (const { pattern, words } of FAULTS) {
    const line = said.split('\n').find((text) => pattern.test(text));
    if (line === undefined) continue;
    const [message, hint] = words(cleaned(line), image);
    return new LabError('broker', message, { hint, cause: error });
  }
  return new LabError('broker', `Docker refused: ${cleaned(said.trim().split('\n').at(-1) ?? '')}`, {
    hint: 'See whether docker info and docker ps work for you.',
    cause: error,
  });
}

function isForbidden(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EACCES';
  }
}

/** The engine's sentence without what its clients put before it. */
const cleaned = (line: string): string =>
  line
    .trim()
    .replace(/^\(HTTP code \d+\) .*? - |^Error response from daemon: |^ERROR: .*?\s{2,}/, '')
    .slice(0, 300);

interface Fault {
  readonly pattern: RegExp;
  words(line: string, image: string): readonly [message: string, hint: string];
}

/** By what the engine says in a line of its own; the first that fits. */
const FAULTS: readonly Fault[] = [
  {
    pattern: /port is already allocated|address already in use|ports are not available/i,
    words: (line) => {
      const port = /[\d.\]]:(\d+)\b/.exec(line)?.[1];
      return [
        port === undefined ? `a port is taken (${line})` : `port ${port} is taken`,
        'End what listens there, or choose other ports: MQ_LAB_PORT=5673 MQ_LAB_MANAGEMENT_PORT=15673 mq-lab up',
      ];
    },
  },
  {
    pattern: /permission denied|EACCES/i,
    words: () => MAY_NOT,
  },
  {
    pattern:
      /connect to the Docker daemon|error during connect|Is the docker daemon running|fetching server API version|connect E\w+/i,
    words: () => [
      'no Docker engine answers',
      `Start Docker, and see that docker info works for you. ${WITHOUT_DOCKER}`,
    ],
  },
  {
    pattern:
      /manifest .*(?:unknown|not found)|manifest unknown|pull access denied|repository does not exist/i,
    words: (_, image) => [
      `there is no ${image} in the registry`,
      'Its tags are at https://hub.docker.com/_/rabbitmq/tags: --broker docker:TAG takes any of them.',
    ],
  },
  {
    pattern: /toomanyrequests/i,
    words: (line, image) => [
      `the registry gives no more images for now (${line})`,
      `Log in with docker login, then docker pull ${image}.`,
    ],
  },
  {
    pattern:
      /dial tcp|no such host|i\/o timeout|TLS handshake|connection refused|unreachable|request canceled/i,
    words: (line, image) => [
      `${image} could not be pulled: the registry does not answer (${line})`,
      `See whether docker pull ${image} works: the engine has a network and a proxy of its own. ${WITHOUT_DOCKER}`,
    ],
  },
  {
    pattern: /no such image/i,
    words: (_, image) => [`${image} is not here, and could not be pulled`, `Try docker pull ${image}.`],
  },
  {
    pattern: /no space left/i,
    words: () => ['the disk is full', 'docker system prune frees what Docker does not use any more.'],
  },
];
