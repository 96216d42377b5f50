import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { MANAGEMENT_LEFT_OUT, ScratchVirtualHost } from '../definitions/management.ts';
import { startProxy } from '../support/proxy.ts';
import { RABBITMQ } from '../support/scenario-runs.ts';
import { cli, type Outcome } from './cli.ts';

let file = '';
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'mq-lab-')), 'one.lab.yaml');
  await writeFile(
    file,
    'queues: [{ name: q }]\nsteps: [{ publish: { routing_key: q } }]\nexpect: { messages: { m1: [q] } }\n',
  );
});
afterAll(() => rm(join(file, '..'), { recursive: true }));

/** The command on a broker whose connections break as soon as a message is on its way. */
async function broken(argv: readonly string[]): Promise<Outcome> {
  await using broker = await startBroker();
  let isBroken = false;
  const proxy = await startProxy(broker.url, (bytes) => {
    if (!isBroken && bytes.includes('text/plain')) {
      isBroken = true;
      setImmediate(() => proxy.drop());
      return Buffer.alloc(0);
    }
    return bytes;
  });
  const outcome = await cli([...argv, '--broker', proxy.url]);
  expect(broker.topology().queues).toEqual([]);
  await proxy.close();
  return outcome;
}

describe('a broker that is short of memory', () => {
  test.each([
    ['fanout', () => ['fanout']],
    ['verify', () => ['verify', 'fanout', 'direct', 'topic']],
    ['test', () => ['test', file]],
  ])('is said once by %s, and that it is over', async (_, argv) => {
    await using broker = await startBroker();
    const ease = broker.fail.memory();
    const { exitCode, stderr } = await cli([...argv(), '--broker', broker.url], {
      onOutput: (printed) => {
        if (printed.stderr.includes('takes no messages')) ease();
      },
    });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(
      /^Declaring .*\nThe broker takes no messages at present: low on memory\.\nThe broker takes messages again\.\n$/,
    );
  });
});

describe('a broker that goes away in the middle', () => {
  test('of a run leaves its report, and is the error and exit code 3', async () => {
    const { exitCode, stdout, stderr } = await broken(['fanout']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/m1 .* \? no confirm\n/);
    expect(stdout).toMatch(/the run did not\s+come\s+to\s+its\s+end/);
    expect(stderr).toMatch(/^Declaring 1 exchange and 3 queues .*\nerror: the broker at amqp:\S+ went away/);
  });

  test('of a run is told apart in JSON', async () => {
    const { exitCode, stdout } = await broken(['fanout', '--format', 'json']);
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      passed: false,
      complete: false,
      fault: { failure: 'gone' },
      messages: [{ outcome: 'unconfirmed', queues: [], unknown_queues: ['q1', 'q2', 'q3'] }, {}, {}],
    });
  });

  test('of a verification is the error of its scenario', async () => {
    const { exitCode, stdout } = await broken(['verify', 'fanout', '--format', 'json']);
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).scenarios).toMatchObject([
      { outcome: 'failed', runs: [{ error: { failure: 'gone' }, problems: [] }] },
    ]);
  });

  test('of a scenario file is an error with what its publishers know', async () => {
    const { exitCode, stdout, stderr } = await broken(['test', file]);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/went away/);
    expect(stdout).toMatch(/\? 1 without a confirm; which queues/);
    expect(stderr).toMatch(
      /^Declaring what each file says on mq-lab \S+ at amqp:\S+, named mq-lab\.\?{5}\.\*, /,
    );
  });

  test('of a scenario file is told apart in JSON', async () => {
    const { stdout } = await broken(['test', file, '--reporter', 'json']);
    expect(JSON.parse(stdout).files).toMatchObject([
      {
        outcome: 'error',
        error: { failure: 'gone' },
        complete: false,
        messages: [{ id: 'm1', outcome: 'unconfirmed', queues: [], unknown_queues: ['q'] }],
        problems: [],
      },
    ]);
  });
});

const LEFT_OUT = RABBITMQ ? MANAGEMENT_LEFT_OUT : 'set MQ_LAB_TEST_URL';
if (LEFT_OUT) process.stderr.write(`Permissions on RabbitMQ were NOT tested: ${LEFT_OUT}\n`);

describe.skipIf(LEFT_OUT !== undefined)('a user on RabbitMQ', { timeout: 60_000 }, () => {
  test.each([
    [{}, 'fanout', /lacks the configure or write permission on exchange 'mq-lab\.\w{5}\.news'/],
    [{ configure: '.*', read: '.*' }, 'fanout', /lacks the write permission on queue 'mq-lab\.\w{5}\.q1'/],
    [
      { configure: '.*', write: '.*' },
      'fanout',
      /lacks the read permission on exchange 'mq-lab\.\w{5}\.news'/,
    ],
    [
      { configure: '.*', write: '^mq-lab', read: '.*' },
      'run ack',
      /lacks the write permission on exchange 'amq\.default'/,
    ],
  ])('with %j is told what is missing, and leaves nothing', async (permissions, command, said) => {
    await using host = await ScratchVirtualHost.create();
    const before = await host.names();
    await using user = await host.user(permissions);
    const { exitCode, stderr } = await cli([...command.split(' '), '--broker', user.url(RABBITMQ ?? '')]);
    expect(stderr).toMatch(said);
    expect(stderr).not.toMatch(/could be deleted/);
    expect(exitCode).toBe(3);
    expect(await host.names()).toEqual(before);
  });

  test('with what the message says may do all that is needed', async () => {
    await using host = await ScratchVirtualHost.create();
    await using user = await host.user({});
    const url = user.url(RABBITMQ ?? '');
    const { stderr } = await cli(['fanout', '--broker', url]);
    const [, configure = '', write = '', read = ''] =
      /set_permissions -p \S+ \S+ '(.*)' '(.*)' '(.*)'\n/.exec(stderr) ?? [];
    await user.permit({ configure, write, read });
    const names = ['fanout', 'queue-names', 'request-reply', 'connection-lost', 'dead-letters'];
    const { exitCode, stdout } = await cli(['verify', ...names, '--broker', url]);
    expect(stdout).toMatch(/✔ 5 scenarios passed/);
    expect(exitCode).toBe(0);
  });
});
