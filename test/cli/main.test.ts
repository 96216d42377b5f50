import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { main } from '../../src/lib/cli/main.ts';
import { exchangeTypes } from '../../src/scenarios/exchange-types.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { TARGETS } from '../support/scenario-runs.ts';
import { cli, PROGRAM } from './cli.ts';

describe('mq-lab', () => {
  test('alone prints help that starts with what to try first', async () => {
    const { exitCode, stdout, stderr } = await cli([]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Try first:\n {2}mq-lab learn /);
    for (const { name } of exchangeTypes) expect(stdout).toContain(`  ${name} `);
  });

  test('says to try first what there is', async () => {
    const { stdout } = await cli([]);
    const tries = [...stdout.matchAll(/^ {2}mq-lab (.*?) {2,}/gm)].map(([, words = '']) => words.split(' '));
    expect(tries).toHaveLength(5);
    for (const words of tries)
      expect([words, await cli([...words, '--help'])]).toMatchObject([words, { exitCode: 0 }]);
    const names = tries.flatMap(([command, name]) => (command === 'run' ? [name] : []));
    for (const name of names) expect(scenarios.map((scenario) => scenario.name)).toContain(name);
  });

  test('--help says each command in one line of 80 columns, by group', async () => {
    const { stdout } = await cli(['--help']);
    const [, commands = ''] = /\n(Exchange types:\n[\s\S]*)\nExit codes:/.exec(stdout) ?? [];
    expect(
      commands
        .trimEnd()
        .split('\n')
        .map((line) => line.trim().split(' ')[0]),
    ).toEqual([
      ...['Exchange', 'fanout', 'direct', 'topic', 'headers', ''],
      ...['The', 'run', 'show', 'list', 'verify', ''],
      ...['Your', 'test', 'explain', 'export', 'lint', ''],
      ...['In', 'produce', 'consume', 'api', 'worker', 'compare', ''],
      ...['More:', 'broker', 'up', 'down', 'help'],
    ]);
  });

  test.each([
    ...['fanout', 'direct', 'topic', 'headers', 'run', 'show', 'list', 'verify', 'learn', 'broker', 'up'],
    ...['down', 'test', 'explain', 'export', 'lint', 'produce', 'consume', 'api', 'worker'],
    ...['compare grpc', 'compare log'],
  ])('%s --help keeps to 80 columns, but for examples', async (command) => {
    const { stdout } = await cli([...command.split(' '), '--help']);
    const long = stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('  mq-lab '));
    expect(long).toEqual([]);
  });

  test('loads the catalogue for what needs it, and for nothing else', async () => {
    const loads = async (...argv: string[]): Promise<boolean> => {
      let loaded = false;
      const catalogue = async () => {
        loaded = true;
        return scenarios;
      };
      await cli(argv, { catalogue });
      return loaded;
    };
    for (const argv of [
      '',
      '--version',
      '--help',
      'help',
      'fanout',
      'topic --help',
      'broker --help',
      'verify --help',
    ])
      expect([argv, await loads(...argv.split(' ').filter(Boolean))]).toEqual([argv, false]);
    for (const argv of ['list', 'run', 'show topic', 'help run', 'verify topic', 'nobody'])
      expect([argv, await loads(...argv.split(' '))]).toEqual([argv, true]);
  });

  test('help COMMAND prints what COMMAND --help does, and help help what help does', async () => {
    expect(await cli(['help', 'topic'])).toEqual(await cli(['topic', '--help']));
    expect(await cli(['help', 'run', 'topic'])).toEqual(await cli(['run', 'topic', '--help']));
    expect(await cli(['help', 'help'])).toEqual(await cli(['help']));
    expect(await cli(['help'])).toEqual(await cli(['--help']));
  });

  test('broker --help shows defaults as they would be given', async () => {
    const { stdout } = await cli(['broker', '--help']);
    expect(stdout).toMatch(/\(default:\s+5672\)/);
    expect(stdout).not.toMatch(/default: ["[]/);
  });

  test.each([['--version'], ['-V']])('%s prints the version', async (flag) => {
    expect(await cli([flag])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
  });

  test.each(exchangeTypes.map(({ name }) => name))(
    '%s --help lists its options, with examples',
    async (name) => {
      const { exitCode, stdout } = await cli([name, '--help']);
      expect(exitCode).toBe(0);
      for (const flag of [
        '--exchange',
        '--transient',
        '--broker',
        '--format',
        '--why',
        '--timeout',
        '--keep',
      ]) {
        expect(stdout).toContain(flag);
      }
      expect(stdout).toContain(`Examples:\n  mq-lab ${name} `);
    },
  );

  test.each(scenarios.flatMap(({ examples }) => examples))(
    'the example `mq-lab %s` runs',
    async (example) => {
      const words = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      );
      const { exitCode, stderr } = await cli(words);
      expect([exitCode, stderr]).toEqual([0, '']);
    },
  );
});

describe('a usage error', () => {
  test.each([
    [['fanuot'], /unknown command 'fanuot'\n\(Did you mean fanout\?\)/],
    [['fanout', '--consmers', '3'], /unknown option '--consmers'\n\(Did you mean --consumers\?\)/],
    [['help', 'run', 'fanuot'], /^error: unknown scenario 'fanuot'\n\(Did you mean fanout\?\)/],
    [['help', 'fanuot'], /^error: unknown command 'fanuot'\n\(Did you mean fanout\?\)/],
    [['fanout', 'extra'], /too many arguments/],
    [['fanout', '--broker', ''], /--broker: expected embedded, .* got nothing/],
    [['fanout', '--queue-arg', ''], /--queue-arg: expected K=V, got nothing/],
    [
      ['fanout', '--queue-arg', 'a=1', '--queue-arg', 'b=1,a=2'],
      /--queue-arg: expected each argument once, got 'a' twice/,
    ],
    [
      ['fanout', '--exchange', 'x'.repeat(256)],
      /--exchange: expected an exchange's name of at most 255 bytes/,
    ],
    [
      ['fanout', '--exchange', 'a\nb'],
      /--exchange: expected an exchange's name without line breaks, got 'a␊b'/,
    ],
    [['direct', '--bind', 'a\rb=k'], /--bind: expected a queue's name without line breaks, got 'a␍b'/],
    [['headers', '--bind', 'a\nb:all'], /--bind: expected a queue's name without line breaks, got 'a␊b'/],
    [['fanout', '--consumers'], /argument missing/],
    [['fanout', '--consumers', '0'], /--consumers: expected a whole number from 1 to 1000, got '0'/],
    [['fanout', '--consumers', '1001'], /got '1001'/],
    [['fanout', '--consumers', '2.5'], /got '2.5'/],
    [['fanout', '--consumers', ''], /got nothing/],
    [['fanout', '--messages', '-1'], /--messages: expected .* got '-1'/],
    [['fanout', '--consumers', '1000', '--messages', '100000'], /at most 1000000 deliveries/],
    [['fanout', '--format', 'xml'], /--format: expected table or json, got 'xml'/],
    [['fanout', '--timeout', '0'], /--timeout: expected a number of seconds/],
    [['fanout', '--timeout', 'soon'], /--timeout: expected a number of seconds/],
    [['fanout', '--exchange', ''], /403 ACCESS_REFUSED - operation not permitted on the default exchange/],
    [['fanout', '--exchange', 'amq.mine'], /must not begin with 'amq\.'/],
    [['fanout', '--exchange', 'amq.topic'], /expected a fanout exchange, got 'amq\.topic', which is topic/],
    [['topic', '--exchange', 'amq.rabbitmq.trace'], /internal/],
    [
      ['topic', '--exchange', 'amq.topic', '--transient'],
      /--transient does not go with --exchange amq\.topic/,
    ],
    [['direct', '--bind', 'q'], /--bind: expected QUEUE=KEY/],
    [['direct', '--bind', 'amq.q=k'], /--bind: expected a queue's name/],
    [
      ['topic', '--pattern', 'x'.repeat(256)],
      /--pattern: expected a key of at most 255 bytes, got 256 bytes/,
    ],
    [['topic', '--key', '주'.repeat(86)], /--key: expected a key of at most 255 bytes, got 258 bytes/],
    [['headers', '--bind', 'q:some:a=1'], /--bind: expected one of all, any/],
    [['headers', '--message', 'a="x'], /--message: expected one closing double quote/],
    [['list', '--format', 'xml'], /--format: expected table or json/],
    [['broker', '--port', '70000'], /--port: expected a port from 0 to 65535, got '70000'/],
    [['broker', '--host', ''], /--host: expected a host/],
    [['broker', '--user', ':x'], /--user: expected NAME:PASSWORD, got a password without a name/],
    [['broker', '--user', 'x'], /--user: expected NAME:PASSWORD, got 'x'/],
  ])('%j says what was expected', async (argv, says) => {
    const { exitCode, stdout, stderr } = await cli(argv);
    expect(stderr).toMatch(says);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('names the variable where the broker comes from there', async () => {
    const { exitCode, stderr } = await cli(['fanout'], { env: { MQ_LAB_BROKER: 'http://h' } });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /MQ_LAB_BROKER: expected embedded, docker\[:TAG\], compose or amqp\[s\]:\/\/…, got http:\/\/…/,
    );
  });

  test.each([
    [['fanout\u001b[31m']],
    [['fanout', '--n\u001b[31m']],
    [['fanout', '--consumers', '\u001b[31m']],
    [['fanout', '--exchange', 'amq.\u001b[31m']],
  ])('%j shows what a terminal would obey', async (argv) => {
    const { exitCode, stderr } = await cli(argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('␛[31m');
    expect(stderr).not.toContain('\u001b');
  });

  test.each([
    [['fanout', '--broker', 'amqp://u:s3cret@h:port']],
    [['fanout', '--broker=amqp:/u:s3cret@h']],
    [['fanout', '--brokr=amqp://u:s3cret@h']],
    [['fanout', 'amqp://u:s3cret@h']],
    [['amqp://u:s3cret@h']],
    [['list', '--format', 'amqp://u:s3cret@h']],
  ])('%j repeats no password', async (argv) => {
    const { exitCode, stdout, stderr } = await cli(argv);
    expect(exitCode).toBe(2);
    expect(stdout + stderr).not.toContain('s3cret');
  });
});

describe.each(TARGETS)('what %s refuses because of the options', (target) => {
  test.each([
    [
      ['--queue-arg', 'x-max-length=-1'],
      /invalid arg 'x-max-length' for queue 'q1'.*\nLook at --queue-arg x-max-length=/,
    ],
    [
      ['--queue-arg', 'x-dead-letter-exchange=1'],
      /invalid type.*\nLook at --queue-arg x-dead-letter-exchange=/,
    ],
    [['--queue-arg', 'x-queue-type=quorum', '--queue-transient'], /\n--queue-transient does not go with/],
    [['--queue-arg', 'x-queue-type=stream', '--queue-auto-delete'], /\n--queue-auto-delete does not go with/],
  ])('is a usage error that names the option: %j', async (flags, says) => {
    const { exitCode, stdout, stderr } = await cli(['fanout', ...flags, '--broker', target]);
    expect(stderr).toMatch(says);
    expect(stderr).toContain(`error: the ${target === 'embedded' ? 'embedded broker' : 'broker at amqp://'}`);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  test('of a message is shown where it happens', async () => {
    const { exitCode, stdout } = await cli(['headers', '--message', 'CC=a', '--broker', target]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('producer: 406 PRECONDITION_FAILED - invalid message');
    expect(exitCode).toBe(1);
  });

  test('is shown without what a terminal would obey', async () => {
    const flags = ['--bind', 'a\u001b[31mb=k', '--queue-arg', 'x-max-length=-1'];
    const { exitCode, stderr } = await cli(['direct', ...flags, '--broker', target]);
    expect(stderr).toContain("for queue 'a␛[31mb'");
    expect(stderr).not.toContain('\u001b');
    expect(exitCode).toBe(2);
  });
});

test('an exchange that others use too is warned of before anything is published into their queues', async () => {
  await using broker = await startBroker();
  const published: string[] = [];
  broker.onEvent((event) => {
    if (event.type === 'routed') published.push(event.message.exchange);
  });
  const stderr: string[] = [];
  const io = {
    argv: ['fanout', '--exchange', 'amq.fanout', '--broker', broker.url],
    env: {},
    stdout: { write: () => {} },
    stderr: { write: (text: string) => stderr.push(`${published.length} published\n${text}`) },
    onEndRequest: () => () => {},
  };
  expect(await main(io, PROGRAM)).toBe(0);
  expect(stderr[0]).toMatch(/^0 published\nDeclaring 3 queues/);
  expect(stderr[0]).toMatch(
    /Warning: amq\.fanout is everybody's: the 3 messages of this run will also go into every/,
  );
});

describe('the options', () => {
  const json = async (...argv: string[]) => JSON.parse((await cli([...argv, '--format', 'json'])).stdout);

  test('give the exchange and its queues their attributes', async () => {
    const flags = [
      '--exchange',
      'mine',
      '--transient',
      '--auto-delete',
      '--queue-transient',
      '--queue-auto-delete',
    ];
    const { topology, passed } = await json('fanout', ...flags);
    expect(topology.exchanges).toMatchObject([{ name: 'mine', durable: false, auto_delete: true }]);
    expect(topology.queues[0]).toMatchObject({ durable: false, auto_delete: true });
    expect(passed).toBe(true);
  });

  test('bind a queue as often as it is named, and it gets one copy', async () => {
    const { topology, messages } = await json(
      'headers',
      '--bind',
      'q:any:a=1',
      '--bind',
      'q:all:b=2',
      '--message',
      'a=1,b=2',
    );
    expect(topology.queues).toHaveLength(1);
    expect(topology.bindings).toHaveLength(2);
    expect(messages[0].queues).toEqual(['q']);
  });

  test('make the same binding once', async () => {
    const { topology } = await json('direct', '--bind', 'q=a,a', '--bind', 'q=a');
    expect(topology.bindings).toHaveLength(1);
  });

  test('publish as many messages as they name', async () => {
    const { messages, queues } = await json('fanout', '--consumers', '2', '--messages', '4');
    expect(messages.map(({ queues: reached }: { queues: string[] }) => reached)).toEqual(
      Array(4).fill(['q1', 'q2']),
    );
    expect(queues.map(({ name }: { name: string }) => name)).toEqual(['q1', 'q2']);
  });

  test('take keys that are empty or begin with a dash', async () => {
    const { messages } = await json('topic', '--pattern', '#', '--key', '', '--key', '-x');
    expect(messages.map(({ routing_key }: { routing_key: string }) => routing_key)).toEqual(['', '-x']);
  });

  test('that make more reasons than JSON has room for leave them out and say so', async () => {
    const many = ['topic', '--format', 'json', ...Array(400).fill(['--pattern', 'z']).flat()];
    const { stdout, stderr } = await cli([...many, ...Array(300).fill(['--key', 'a']).flat()]);
    expect(JSON.parse(stdout).messages[0].why).toEqual([]);
    expect(stderr).toMatch(/Every "why" is left empty: .* --why writes them/);
    expect((await cli([...many, '--key', 'a'])).stderr).toBe('');
  });

  test('list the catalogue as JSON', async () => {
    const { scenarios: listed } = await json('list');
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(scenarios.map(({ name }) => name));
  });
});
