import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from './cli.ts';

const SHOP = 'examples/definitions/rabbit.json';

const explain = (...argv: string[]) => cli(['explain', ...argv]);
const explainShop = (...argv: string[]) => explain(...argv, '--definitions', SHOP);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mq-lab-explain-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('mq-lab explain', () => {
  test('prints the way through exchanges and bindings, and where the message goes', async () => {
    const { exitCode, stdout } = await explainShop('orders', 'order.eu.created');
    expect(stdout).toBe(`
  explain  orders  order.eu.created
  examples/definitions/rabbit.json, virtual host shop

  orders  (topic)
    ●  billing                  order.*.created     * took 'eu'
    ·  shipping                 order.*.paid        word 3 is 'created', the
                                                    pattern wants 'paid'
    ·  refunds                  order.*.refunded.#  word 3 is 'created', the
                                                    pattern wants 'refunded'
    ●  exchange audit (fanout)  order.#             # took 'eu.created'
         ●  audit-log  a fanout exchange takes every message

  ✔ goes to billing, audit-log

`);
    expect(exitCode).toBe(0);
  });

  test('with --to prints what came closest, and what would bring the message there', async () => {
    const { exitCode, stdout } = await explainShop('orders', 'order.created', '--to', 'billing');
    expect(stdout.slice(stdout.indexOf('  ▶ goes'))).toBe(`  ▶ goes to audit-log

  ✗ billing does not get it

  closest
    ·  orders ─ order.*.created ─▶ billing  the key ends after 'created', the
                                            pattern wants 'created'

  each of these would bring it there
    › routing key order.x.created
      ▶ billing, audit-log
    › binding orders ─ order.created ─▶ billing
      ▶ billing, audit-log

`);
    expect(exitCode).toBe(1);
  });

  test.each([
    [['orders', 'nothing'], 0, "nothing matched on 'orders', so its alternate exchange 'unrouted' gets the"],
    [['orders', 'nothing', '--to', 'unrouted'], 0, '✔ unrouted gets it'],
    [['reports', '--header', 'format=pdf', '--header', 'kind=invoice'], 0, '✔ goes to invoices-pdf'],
    [['reports', '--header', 'format=pdf,kind=1', '--to', 'invoices-pdf'], 1, '› header kind="invoice"'],
    [['', 'billing'], 0, "● the default exchange: queue 'billing' has that name"],
    [['(default)', 'biling', '--to', 'billing'], 1, '› routing key billing'],
    [['amq.direct', 'k'], 1, 'comes back (312'],
    [['ordres', 'k'], 1, "404 NOT_FOUND - no exchange 'ordres' in vhost 'shop'"],
    [['ordres', 'k', '--to', 'audit-log'], 1, "did you mean 'orders'?"],
    [['audit', 'k'], 1, "403 ACCESS_REFUSED - cannot publish to internal exchange 'audit' in vhost"],
    [['orders', 'k', '--to', 'biling'], 1, "✗ there is no queue 'biling'; did you mean 'billing'?"],
    [['unrouted', 'k', '--to', 'billing'], 1, 'no binding leads there from unrouted; it is bound to orders'],
    [['orders', 'order.x', '--to', 'unrouted'], 1, 'only what nothing on orders'],
  ])('%j exits %i and says %s', async (argv, exitCode, says) => {
    const outcome = await explainShop(...argv);
    expect(outcome.stdout.replace(/\s+/g, ' ')).toContain(says);
    expect([outcome.exitCode, outcome.stderr.replace(/^Note: .*\n/gm, '')]).toEqual([exitCode, '']);
  });

  test("says of a plugin's exchange type that nobody knows", async () => {
    const path = await fileOf(
      'hash.json',
      JSON.stringify({
        exchanges: [
          {
            name: 'hash',
            type: 'x-consistent-hash',
            durable: true,
            auto_delete: false,
            internal: false,
            arguments: {},
          },
        ],
        queues: [{ name: 'shard', durable: true, auto_delete: false, arguments: {} }],
        bindings: [
          {
            source: 'hash',
            destination: 'shard',
            destination_type: 'queue',
            routing_key: '1',
            arguments: {},
          },
        ],
      }),
    );
    const { exitCode, stdout } = await explain('hash', 'k', '--to', 'shard', '--definitions', path);
    expect(stdout).toContain("? whether a queue gets it is not known here: 'hash' is of type");
    expect(stdout).toContain('? whether shard gets it is not known here');
    expect(exitCode).toBe(1);
  });

  test('fits into 40 columns', async () => {
    for (const argv of [
      ['orders', 'order.created', '--to', 'refunds'],
      ['orders', 'order.x', '--to', 'unrouted'],
      ['reports', '--header', 'format=PDF', '--to', 'invoices-pdf'],
    ]) {
      const { stdout } = await cli(['explain', ...argv, '--definitions', SHOP], { env: { COLUMNS: '40' } });
      for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(40);
    }
  });

  test('has the same as one JSON object', async () => {
    const { exitCode, stdout, stderr } = await explainShop(
      'orders',
      'order.created',
      '--to',
      'billing',
      '--format',
      'json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      topology: SHOP,
      virtual_host: 'shop',
      notes: [expect.stringMatching(/^Policy 'nothing-is-lost' sets alternate-exchange/)],
      message: { exchange: 'orders', routing_key: 'order.created', headers: {} },
      outcome: 'routed',
      queues: ['audit-log'],
      maybe: [],
      path: [
        {
          exchange: 'orders',
          type: 'topic',
          tried: [
            { kind: 'binding', binding: { destination: 'billing' }, matched: false },
            {},
            {},
            { matched: true, leads_to: 'audit' },
          ],
        },
        { exchange: 'audit', tried: [{ binding: { destination: 'audit-log' }, matched: true }] },
      ],
      to: {
        queue: 'billing',
        verdict: 'missed',
        sources: ['orders'],
        nearest: { hops: [{ kind: 'binding', binding: { routing_key: 'order.*.created' } }], stopped_at: 0 },
        changes: [
          { kind: 'message', routing_key: 'order.x.created' },
          {
            kind: 'binding',
            binding: { source: 'orders', destination: 'billing', routing_key: 'order.created' },
          },
        ],
      },
    });
    expect([exitCode, stderr]).toEqual([1, '']);
  });

  test('shows what a terminal would obey', async () => {
    const { stdout } = await explainShop(
      'orders',
      'a\u001b[31m',
      '--to',
      'billing',
      '--header',
      'h=\u001b[31m',
    );
    expect(stdout).toContain('␛[31m');
    expect(stdout).not.toContain('\u001b');
  });
});

describe('its topology', () => {
  test('is what is there at the start of a scenario file, and what its steps add', async () => {
    const path = await fileOf(
      'orders.lab.yaml',
      `exchanges:\n  - { name: orders, type: direct }\nqueues:\n  - name: billing\nbindings:\n  - orders -[new]-> billing\nsteps:\n  - publish: { exchange: orders, routing_key: new }\nexpect:\n  messages:\n    m1: [billing]\n`,
    );
    expect(await explain('orders', 'new', '--to', 'billing', '--file', path)).toMatchObject({ exitCode: 0 });
    expect(await explain('orders', 'old', '--file', path)).toMatchObject({ exitCode: 1 });
  });

  test('holds what the steps of a scenario file take away again, and says so', async () => {
    const path = await fileOf(
      'steps.lab.yaml',
      `steps:
  - declare: { exchange: { name: orders, type: direct } }
  - declare: { queue: { name: '' }, alias: mine }
  - bind: orders -[new]-> mine
  - publish: { exchange: orders, routing_key: new }
  - unbind: orders -[new]-> mine
  - delete: { exchange: orders }
expect: { messages: { m1: [mine] } }
`,
    );
    const { exitCode, stderr } = await explain('orders', 'new', '--to', 'mine', '--file', path);
    expect([exitCode, stderr]).toEqual([
      0,
      'Note: Steps 5, 6 take something away again: here all is there that is there at the start or that a step adds.\n',
    ]);
  });

  test('is read from a running broker', async () => {
    const exchange = {
      vhost: 'v',
      name: 'x',
      type: 'fanout',
      durable: true,
      auto_delete: false,
      internal: false,
      arguments: {},
    };
    const queue = { vhost: 'v', name: 'q', durable: true, auto_delete: false, arguments: {} };
    const binding = {
      vhost: 'v',
      source: 'x',
      destination: 'q',
      destination_type: 'queue',
      routing_key: '',
      arguments: {},
    };
    const lists: Record<string, object[]> = {
      exchanges: [exchange],
      queues: [queue],
      bindings: [binding],
      policies: [],
      'operator-policies': [],
    };
    const server = createServer(({ url = '' }, response) => {
      response.end(JSON.stringify(lists[url.split('/')[2] ?? '']));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://u:s3cret@127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { exitCode, stdout, stderr } = await explain('x', '--to', 'q', '--management', url, '--vhost', 'v');
    server.close();
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`${url.replace('u:s3cret@', '')}, virtual host v`);
    expect(stdout).not.toContain('s3cret');
  });

  test('is missed with exit code 3 where nobody answers', async () => {
    const { exitCode, stdout, stderr } = await explain('x', '--management', 'http://u:s3cret@nobody.invalid');
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^error: the host of http:\/\/nobody\.invalid:15672 is not known/);
    expect(stderr).not.toContain('s3cret');
  });
});

describe('a usage error of explain', () => {
  test.each([
    [[], /missing required argument 'EXCHANGE'/],
    [
      ['x'],
      /expected a topology, got none\nGive one of: --definitions FILE .*--file FILE\.lab\.yaml .*--management URL/,
    ],
    [['x', '--file', 'a', '--definitions', 'b'], /--definitions does not go with --file/],
    [['x', '--file', 'a.lab.yaml', '--vhost', 'v'], /--vhost does not go with --file/],
    [['x', '--definitions', ''], /--definitions: expected a file, got nothing/],
    [['x', '--definitions', 'nobody.json'], /nobody\.json: there is no such file/],
    [['x', '--definitions', 'examples'], /examples: expected a file, got a folder/],
    [['x', '--definitions', 'package.json'], /package\.json: /],
    [['x', '--definitions', SHOP, '--vhost', 'nix'], /rabbit\.json: there is no virtual host 'nix'/],
    [
      ['x', '--management', 'localhost'],
      /--management: expected http.*got 'localhost'\nDid you mean http:\/\/localhost\?/,
    ],
    [['x', '--management', 'http://u:s3c/ret@h'], /--management: expected .*got one that cannot be read/],
    [['x', 'k'.repeat(256), '--definitions', SHOP], /ROUTING_KEY: expected a key of at most 255 bytes/],
    [['x'.repeat(256), '--definitions', SHOP], /EXCHANGE: expected an exchange's name of at most 255 bytes/],
    [['x', '--to', '', '--definitions', SHOP], /--to: expected a queue's name, got nothing/],
    [['x', '--header', 'a', '--definitions', SHOP], /--header: expected K=V/],
    [
      ['x', '--header', 'a=1', '--header', 'a=2', '--definitions', SHOP],
      /--header: expected each header once/,
    ],
    [['x', '--header', 'CC=a', '--definitions', SHOP], /--header: expected headers other than CC and BCC/],
    [['x', '--format', 'table', '--definitions', SHOP], /--format: expected text or json, got 'table'/],
    [['x', 'k', 'more', '--definitions', SHOP], /too many arguments/],
  ])('%j says what was expected', async (argv, says) => {
    const { exitCode, stdout, stderr } = await explain(...argv);
    expect(stderr).toMatch(says);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).not.toContain('s3c');
  });
});
