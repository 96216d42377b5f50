import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { defineScenario, type Scenario } from '../../src/lib/lab/define-scenario.ts';
import { declareQueue, publish, queue, restart, topology } from '../../src/lib/lab/notation.ts';
import { wholeNumber } from '../../src/lib/lab/options.ts';
import { GROUPS } from '../../src/lib/lab/scenario.ts';
import { cli } from './cli.ts';

/** A catalogue of as many scenarios as there may be one day, with long names. */
const many: readonly Scenario[] = GROUPS.flatMap((group) =>
  Array.from({ length: 8 }, (_, at) => named(`${group}-scenario-${at + 1}`, group)),
);

const ttl = defineScenario({
  ...named('ttl', 'queues'),
  examples: ['run ttl --count 2'],
  options: {
    count: wholeNumber(1, { from: 1, to: 9, placeholder: 'N', summary: 'how many messages' }),
  },
  build: ({ count }) => ({
    topology: topology([], [queue('a')]),
    steps: Array.from({ length: count }, (_, at) => publish(`m${at + 1}`, '', 'a')),
  }),
  expected: { queues: { m1: ['a'] }, left: { a: ['m1'] } },
});

const durable = defineScenario({
  ...named('durable', 'queues'),
  build: () => ({
    topology: topology([], [queue('a')]),
    steps: [publish('m1', '', 'a', { persistent: true }), declareQueue(queue('b')), restart()],
  }),
  expected: { queues: { m1: ['a'] }, left: { a: ['m1'] } },
});

function named(name: string, group: Scenario['group']): Scenario {
  return {
    name,
    group,
    summary: `What ${name} shows`,
    guess: 'It stays.',
    notice: ['m1: it stays.'],
    takeaway: 'Think of it.',
    examples: [],
    options: {},
    build: () => ({ topology: topology([], []), steps: [] }),
    expected: {},
  };
}

const catalogue = async () => [...many, ttl as Scenario, durable as Scenario];
const mqLab = (...argv: string[]) => cli(argv, { catalogue });

describe('mq-lab run', () => {
  test('plays a scenario with its options, and those of every run', async () => {
    const { exitCode, stdout } = await mqLab('run', 'ttl', '--count', '2', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ scenario: 'ttl', messages: [{ id: 'm1' }, { id: 'm2' }] });
    expect(exitCode).toBe(0);
  });

  test('plays the exchange types as their own commands do', async () => {
    expect(await cli(['run', 'fanout', '--why'])).toEqual(await cli(['fanout', '--why']));
  });

  test('without a name says that one is missing, and which there are', async () => {
    const { exitCode, stdout, stderr } = await mqLab('run');
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^error: mq-lab run needs a scenario's name\n\nUsage: mq-lab run NAME \[options\]\n/,
    );
    expect(stderr).toContain('  queues      queues-scenario-1, queues-scenario-2,');
    expect(stderr).toMatch(/mq-lab list says what each of them shows/);
    expect(stderr).not.toContain('COMMAND --help');
  });

  test.each(['run', 'show'])('%s --help has every name, on one screen', async (command) => {
    const { exitCode, stdout } = await mqLab(command, '--help');
    expect(exitCode).toBe(0);
    for (const { name } of many) expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(36);
  });

  test('NAME --help lists its options, with examples', async () => {
    const { stdout } = await mqLab('run', 'ttl', '--help');
    expect(stdout).toMatch(/^Usage: mq-lab run ttl \[options\]/);
    for (const flag of ['--count', '--broker', '--format', '--timeout', '--keep'])
      expect(stdout).toContain(flag);
    expect(stdout).toContain('Examples:\n  mq-lab run ttl --count 2');
  });

  test.each([
    [['run', 'ttll'], "error: unknown scenario 'ttll'\n(Did you mean ttl?)\n"],
    [['show', 'ttll'], "error: unknown scenario 'ttll'\n(Did you mean ttl?)\n"],
    [['run', 'ttll', '--count', '2'], "error: unknown scenario 'ttll'\n(Did you mean ttl?)\n"],
    [['run', 'wombat'], "error: unknown scenario 'wombat'\nmq-lab list prints every scenario.\n"],
    [
      ['ttl'],
      "error: 'ttl' is a scenario, not a command\nRun it with mq-lab run ttl, or look at it with mq-lab show ttl.\n",
    ],
  ])('%j is a usage error that says what was meant', async (argv, says) => {
    expect(await mqLab(...argv)).toEqual({ exitCode: 2, stdout: '', stderr: says });
  });

  test.each([[['run', 'amqp://u:s3cret@h']], [['verify', 'amqp://u:s3cret@h']]])(
    '%j repeats no password',
    async (argv) => {
      const { exitCode, stderr } = await mqLab(...argv);
      expect(exitCode).toBe(2);
      expect(stderr).not.toContain('s3cret');
    },
  );

  test('restarts the embedded broker, and nobody else’s', async () => {
    await using broker = await startBroker();
    const declared: string[] = [];
    broker.onEvent((event) => {
      if (event.type === 'queue-declared') declared.push(event.queue.name);
    });
    expect(await mqLab('run', 'durable')).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout, stderr } = await mqLab('run', 'durable', '--broker', broker.url);
    expect([exitCode, stdout, declared]).toEqual([2, '', []]);
    expect(stderr).toMatch(
      /^error: this scenario restarts its broker, and the broker at amqp:\S+ is not the lab's own\nUse --broker embedded/,
    );
  });

  test('says on a broker of yours what will be declared, in steps too', async () => {
    await using broker = await startBroker();
    const later = {
      ...durable,
      build: () => ({ ...durable.build({}), steps: durable.build({}).steps.slice(0, 2) }),
    };
    const { stderr } = await cli(['run', 'durable', '--broker', broker.url], {
      catalogue: async () => [later as Scenario],
    });
    expect(stderr).toMatch(
      /^Declaring 2 queues on mq-lab \S+ at amqp:\S+, named mq-lab\.\w{5}\.\*, and deleting them as it ends\n$/,
    );
    expect(broker.topology().queues).toEqual([]);
  });
});

describe('mq-lab show', () => {
  test('prints what a scenario is about, and runs nothing', async () => {
    const { exitCode, stdout, stderr } = await mqLab('show', 'durable');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('What durable shows');
    expect(stdout).toContain('It stays.');
  });

  test('shows what an option would change', async () => {
    const { exitCode, stdout } = await mqLab('show', 'ttl', '--count', '3');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/\bm1, m2, m3\b/);
  });

  test('--format json prints one object', async () => {
    const { exitCode, stdout } = await mqLab('show', 'ttl', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ topology: { queues: [{ name: 'a' }] } });
    expect(exitCode).toBe(0);
  });

  test('takes no broker', async () => {
    expect(await mqLab('show', 'ttl', '--broker', 'embedded')).toMatchObject({ exitCode: 2 });
  });
});
