import { describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import type { Step } from '../../src/lib/lab/experiment.ts';
import { bind, publish, queue, restart, topology, wait } from '../../src/lib/lab/notation.ts';
import type { Scenario } from '../../src/lib/lab/scenario.ts';
import { startProxy } from '../support/proxy.ts';
import { type CliOptions, cli } from './cli.ts';

function scenario(name: string, steps: readonly Step[], more: Partial<Scenario> = {}): Scenario {
  return {
    name,
    group: 'queues',
    summary: '',
    guess: '',
    notice: [],
    takeaway: '',
    examples: [],
    options: {},
    build: () => ({ topology: topology([], [queue('a')]), steps }),
    expected: { queues: { m1: ['a'] }, left: { a: ['m1'] } },
    ...more,
  };
}

const send = publish('m1', '', 'a', { persistent: true });
const right = scenario('right', [send]);
const wrong = scenario('wrong', [send], { expected: { queues: { m1: ['a'] } } });
const restarts = scenario('restarts', [send, restart()]);
const shared = scenario('shared', [bind('amq.topic -> a'), send]);

const mqLab = (argv: readonly string[], scenarios: readonly Scenario[], options: CliOptions = {}) =>
  cli(['verify', ...argv], { ...options, catalogue: async () => scenarios });

describe('mq-lab verify', () => {
  test('runs the catalogue, and says of each scenario in its order that it passed', async () => {
    const { exitCode, stdout, stderr } = await mqLab([], [restarts, right]);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.replace(/\d+\.\d\d s/g, '0.12 s').replace(/mq-lab \d\S+/, 'mq-lab 1.2.3')).toBe(
      [
        '  ✔ restarts  0.12 s',
        '  ✔ right     0.12 s',
        '',
        '  ✔ 2 scenarios passed, in 0.12 s on mq-lab 1.2.3',
        '',
        '',
      ].join('\n'),
    );
  });

  test('NAME runs those alone, each once', async () => {
    const { stdout } = await mqLab(['right', 'right'], [restarts, right]);
    expect(stdout).toMatch(/^ {2}✔ right .*\n\n {2}✔ 1 scenario passed/);
  });

  test('of an unknown name says which was meant, and runs nothing', async () => {
    expect(await mqLab(['right', 'wrogn'], [right, wrong])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: "error: unknown scenario 'wrogn'\n(Did you mean wrong?)\n",
    });
  });

  test('exits 1 where one fails, says in what, and runs the others', async () => {
    const { exitCode, stdout } = await mqLab([], [wrong, right]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^ {2}✗ wrong .*\n {4}left in a: expected nothing; observed m1\n {2}✔ right .*\n\n {2}✗ 1 scenario passed, 1 failed, in/s,
    );
  });

  test('skips what cannot be run on a broker of yours, and does not count it as passed', async () => {
    await using broker = await startBroker();
    const { exitCode, stdout, stderr } = await mqLab(['--broker', broker.url], [restarts, right, shared]);
    expect(exitCode).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /○ restarts skipped: this scenario restarts its broker, and .* ✔ right .* 2 scenarios passed, 1 skipped, in/,
    );
    expect(stderr).toMatch(
      /^Declaring 2 queues for 2 scenarios on mq-lab \S+ at amqp:\S+, named mq-lab\.\?{5}\.\*, .*\nWarning: amq\.topic is everybody's: the messages of shared will .*\n$/,
    );
    expect(broker.topology().queues).toEqual([]);
  });

  test('exits 2 where nothing could be run', async () => {
    await using broker = await startBroker();
    const { exitCode, stdout } = await mqLab(['--broker', broker.url], [restarts]);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/○ nothing could be run, 1 skipped, in/);
    const json = await mqLab(['--broker', broker.url, '--format', 'json'], [restarts]);
    expect(JSON.parse(json.stdout)).toMatchObject({ passed: false, counts: { passed: 0, skipped: 1 } });
  });

  test('exits 3 where nobody answers, and says so once', async () => {
    const { exitCode, stdout, stderr } = await mqLab(
      ['--broker', 'amqp://u:s3cret@127.0.0.1:1'],
      [right, wrong],
    );
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr.match(/nothing listens at amqp:\/\/u@127\.0\.0\.1:1\n/g)).toHaveLength(1);
    expect(stderr).not.toContain('s3cret');
  });

  test('exits 130 where it is interrupted, and leaves nothing behind', async () => {
    await using broker = await startBroker();
    const holding = ['one', 'two', 'three'].map((name) => scenario(name, [send, wait(60_000)]));
    let end = (): void => {};
    broker.onEvent((event) => {
      if (event.type === 'queue-declared') end();
    });
    const { exitCode, stderr } = await mqLab(['--broker', broker.url], holding, {
      onListening: (listener) => {
        end = listener;
      },
    });
    expect(exitCode).toBe(130);
    expect(stderr).toMatch(/\nerror: interrupted; nothing was left behind\n$/);
    expect(broker.topology().queues).toEqual([]);
  });

  test('--format json prints one object with every result', async () => {
    const { exitCode, stdout } = await mqLab(['--format', 'json'], [right, wrong]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      brokers: [{ kind: 'embedded', product: 'mq-lab' }],
      passed: false,
      counts: { passed: 1, failed: 1, skipped: 0 },
      scenarios: [
        { scenario: 'right', outcome: 'passed', runs: [{ error: null, problems: [] }] },
        {
          scenario: 'wrong',
          outcome: 'failed',
          runs: [{ problems: [{ kind: 'differs', text: 'left in a: expected nothing; observed m1' }] }],
        },
      ],
    });
  });

  test('on a terminal says how far it is, once it takes long', async () => {
    await using broker = await startBroker();
    let end = (): void => {};
    const { exitCode, stderr } = await mqLab(
      ['--broker', broker.url],
      [scenario('slow', [send, wait(60_000)])],
      {
        isTTY: true,
        onListening: (listener) => {
          end = listener;
        },
        onOutput: (printed) => {
          if (printed.stderr.includes('of 1 done')) end();
        },
      },
    );
    expect(exitCode).toBe(130);
    expect(stderr).toContain('\r\u001b[K0 of 1 done, running slow …\r\u001b[Kerror: interrupted');
  });

  test.each([
    [['--against', 'nope'], /--against: expected embedded, docker/],
    [['--timeout', '0'], /--timeout: expected a number of seconds/],
    [['--format', 'xml'], /--format: expected table or json/],
    [['--keep'], /unknown option '--keep'/],
  ])('%j is a usage error', async (argv, says) => {
    const { exitCode, stdout, stderr } = await mqLab(argv, [right]);
    expect(stderr).toMatch(says);
    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

describe('mq-lab verify --against', () => {
  test('passes where both brokers do the same', async () => {
    await using broker = await startBroker();
    const { exitCode, stdout } = await mqLab(['--against', broker.url], [right]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/1 scenario passed, in \S+ s on mq-lab \S+ and mq-lab \S+\n/);
  });

  test('exits 1 where they do not, and says in what', async () => {
    await using broker = await startBroker();
    const other = await startProxy(broker.url, (bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll('k.one', 'k.two'), 'latin1'),
    );
    const routed = scenario('routed', [publish('m1', 'amq.topic', 'k.one')], {
      build: () => ({
        topology: topology([], [queue('a')], ['amq.topic -[*.one]-> a']),
        steps: [publish('m1', 'amq.topic', 'k.one')],
      }),
    });
    const { exitCode, stdout } = await mqLab(['--against', other.url], [routed]);
    expect(exitCode).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/queues of m1: on mq-lab \S+ a; on mq-lab \S+ nothing/);
    const json = await mqLab(['--against', other.url, '--format', 'json'], [routed]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      scenarios: [
        {
          differences: [
            { section: 'queues', of: 'm1', observed: ['a', 'nothing'] },
            { section: 'left', of: 'a', observed: ['m1', 'nothing'] },
            { section: 'returned', of: null, observed: ['nothing', 'm1'] },
          ],
        },
      ],
    });
    await other.close();
  });
});
