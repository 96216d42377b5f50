import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { connect } from 'amqplib';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { run, start } from '../support/binary.ts';
import { startProxy } from '../support/proxy.ts';
import { ON_RABBITMQ, RABBITMQ, TARGETS } from '../support/scenario-runs.ts';

const ON_WINDOWS = process.platform === 'win32';
if (ON_WINDOWS)
  process.stderr.write('left out on Windows, which has no bash: reading only a part of the output\n');

describe.each(TARGETS)('mq-lab on %s', (target) => {
  test('fanout --consumers 3 prints what was declared, who took part, and the table', async () => {
    const { exitCode, stdout } = await run(['fanout', '--consumers', '3', '--broker', target]);
    expect(exitCode).toBe(0);
    for (const said of [
      /exchange +news {2}\(fanout, durable\)/,
      /queues +q1, q2, q3 {2}\(durable\)/,
      /bindings +news ─▶ q1, q2, q3/,
      /producer +connection 'mq-lab fanout producer'/,
      /consumers +c1 on q1, c2 on q2, c3 on q3/,
      /m1 {2}\(empty\) +● {3}● {3}●/,
      /3 messages, 9 deliveries: as expected and as predicted/,
    ]) {
      expect(stdout).toMatch(said);
    }
  });

  test('prints the same table wherever it runs, but for the broker’s name', async () => {
    const here = await run(['topic', '--why', '--broker', target]);
    const embedded = await run(['topic', '--why']);
    const withoutBroker = (text: string): string => text.replace(/broker .*\n/, '');
    expect(withoutBroker(here.stdout)).toBe(withoutBroker(embedded.stdout));
  });

  test.each(['fanout', 'direct', 'topic', 'headers'])(
    '%s --format json prints one object and nothing else',
    async (name) => {
      const { exitCode, stdout } = await run([name, '--format', 'json', '--broker', target]);
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ scenario: name, passed: true });
      expect(stdout).not.toMatch(/mq-lab\.[0-9a-z]{5}\.\w/);
    },
  );
});

describe('every command that reads files', () => {
  test.each([
    ['test', 'examples/scenario-files'],
    ['lint', '--definitions', 'examples/definitions/rabbit.json', '--fail-on', 'error'],
    ['export', 'examples/scenario-files/reports.lab.yaml', '--as', 'mermaid'],
    ['learn', 'topic', '--transcript'],
    ['compare', 'log'],
  ])('runs as it was built: %s', async (...args) => {
    const { exitCode, stderr } = await run(args);
    expect(stderr).not.toContain('defect');
    expect([0, 1]).toContain(exitCode);
  });
});

describe('the exit code', () => {
  test('is 1, and the difference is shown where it is, when the broker did otherwise than predicted', async () => {
    await using broker = await startBroker();
    // A broker that gets another key than was published routes otherwise than the model.
    const proxy = await startProxy(broker.url, (bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll('a.tampered', 'b.tampered'), 'latin1'),
    );
    const args = [
      'topic',
      '--pattern',
      'a.*',
      '--pattern',
      'b.*',
      '--key',
      'a.tampered',
      '--broker',
      proxy.url,
    ];
    const { exitCode, stdout } = await run(args);
    expect(stdout).toMatch(/m1 {2}a\.tampered +✗ missing +✗ surplus/);
    expect(exitCode).toBe(1);
    const json = await run([...args, '--format', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      passed: false,
      messages: [{ queues: ['q2'], predicted: ['q1'] }],
    });
    expect(json.exitCode).toBe(1);
    await proxy.close();
  });

  test.each([
    [['fanout', '--nope'], /unknown option '--nope'/],
    [['nope'], /unknown command 'nope'/],
    [['fanout', '--broker', 'amqp://u:s3cret@h:port'], /cannot be read as a URL/],
  ])('is 2 for %j', async (args, says) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('s3cret');
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('is 3 for a broker that nobody runs', async () => {
    const { exitCode, stdout, stderr } = await run(['fanout', '--broker', 'amqp://u:s3cret@127.0.0.1:1']);
    expect(stderr).toMatch(/nothing listens at amqp:\/\/u@127\.0\.0\.1:1/);
    expect(stderr).not.toContain('s3cret');
    expect([exitCode, stdout]).toEqual([3, '']);
  });

  test('is 3 for a host that nobody knows', async () => {
    const { exitCode, stderr } = await run(['fanout', '--broker', 'amqp://no-such-host.invalid']);
    expect(stderr).toMatch(/no-such-host\.invalid/);
    expect(exitCode).toBe(3);
  });

  test.each(TARGETS)('is 3 for a login that %s refuses', async (target) => {
    await using broker = await startBroker();
    const url = new URL(target === 'embedded' ? broker.url : target);
    url.password = 's3cret';
    const { exitCode, stdout, stderr } = await run(['fanout', '--broker', url.href]);
    expect(stderr).toMatch(/refused the login of user 'guest'/);
    expect(stderr).not.toContain('s3cret');
    expect([exitCode, stdout]).toEqual([3, '']);
  });

  test('is 3 for a server that says nothing, and tells so however little time it had', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const { exitCode, stderr } = await run([
      'fanout',
      '--timeout',
      '0.3',
      '--broker',
      `amqp://127.0.0.1:${port}`,
    ]);
    expect(stderr).toMatch(
      /no AMQP 0-9-1 broker answered at amqp:\S+ in time\nIs \d+ RabbitMQ's AMQP port\?/,
    );
    expect(exitCode).toBe(3);
    silent.close();
  });

  test('is 3 when the broker goes away in the middle', async () => {
    await using broker = await startBroker();
    const proxy = await startProxy(broker.url);
    const lab = start(['fanout', '--consumers', '300', '--messages', '3000', '--broker', proxy.url]);
    await lab.said('stderr', /named mq-lab\./);
    proxy.cut();
    const { exitCode, stdout, stderr } = await lab.ended;
    expect(stderr).toMatch(/went away/);
    expect([exitCode, stdout]).toEqual([3, '']);
  });
});

describe('Ctrl-C', () => {
  test('ends a run with 130 while the broker has not answered yet', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const lab = start(['fanout', '--broker', `amqp://127.0.0.1:${port}`]);
    await once(silent, 'connection');
    lab.process.kill('SIGINT');
    expect(await lab.ended).toMatchObject({ exitCode: 130, stdout: '' });
    silent.close();
  });

  test.skipIf(!RABBITMQ).each(['SIGINT', 'SIGTERM'] as const)(
    `in the middle of a run on RabbitMQ, by %s, leaves nothing behind${ON_RABBITMQ}`,
    async (signal) => {
      const url = RABBITMQ ?? '';
      const lab = start(['fanout', '--consumers', '40', '--messages', '10000', '--broker', url]);
      const [, prefix] = await lab.said('stderr', /named (mq-lab\.[0-9a-z]+\.)\*/);
      const names = Array.from({ length: 40 }, (_, at) => `${prefix}q${at + 1}`);
      while ((await existing(url, names.slice(19, 20))).length === 0);
      lab.process.kill(signal);
      const { exitCode, stdout, stderr } = await lab.ended;
      expect(stderr).toMatch(/interrupted; nothing was left behind/);
      expect([exitCode, stdout]).toEqual([130, '']);
      expect(await existing(url, names, [`${prefix}news`])).toEqual([]);
    },
  );

  test('that arrives twice at once, as through npx, counts once', async () => {
    await using broker = await startBroker();
    const lab = start(['fanout', '--consumers', '100', '--messages', '5000', '--broker', broker.url]);
    const [, prefix] = await lab.said('stderr', /named (mq-lab\.[0-9a-z]+\.)\*/);
    lab.process.kill('SIGINT');
    setTimeout(() => lab.process.kill('SIGINT'), 20);
    const { exitCode, stderr } = await lab.ended;
    expect(stderr).toMatch(/nothing was left behind/);
    // A signal in the very moment of its end ends a process as signals do, which shells call 130 as well.
    expect(exitCode ?? 130).toBe(130);
    expect(await existing(broker.url, [`${prefix}q1`], [`${prefix}news`])).toEqual([]);
  });

  test('again ends at once, without waiting for the cleaning up', async () => {
    await using broker = await startBroker();
    let silent = false;
    const proxy = await startProxy(broker.url, (bytes) => (silent ? Buffer.alloc(0) : bytes));
    const lab = start(['fanout', '--consumers', '300', '--broker', proxy.url]);
    await lab.said('stderr', /named mq-lab\./);
    silent = true;
    lab.process.kill('SIGINT');
    const askedAt = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 500));
    lab.process.kill('SIGINT');
    expect(await lab.ended).toMatchObject({ exitCode: 130, stdout: '' });
    expect(Date.now() - askedAt).toBeLessThan(1_500);
    await proxy.close();
  });
});

describe('mq-lab broker', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its URL first, serves any client, and ends with 0 on %s',
    async (signal) => {
      const broker = start(['broker', '--port', '0']);
      const [url] = await broker.said('stdout', /^amqp:\/\/guest:guest@127\.0\.0\.1:\d+\n/);
      const { exitCode } = await run(['direct', '--broker', url.trim()]);
      expect(exitCode).toBe(0);
      broker.process.kill(signal);
      expect(await broker.ended).toMatchObject({ exitCode: 0, stdout: url });
    },
  );

  test('says who has the port, suggests --port 0 and exits 3', async () => {
    await using taken = await startBroker();
    const { exitCode, stdout, stderr } = await run(['broker', '--port', String(taken.port)]);
    expect(stderr).toMatch(/is taken: mq-lab \S+ answers there\nUse --port 0/);
    expect([exitCode, stdout]).toEqual([3, '']);
  });

  test('says that what has the port is a broker that refuses guest', async () => {
    await using taken = await startBroker({ users: { shop: 's3cret' } });
    const { exitCode, stderr } = await run(['broker', '--port', String(taken.port)]);
    expect(stderr).toMatch(/an AMQP broker that refuses guest answers there/);
    expect(exitCode).toBe(3);
  });

  test('says that what has the port does not speak AMQP', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { exitCode, stderr } = await run(['broker', '--port', String(port)]);
    expect(stderr).toMatch(/something that does not speak AMQP 0-9-1 answers there/);
    expect(exitCode).toBe(3);
    other.close();
  });

  test('warns where it lets other machines in, and names who can log in', async () => {
    const broker = start(['broker', '--port', '0', '--host', '0.0.0.0', '--user', 'shop:s3cret']);
    await broker.said('stderr', /Warning: 0\.0\.0\.0 is not loopback: .* log in as 'guest', 'shop'\./);
    expect(broker.printed.stderr).not.toContain('s3cret');
    broker.process.kill('SIGTERM');
    expect(await broker.ended).toMatchObject({ exitCode: 0 });
  });
});

describe('the output', () => {
  test.skipIf(ON_WINDOWS)('may be read only in part', () => {
    const shell = 'node dist/bin/mq-lab.js fanout --messages 3000 --format json | head -1';
    const { stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${shell}; echo "$?"`], {
      encoding: 'utf8',
    });
    expect([stdout, stderr]).toEqual(['{\n0\n', '']);
  });

  test
    .skipIf(!existsSync('/dev/full'))
    .each([
      'fanout',
      'fanout --format json',
      'run --help',
      '--version',
      'list',
      'show topic',
      'broker --port 0',
    ])('of %s that cannot be written is one line, and 3', (args) => {
    const { status, stderr } = spawnSync('bash', ['-c', `node dist/bin/mq-lab.js ${args} > /dev/full`], {
      encoding: 'utf8',
    });
    const lines = stderr.split('\n').filter((line) => !line.startsWith('The embedded broker is listening'));
    expect(lines).toEqual([
      expect.stringMatching(/^error: the output cannot be written \(ENOSPC: [\w ]+\)$/),
      '',
    ]);
    expect(status).toBe(3);
  });

  test.skipIf(!existsSync('/dev/full'))(
    'of verify that cannot be written ends it, with everything deleted, and is 3',
    async () => {
      await using broker = await startBroker();
      const { exitCode, stderr } = await ending(
        spawn('bash', ['-c', `node dist/bin/mq-lab.js verify --broker ${broker.url} > /dev/full`]),
      );
      expect(stderr).toMatch(/\nerror: the output cannot be written \(ENOSPC: [\w ]+\)\n/);
      expect(stderr).toMatch(/\nerror: interrupted; nothing was left behind\n$/);
      expect(exitCode).toBe(3);
      expect(broker.topology().queues).toEqual([]);
    },
  );

  test('has colours only where they are asked for or there is a terminal', async () => {
    expect((await run(['topic'])).stdout).not.toContain('\u001b[');
    expect((await run(['topic'], { FORCE_COLOR: '1' })).stdout).toContain('\u001b[');
  });
});

describe('start-up', () => {
  test.each([['--version'], ['--help'], ['topic', '--help']])(
    'of %j %j loads neither client nor broker nor tables nor the catalogue',
    (...args) => {
      const loaded = spawnSync(process.execPath, ['dist/bin/mq-lab.js', ...args.filter(Boolean)], {
        encoding: 'utf8',
        env: { ...process.env, NODE_DEBUG: 'esm,module' },
      }).stderr;
      expect(loaded).toContain('commander');
      expect(loaded).not.toMatch(/node_modules\/(amqplib|chalk|cli-table3)/);
      const sources = sourcesIn(loaded);
      expect(sources).toContain('src/lib/cli/main.ts');
      expect(sources.join('\n')).not.toMatch(/lib\/broker\/|lib\/render\/(?!terminal|text)|scenarios\/index/);
    },
  );
});

/** The source files whose code is in the files of the build that are named there. */
function sourcesIn(loaded: string): string[] {
  const files = new Set(Array.from(loaded.matchAll(/dist\/[\w/.-]+\.js/g), ([file]) => file));
  return Array.from(files).flatMap((file) =>
    Array.from(
      readFileSync(file, 'utf8').matchAll(/^\/\/(?:#region)? ?((?:bin|src)\/\S+)$/gm),
      ([, source]) => source as string,
    ),
  );
}

async function ending(child: ChildProcess): Promise<{ exitCode: number | null; stderr: string }> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [exitCode] = await once(child, 'close');
  return { exitCode, stderr };
}

/** Those of the names that exist. */
async function existing(
  url: string,
  queues: readonly string[],
  exchanges: readonly string[] = [],
): Promise<string[]> {
  const connection = await connect(url);
  const found: string[] = [];
  for (const [kind, names] of [
    ['checkQueue', queues],
    ['checkExchange', exchanges],
  ] as const) {
    for (const name of names) {
      const channel = await connection.createChannel();
      channel.on('error', () => {});
      await channel[kind](name).then(
        () => found.push(name),
        () => {},
      );
    }
  }
  await connection.close();
  return found;
}
