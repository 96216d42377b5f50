import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import type { Experiment } from '../../src/lib/lab/experiment.ts';
import { unsupported } from '../../src/lib/lab/needs.ts';
import { defaultsOf, experimentOf } from '../../src/lib/lab/scenario.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { cli } from '../cli/cli.ts';
import { type Identity, startAs } from '../support/other-broker.ts';
import { ON_RABBITMQ, RABBITMQ } from '../support/scenario-runs.ts';

const OLD = { product: 'RabbitMQ', version: '3.7.28', cluster_name: 'rabbit@old' };

describe('what an experiment needs', () => {
  test.each([
    ['stream', '3.8.34', 'streams, which RabbitMQ has since 3.9.0, and this is 3.8.34'],
    ['quorum', '3.7.28', 'quorum queues, which RabbitMQ has since 3.8.0'],
    ['single-active', '3.7.28', 'a single active consumer'],
    ['stream', '3.9.0-rc.1', undefined],
    ['stream', '3.10.8', undefined],
    ['stream', '4.3.5', undefined],
    ['quorum', '3.10.8', undefined],
    ['durable', '4.2.9', undefined],
    [
      'durable',
      '4.3.0',
      'transient queues that several connections may use, which RabbitMQ has up to before 4.3.0',
    ],
    ['prefetch-channel', '4.2.9', undefined],
    [
      'prefetch-channel',
      '4.3.0',
      'a prefetch for a whole channel, which RabbitMQ has up to before 4.3.0, and this is 4.3.0',
    ],
  ])('scenario %s on RabbitMQ %s: %s', (name, version, missing) => {
    const found = unsupported(named(name), { kind: 'url', product: 'RabbitMQ', version });
    if (missing === undefined) expect(found).toBeUndefined();
    else expect(found?.message).toContain(missing);
  });

  test('is all there on the version that the lab is proven on', () => {
    const broker = { kind: 'url', product: 'RabbitMQ', version: '3.10.8' } as const;
    for (const scenario of scenarios)
      expect(unsupported(named(scenario.name), broker)?.message, scenario.name).toBeUndefined();
  });

  test('is not asked of a product whose versions nobody knows', () => {
    expect(unsupported(named('stream'), { kind: 'url', product: 'LavinMQ', version: '2.0' })).toBeUndefined();
  });
});

describe('on an older RabbitMQ', () => {
  test('a scenario that needs more is not run, and says why', async () => {
    const { exitCode, stdout, stderr } = await on(OLD, (url) => cli(['run', 'stream', '--broker', url]));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(
      /^error: this needs streams, which RabbitMQ has since 3\.9\.0, and this is 3\.7\.28\n/,
    );
  });

  test('verify skips it, and what it names as the broker is what that says of itself', async () => {
    const { exitCode, stdout } = await on(OLD, (url) =>
      cli(['verify', 'fanout', 'stream', '--format', 'json', '--broker', url]),
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      brokers: [{ kind: 'url', product: 'RabbitMQ', version: '3.7.28', cluster_name: 'rabbit@old' }],
      counts: { passed: 1, failed: 0, skipped: 1 },
      scenarios: [
        { scenario: 'fanout', outcome: 'passed' },
        { scenario: 'stream', outcome: 'skipped', reason: expect.stringContaining('this needs streams') },
      ],
    });
  });

  test('a scenario file is skipped in every report', async () => {
    const junit = await testing(STREAM, (path) =>
      on(OLD, (url) => cli(['test', path, '--reporter', 'junit', '--broker', url])),
    );
    expect(junit.exitCode).toBe(2);
    expect(junit.stdout).toContain('skipped="1"');
    expect(junit.stdout).toMatch(/<skipped message="this needs streams, .*3\.7\.28"\/>/);
    const github = await testing(STREAM, (path) =>
      on(OLD, (url) => cli(['test', path, '--reporter', 'github', '--broker', url])),
    );
    expect(github.stdout).toMatch(
      /^::warning file=\S+,line=1,col=1,title=\S+ was skipped::this needs streams, .*3\.7\.28\n$/,
    );
    const json = await testing(STREAM, (path) =>
      on(OLD, (url) => cli(['test', path, '--reporter', 'json', '--broker', url])),
    );
    expect(JSON.parse(json.stdout).passed).toBe(false);
    const spec = await testing(STREAM, (path) => on(OLD, (url) => cli(['test', path, '--broker', url])));
    expect(spec.stdout).toMatch(/1 file: 0 passed, 1 skipped, in .*: nothing was tested\n/s);
  });

  test('a run names the product, the version and the cluster, in text and in JSON', async () => {
    const text = await on(OLD, (url) => cli(['fanout', '--broker', url]));
    expect(text.stdout).toMatch(/broker +RabbitMQ 3\.7\.28, rabbit@old$/m);
    const json = await on(OLD, (url) => cli(['fanout', '--format', 'json', '--broker', url]));
    const broker = { kind: 'url', product: 'RabbitMQ', version: '3.7.28', cluster_name: 'rabbit@old' };
    expect(JSON.parse(json.stdout)).toMatchObject({ broker });
  });
});

describe("a plugin's exchange type", () => {
  test.each(['embedded', 'model'])('is skipped by %s, with the plugin that has it', async (target) => {
    const { exitCode, stdout } = await testing(DELAYED, (path) => cli(['test', path, '--broker', target]));
    expect(exitCode).toBe(2);
    expect(stdout).toContain('skipped');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'this needs the exchange type x-delayed-message, which mq-lab',
    );
  });

  test.skipIf(!RABBITMQ)(`is skipped by a RabbitMQ without the plugin${ON_RABBITMQ}`, async () => {
    const { exitCode, stdout } = await testing(DELAYED, (path) =>
      cli(['test', path, '--broker', String(RABBITMQ), '--reporter', 'json']),
    );
    expect(exitCode).toBe(2);
    const [file] = JSON.parse(stdout).files;
    expect(file).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringMatching(
        /^this needs the exchange type x-delayed-message, which RabbitMQ \S+ does not have$/,
      ),
    });
  });

  test('that nobody has ever heard of is no plugin’s, but an error', async () => {
    const { exitCode } = await testing(DELAYED.replace('x-delayed-message', 'topik'), (path) =>
      cli(['test', path]),
    );
    expect(exitCode).toBe(3);
  });
});

const STREAM = `
queues: [{ name: log, type: stream }]
steps: [{ publish: { exchange: '', routing_key: log } }]
expect: { messages: { m1: [log] } }
`;

const DELAYED = `
exchanges: [{ name: later, type: x-delayed-message, arguments: { x-delayed-type: direct } }]
queues: [{ name: q }]
bindings: ["later -[k]-> q"]
steps: [{ publish: { exchange: later, routing_key: k } }]
expect: { messages: { m1: [q] } }
`;

function named(name: string): Experiment {
  const scenario = scenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  return experimentOf(scenario, defaultsOf(scenario.options));
}

async function on<T>(identity: Identity, use: (url: string) => Promise<T>): Promise<T> {
  await using broker = await startBroker();
  await using other = await startAs(broker.url, identity);
  return await use(other.url);
}

async function testing<T>(text: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
  try {
    await writeFile(join(folder, 'x.lab.yaml'), text);
    return await use(join(folder, 'x.lab.yaml'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
