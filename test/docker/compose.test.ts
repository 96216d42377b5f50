import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../support/binary.ts';
import { COMPOSE_LEFT_OUT, IMAGE } from '../support/docker.ts';

if (COMPOSE_LEFT_OUT) process.stderr.write(`${COMPOSE_LEFT_OUT}\n`);

const PATIENCE_MS = 120_000;

test('docker-compose.yml has the image that --broker docker takes', () => {
  const { services } = parse(readFileSync('docker-compose.yml', 'utf8'));
  expect(services.rabbitmq.image).toBe(IMAGE);
});

describe.skipIf(COMPOSE_LEFT_OUT)('mq-lab up', { timeout: PATIENCE_MS }, () => {
  let env: Record<string, string>;
  const lab = (...args: string[]) => run(args, env);

  beforeAll(async () => {
    const [amqp, management] = [await freePort(), await freePort()];
    env = {
      COMPOSE_PROJECT_NAME: `mq-lab-test-${process.pid}`,
      MQ_LAB_PORT: String(amqp),
      MQ_LAB_MANAGEMENT_PORT: String(management),
    };
  });
  afterAll(() => lab('down'), PATIENCE_MS);

  test('says which port is taken, and leaves nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    env = { ...env, MQ_LAB_PORT: String(port) };
    const { exitCode, stderr } = await lab('up');
    taken.close();
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`error: port ${port} is taken\n`);
    expect((await lab('down')).stdout).toBe('There was no RabbitMQ to remove.\n');
  });

  test('starts one, finds it again, and plays on it until mq-lab down', async () => {
    const first = await lab('up');
    expect(first).toMatchObject({ exitCode: 0, stderr: 'Starting RabbitMQ …\n' });
    expect(first.stdout).toContain(`amqp://guest:guest@127.0.0.1:${env.MQ_LAB_PORT}\n`);
    expect(first.stdout).toContain(`http://127.0.0.1:${env.MQ_LAB_MANAGEMENT_PORT} `);
    expect(await lab('up')).toEqual(first);
    const played = await lab('fanout', '--broker', 'compose');
    expect(played.exitCode).toBe(0);
    expect(played.stdout).toMatch(/broker +RabbitMQ \S+, rabbit@/);
    expect((await lab('down')).stdout).toBe('RabbitMQ is gone, and all that was in it.\n');
    const { exitCode, stderr } = await lab('fanout', '--broker', 'compose');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('error: no RabbitMQ is kept up\nStart it with mq-lab up.'),
    });
  });
});

describe('mq-lab up and down', () => {
  test('say that Docker is missing', async () => {
    for (const command of ['up', 'down']) {
      const { exitCode, stderr } = await run([command], { PATH: '/nowhere' });
      expect({ command, exitCode }).toEqual({ command, exitCode: 3 });
      expect(stderr).toContain('neither docker compose nor docker-compose is installed');
    }
  });

  test('say why it did not start, even where Docker is gone before all is removed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
    const docker = `#!/bin/sh
case "$*" in
  *' up '*) echo 'no space left on device' >&2; /bin/rm "$0"; exit 1 ;;
esac
`;
    await writeFile(join(folder, 'docker'), docker, { mode: 0o755 });
    const { exitCode, stderr } = await run(['up'], { PATH: folder });
    await rm(folder, { recursive: true });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('error: the disk is full\n');
  });

  test.each(['abc', '0', '65536'])('refuse the port %s', async (port) => {
    const { exitCode, stderr } = await run(['up'], { MQ_LAB_PORT: port });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: `error: MQ_LAB_PORT: expected a port from 1 to 65535, got '${port}'\n`,
    });
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
