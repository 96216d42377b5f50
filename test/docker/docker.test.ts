import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run, start } from '../support/binary.ts';
import { DOCKER_LEFT_OUT, docker, IMAGE, labContainers } from '../support/docker.ts';

if (DOCKER_LEFT_OUT) process.stderr.write(`${DOCKER_LEFT_OUT}\n`);

const PATIENCE_MS = 120_000;
const DYING = 'mq-lab-test-dies';

const module = (code: string): string =>
  `data:text/javascript,${encodeURIComponent(code).replaceAll("'", '%27')}`;

/** Resolves modules as Node does where there is no package testcontainers. */
const WITHOUT = module(`export async function resolve(name, context, next) {
  if (name !== 'testcontainers') return next(name, context);
  throw Object.assign(new Error('none'), { code: 'ERR_MODULE_NOT_FOUND' });
}`);

describe.skipIf(DOCKER_LEFT_OUT)('--broker docker', { timeout: PATIENCE_MS }, () => {
  let before: readonly string[];
  const left = (): readonly string[] => labContainers().filter((name) => !before.includes(name));

  beforeEach(() => {
    before = labContainers();
  });
  afterEach(() => {
    for (const name of left()) docker('rm', '--force', '--volumes', name);
  });

  test('plays on a RabbitMQ of its own, restarts it, and removes it', async () => {
    const { exitCode, stdout, stderr } = await run(['run', 'durable', '--broker', 'docker']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `Starting ${IMAGE} …\n` });
    expect(stdout).toMatch(/broker +RabbitMQ \S+, rabbit@\w+, Docker/);
    expect(stdout).toContain('restart the broker');
    expect(left()).toEqual([]);
  });

  test('leaves nothing after Ctrl-C while it starts', async () => {
    const lab = await starting();
    lab.process.kill('SIGINT');
    expect(await lab.ended).toMatchObject({
      exitCode: 130,
      stderr: expect.stringContaining('interrupted; nothing was left behind'),
    });
    expect(left()).toEqual([]);
  });

  test('leaves nothing after kill -9', async () => {
    const lab = await starting();
    expect(left()).toHaveLength(1);
    lab.process.kill('SIGKILL');
    await lab.ended;
    await vi.waitUntil(() => left().length === 0, { timeout: PATIENCE_MS, interval: 100 });
  });

  test('tells a worker how to get at the RabbitMQ of an API', async () => {
    const api = start(['api', '--port', '0', '--broker', 'docker']);
    const [, command = ''] = await api.said('stderr', /mq-lab (worker --broker \S+)\n/);
    const worker = start(command.split(' '));
    const [url] = await api.said('stdout', /http:\S+/);
    expect((await fetch(`${url}/send?msg=Hello!`)).status).toBe(202);
    await worker.said('stdout', /✔ Hello!\n/);
    for (const each of [worker, api]) each.process.kill('SIGINT');
    expect([(await worker.ended).exitCode, (await api.ended).exitCode]).toEqual([0, 0]);
    expect(left()).toEqual([]);
  });

  test('says what a container said that died while it started', async () => {
    const container = docker('create', IMAGE);
    const entry = 'ENTRYPOINT ["sh", "-c", "sleep 0.5; echo BOOT FAILED; exit 3"]';
    docker('commit', '--change', entry, container, `rabbitmq:${DYING}`);
    docker('rm', '--volumes', container);
    try {
      const { exitCode, stderr } = await run(['fanout', '--broker', `docker:${DYING}`]);
      expect(exitCode).toBe(3);
      expect(stderr).toContain(`rabbitmq:${DYING} ended with exit code 3 while it started: BOOT FAILED\n`);
      expect(left()).toEqual([]);
    } finally {
      docker('rmi', `rabbitmq:${DYING}`);
    }
  });

  test('says that an image is not to be had', async () => {
    const { exitCode, stderr } = await run(['fanout', '--broker', 'docker:mq-lab-no-such-tag']);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/rabbitmq:mq-lab-no-such-tag (could not be pulled|in the registry)/);
  });

  /** The lab, once its container is there and not yet ready. */
  async function starting() {
    const lab = start(['fanout', '--broker', 'docker']);
    await vi.waitUntil(() => left().length === 1, { timeout: PATIENCE_MS, interval: 50 });
    return lab;
  }
});

test('--broker docker says that no engine answers, and what to do', async () => {
  const { exitCode, stderr } = await run(['fanout', '--broker', 'docker'], {
    DOCKER_HOST: 'tcp://127.0.0.1:1',
  });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 3,
    stderr:
      'error: no Docker engine answers at DOCKER_HOST=tcp://127.0.0.1:1\n' +
      'Start Docker, and see that docker info works for you. Or use --broker embedded, which needs nothing.\n',
  });
});

test('--broker docker says how to install Testcontainers where it is not', async () => {
  const { exitCode, stderr } = await run(['fanout', '--broker', 'docker'], {
    NODE_OPTIONS: `--import=${module(`import { register } from 'node:module'; register('${WITHOUT}');`)}`,
  });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr:
      'error: --broker docker needs the package testcontainers, which is not installed\n' +
      'Install it beside mq-lab: npm install testcontainers. Or run mq-lab up, and use --broker compose.\n',
  });
});
