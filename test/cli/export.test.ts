import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { MANAGEMENT_LEFT_OUT, MANAGEMENT_URL, ScratchVirtualHost } from '../definitions/management.ts';
import { cli } from './cli.ts';

const SHOP = 'examples/definitions/rabbit.json';
const REPORTS = 'examples/scenario-files/reports.lab.yaml';

const exported = (...argv: string[]) => cli(['export', ...argv]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mq-lab-export-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Exports as a scenario file and runs that. */
async function tested(...argv: string[]): Promise<string> {
  const path = join(folder, `${argv.join('-').replace(/\W+/g, '-')}.lab.yaml`);
  const { exitCode, stderr } = await exported(...argv, '--as', 'yaml', '--output', path);
  expect(stderr.replace(/^Note: .*\n/gm, '')).toBe('');
  expect(exitCode).toBe(0);
  const outcome = await cli(['test', path]);
  expect(outcome.exitCode, outcome.stdout).toBe(0);
  return readFile(path, 'utf8');
}

describe('mq-lab export', () => {
  test('writes a scenario in every form to standard output', async () => {
    const begins = {
      definitions: '{\n  "vhosts"',
      yaml: '# yaml-language-server: $schema=',
      amqplib: '// dead-letters: ',
      mermaid: 'flowchart LR\n',
    };
    for (const [form, begin] of Object.entries(begins)) {
      const { exitCode, stdout, stderr } = await exported('dead-letters', '--as', form);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout.startsWith(begin), form).toBe(true);
      expect(stdout.endsWith('\n')).toBe(true);
    }
  });

  test('tells where a topology lacks what steps declare', async () => {
    const path = join(folder, 'steps.lab.yaml');
    await writeFile(
      path,
      'steps:\n  - declare: { queue: { name: jobs } }\n  - publish: { routing_key: jobs }\nexpect:\n  messages: { m1: [jobs] }\n',
    );
    for (const form of ['definitions', 'mermaid']) {
      const { exitCode, stderr } = await exported(path, '--as', form);
      expect([exitCode, stderr]).toEqual([
        0,
        'Note: What steps declare and bind (1 of them) is not in it, since it is not there at the start. ' +
          'To have it there, write it under exchanges, queues and bindings.\n',
      ]);
    }
    expect((await exported(path, '--as', 'amqplib')).stderr).toBe('');
  });

  test("takes a scenario's options, and expects what is observed then", async () => {
    const text = await tested('fanout', '--consumers', '2', '--messages', '1');
    expect(text).toContain('# Nobody wrote this');
    expect(text).toContain('m1: [ q1, q2 ]');
  });

  test('does not call observed what a person wrote', async () => {
    expect(await tested('poison-message')).not.toContain('Nobody wrote this');
  });

  test('makes of a scenario file one that passes as well', async () => {
    const text = await tested(REPORTS);
    expect(text).toContain('anna: [ sales ]');
  });

  test('tries every binding of a definitions export, and expects what is observed', async () => {
    const text = await tested(SHOP);
    expect(text).toContain('- publish: { exchange: orders, routing_key: order.');
    expect(text).toContain('# Nobody wrote this');
    expect(text).toContain('{ name: unrouted, arguments: { x-message-ttl: 604800000 } }');
  });

  test('says that no time passed where messages expire', async () => {
    const path = join(folder, 'expiring.json');
    const queue = { name: 'w', durable: true, auto_delete: false, arguments: { 'x-message-ttl': 20 } };
    const bound = {
      source: 'amq.fanout',
      destination: 'w',
      destination_type: 'queue',
      routing_key: '',
      arguments: {},
    };
    await writeFile(path, JSON.stringify({ queues: [queue], exchanges: [], bindings: [bound] }));
    expect(await tested(path)).toMatch(/^ *# No time passed: that messages in 'w' expire is not in it/m);
  });

  test('gives up when it is told to', async () => {
    const { exitCode, stderr } = await exported(SHOP, '--as', 'yaml', '--timeout', '0.001');
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/in time|not done after 0\.001 s/);
  });

  test('reads what it wrote: definitions are the same again', async () => {
    const path = join(folder, 'shop.json');
    const first = await exported(SHOP, '--as', 'definitions');
    await writeFile(path, first.stdout);
    const second = await exported(path, '--as', 'definitions');
    expect(second).toEqual({ exitCode: 0, stdout: first.stdout, stderr: '' });
    expect(readDefinitions(first.stdout).virtualHost).toBe('shop');
  });

  test('says on standard error what a form has no way to say', async () => {
    const { exitCode, stderr } = await exported('cc-bcc', '--as', 'definitions');
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^Note: JSON has no void value/);
  });

  test('does not replace a file unless it is told to', async () => {
    const path = join(folder, 'mine.mmd');
    await writeFile(path, 'mine');
    const refused = await exported('topic', '--as', 'mermaid', '--output', path);
    expect(refused).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error: --output: ${path} is there already\n--force replaces it.\n`,
    });
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect(await exported('topic', '--as', 'mermaid', '--output', path, '--force')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    expect(await readFile(path, 'utf8')).toMatch(/^flowchart LR/);
  });

  test.each([
    [[], 'expected a scenario or a file, got none'],
    [['fanout'], '--as: expected one of definitions, yaml, amqplib, mermaid, got nothing'],
    [['fanout', '--as', 'svg'], "--as: expected one of definitions, yaml, amqplib, mermaid, got 'svg'"],
    [['fanuot', '--as', 'yaml'], "unknown scenario 'fanuot'\n(Did you mean fanout?)"],
    [
      ['fanout', '--consumers', '0', '--as', 'yaml'],
      "--consumers: expected a whole number from 1 to 1000, got '0'",
    ],
    [['no.json', '--as', 'yaml'], 'no.json: there is no such file'],
    [['no.lab.yaml', '--as', 'yaml'], 'no.lab.yaml: there is no such file'],
    [[REPORTS, '--as', 'yaml', '--vhost', 'x'], `--vhost does not go with ${REPORTS}`],
    [['fanout', '--vhost', 'x', '--as', 'yaml'], '--vhost does not go with a scenario'],
    [['fanout', '--management', 'http://h', '--as', 'yaml'], '--management does not go with a scenario'],
    [
      [SHOP, '--management', 'http://h', '--as', 'yaml'],
      `--management does not go with ${SHOP}: expected one topology`,
    ],
    [['fanout', '--as', 'yaml', '--force'], '--force goes with --output FILE alone'],
    [['fanout', '--as', 'yaml', '--output', ''], '--output: expected a file, got nothing'],
    [
      ['fanout', '--as', 'yaml', '--output', 'no/such/x.yaml'],
      '--output: no/such/x.yaml cannot be written (ENOENT',
    ],
  ])('refuses %j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await exported(...argv);
    expect(stderr.slice(0, `error: ${message}`.length)).toBe(`error: ${message}`);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('lets no message come to an exchange whose type is not modelled', async () => {
    const path = join(folder, 'hash.json');
    const exchange = (name: string, type: string) => ({
      ...{ name, type, durable: true, auto_delete: false, internal: false, arguments: {} },
    });
    const binding = (source: string, destination: string, kind: string) => ({
      ...{ source, destination, destination_type: kind, routing_key: 'k', arguments: {} },
    });
    await writeFile(
      path,
      JSON.stringify({
        exchanges: [exchange('h', 'x-consistent-hash'), exchange('d', 'direct'), exchange('f', 'direct')],
        queues: [{ name: 'q', durable: true, auto_delete: false, arguments: {} }],
        bindings: [binding('h', 'q', 'queue'), binding('d', 'q', 'queue'), binding('f', 'h', 'exchange')],
      }),
    );
    const { exitCode, stdout, stderr } = await exported(path, '--as', 'yaml');
    expect(stderr).toBe(
      "Note: Exchange type 'x-consistent-hash' is not modelled: where 'h' routes to is not known.\n" +
        "Note: No message in the file comes to 'h'.\n",
    );
    expect(stdout).toContain('{ name: h, type: x-consistent-hash }');
    expect(stdout.match(/publish: .*/g)).toEqual([
      'publish: { exchange: d, routing_key: k }',
      'publish: { exchange: d, routing_key: another-key }',
      'publish: { exchange: f, routing_key: another-key }',
    ]);
    expect(exitCode).toBe(0);
    const file = join(folder, 'hash.lab.yaml');
    await writeFile(file, stdout);
    expect((await cli(['test', file])).exitCode).toBe(0);
    expect((await exported(path, '--as', 'mermaid')).stdout).toContain('h<br/>x-consistent-hash');
  });

  test.skipIf(MANAGEMENT_LEFT_OUT !== undefined)('draws a running RabbitMQ', async () => {
    await using host = await ScratchVirtualHost.create();
    const { stdout: shop } = await exported(SHOP, '--as', 'definitions');
    await host.import(shop);
    const { exitCode, stdout } = await exported(
      ...['--management', MANAGEMENT_URL ?? '', '--vhost', host.name, '--as', 'mermaid'],
    );
    const drawn = (text: string): string[] =>
      text
        .split('\n')
        .map((line) => line.replace(/[eq]\d+/g, ''))
        .toSorted();
    expect(drawn(stdout)).toEqual(drawn((await exported(SHOP, '--as', 'mermaid')).stdout));
    expect(exitCode).toBe(0);
  });
});
