import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { start } from '../support/binary.ts';
import { cli } from './cli.ts';

const PASSWORD = 's3cr:t@/p w';
const ENCODED = encodeURIComponent(PASSWORD);
const OFF_LINUX = process.platform !== 'linux';
if (OFF_LINUX)
  process.stderr.write('left out: what a list of processes shows is looked up in Linux’s /proc\n');

describe('a password', () => {
  test.each([
    ['a run', ['run', 'retry', '--why', '--keep']],
    ['a run as JSON', ['topic', '--format', 'json', '--why']],
    ['a verification as JSON', ['verify', 'fanout', 'double-ack', 'durable', '--format', 'json']],
    ['a scenario file', ['test', 'examples/scenario-files/documents.lab.yaml', '--reporter', 'json']],
  ])('is not in the output of %s', async (_, argv) => {
    const { exitCode, ...printed } = await onShop((url) => cli([...argv, '--broker', url]));
    expect(exitCode).toBe(0);
    expectNoPassword(printed.stdout + printed.stderr);
  });

  test.each([
    ['nobody listens', () => `amqp://shop:${ENCODED}@127.0.0.1:1`],
    [
      'no node of a cluster listens',
      () => `amqp://shop:${ENCODED}@127.0.0.1:1,amqp://shop:${ENCODED}@127.0.0.1:1`,
    ],
    ['the login is refused', (url: string) => url.replace('shop:', 'shop:not-')],
    ['there is no such virtual host', (url: string) => `${url}/nope`],
    ['the host is not known', () => `amqp://shop:${ENCODED}@no.such.host.invalid`],
    ['TLS is asked for in vain', (url: string) => url.replace('amqp:', 'amqps:')],
  ])('is not in what is said where %s', async (_, urlOf) => {
    const { exitCode, stdout, stderr } = await onShop((url) => cli(['fanout', '--broker', urlOf(url)]));
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expectNoPassword(stderr);
  });

  test.skipIf(OFF_LINUX)('is not in the list of processes', async () => {
    const broker = start(['broker', '--port', '0', '--user', `shop:${PASSWORD}`, '--trace']);
    await broker.said('stderr', /listening/);
    const arguments_ = readFileSync(`/proc/${broker.process.pid}/cmdline`, 'latin1');
    const [url] = await broker.said('stdout', /^amqp:\S+/);
    await cli(['fanout', '--broker', url.replace('guest:guest', `shop:${ENCODED}`)]);
    broker.process.kill();
    const { stdout, stderr } = await broker.ended;
    expect(arguments_.replaceAll('\0', '')).toBe('mq-lab');
    expect(stdout).toContain('declared');
    expectNoPassword(stdout + stderr);
  });
});

function expectNoPassword(text: string): void {
  for (const secret of [PASSWORD, ENCODED, 's3cr']) expect(text).not.toContain(secret);
}

async function onShop<T>(use: (url: string) => Promise<T>): Promise<T> {
  await using broker = await startBroker({ users: { shop: PASSWORD } });
  return await use(broker.url.replace('guest:guest', `shop:${ENCODED}`));
}
