import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '../../src/lib/definitions/lint/rules.ts';
import { aBinding, anExchange, aQueue } from '../definitions/build.ts';
import { cli } from './cli.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
const mqLab = (...argv: string[]) => cli(['lint', ...argv]);

const lines = (items: readonly object[]): string => items.map((item) => JSON.stringify(item)).join(',\n');

/** An error on line 3, a warning on line 7, and what one should know. */
const DEFINITIONS = `{"exchanges": [
${lines([anExchange('orders', { type: 'topic' })])}],"queues": [${lines([aQueue('work', { arguments: { 'x-dead-letter-exchange': 'dlx' } })])},
${lines([aQueue('audit')])}],
"bindings": [
${lines([aBinding('orders', 'work', { routing_key: 'order.#' })])},

${lines([aBinding('orders', 'work', { routing_key: 'order.*' })])}]}`;

const SCENARIO = `definitions: ./rabbit.json
queues:
  - name: replies
steps:
  - publish: { exchange: orders, routing_key: order.new }
  - declare: { queue: { name: late, arguments: { x-dead-letter-exchange: nowhere } } }
expect: { messages: { m1: [work] } }
lint:
  off:
    dead-letter-exchange-missing: { work: the other team declares it }
    unbound-queue: addressed by their names
    exchange-cycle: there was one
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
  await writeFile(at('rabbit.json'), DEFINITIONS);
  await writeFile(at('orders.lab.yaml'), SCENARIO);
  await writeFile(at('fine.lab.yaml'), 'queues: [{ name: q }]\nexpect: { queues: { q: 0 } }\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('mq-lab lint', () => {
  test('prints what it found by rule, where, why that matters and what to do', async () => {
    const { exitCode, stdout } = await mqLab(at('rabbit.json'));
    expect(stdout).toContain(`
  ✗ dead-letter-exchange-missing  error
    line 2  Queue 'work' sends its dead letters to exchange 'dlx', which does
            not exist.

    RabbitMQ accepts the name of any exchange, and looks it up at each death:
    while there is none, dead messages are dropped without a word.
    ▸ Declare 'dlx' and bind a queue to it, or correct the name in
      x-dead-letter-exchange.

  ! shadowed-binding  warning
    line 7  The binding orders -[order.*]-> work adds nothing: orders
            -[order.#]-> work takes all that it takes.
`);
    expect(stdout).toContain('\n  ✗ 1 error, 1 warning, 2 infos in 1 exchange, 2 queues, 2 bindings\n');
    expect(exitCode).toBe(1);
  });

  test('fits into 40 columns', async () => {
    const { stdout } = await cli(['lint', at('orders.lab.yaml')], { env: { COLUMNS: '40' } });
    for (const line of stdout.replaceAll(folder, '').split('\n'))
      expect(line.length, line).toBeLessThanOrEqual(40);
  });

  test.each([
    [1, ['rabbit.json']],
    [0, ['fine.lab.yaml', '--fail-on', 'info']],
    [0, ['rabbit.json', '--off', 'dead-letter-exchange-missing=the other team declares it']],
    [1, ['rabbit.json', '--off', 'dead-letter-exchange-missing=so', '--fail-on', 'warning']],
    [
      0,
      [
        'rabbit.json',
        '--off',
        'dead-letter-exchange-missing=so',
        '--off',
        'shadowed-binding=a=b',
        '--fail-on',
        'warning',
      ],
    ],
  ])('ends with %i for %j', async (code, [path = '', ...options]) => {
    expect(await mqLab(at(path), ...options)).toMatchObject({ exitCode: code, stderr: '' });
  });

  test.each([
    [[], /expected a topology, got none/],
    [['x.json', '--definitions', 'y.json'], /FILE does not go with --definitions/],
    [['x.json', '--management', 'http://host'], /--definitions does not go with --management/],
    [['x.json', '--off', 'unbound-queue'], /--off: expected RULE=REASON, as .* got 'unbound-queue'/],
    [['x.json', '--off', 'unbound-queue= '], /--off: expected RULE=REASON/],
    [['x.json', '--fail-on', 'never'], /--fail-on: expected one of error, warning, info, got 'never'/],
    [['x.json', '--format', 'xml'], /--format: expected one of text, json, github, got 'xml'/],
    [['x.json'], /x\.json: there is no such file/],
  ])('refuses %j', async (argv, text) => {
    const { exitCode, stdout, stderr } = await mqLab(...argv);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(text);
  });

  test('refuses to switch off a rule that does not exist', async () => {
    const { exitCode, stderr } = await mqLab(at('rabbit.json'), '--off', 'shadow-binding=so');
    expect([exitCode, stderr]).toEqual([
      2,
      "error: there is no rule 'shadow-binding'\nDid you mean shadowed-binding?\n",
    ]);
  });

  test('names the rules that a scenario file switches off, why, and which of them need not be off', async () => {
    const { exitCode, stdout } = await mqLab(at('orders.lab.yaml'));
    expect(stdout.replaceAll(folder, '').replace(/\s+/g, ' ')).toContain(
      '○ dead-letter-exchange-missing of work is off: the other team declares it 1 finding ' +
        '○ unbound-queue is off: addressed by their names 3 findings ' +
        '○ exchange-cycle is off: there was one finds nothing: it need not be off',
    );
    // What a step declares is looked at like the rest.
    expect(stdout).toContain("Queue 'late' sends its dead letters to exchange 'nowhere'");
    expect(exitCode).toBe(1);
  });

  test('gives machines all findings, with file and line, and what was left out', async () => {
    const { stdout, stderr } = await mqLab(at('orders.lab.yaml'), '--format', 'json');
    const { findings, off, ...rest } = JSON.parse(stdout);
    expect(rest).toEqual({
      topology: at('orders.lab.yaml'),
      virtual_host: '/',
      passed: false,
      partial: false,
      counts: { error: 1, warning: 1, info: 1 },
      notes: [],
    });
    expect(findings.slice(0, 2)).toMatchObject([
      {
        id: 'dead-letter-exchange-missing',
        severity: 'error',
        subject: { kind: 'queue', name: 'late' },
        file: at('orders.lab.yaml'),
        line: 6,
        column: 14,
      },
      {
        id: 'shadowed-binding',
        subject: { kind: 'binding', source: 'orders', destination: 'work', routing_key: 'order.*' },
        file: at('rabbit.json'),
        line: 7,
        column: 1,
      },
    ]);
    expect(off.map(({ rule, on, findings: left }: Record<string, unknown>) => [rule, on, left])).toEqual([
      ['dead-letter-exchange-missing', 'work', 1],
      ['unbound-queue', null, 3],
      ['exchange-cycle', null, 0],
    ]);
    expect(stderr).toBe('');
  });

  test('finds the step of a binding that leaves out its queue', async () => {
    await writeFile(
      at('last.lab.yaml'),
      `steps:
  - declare: { queue: { name: late } }
  - bind: { source: nowhere, destination: '' }
expect: { queues: { late: 0 } }
`,
    );
    const { stdout } = await mqLab(at('last.lab.yaml'));
    expect(stdout).toContain('line 3  The binding nowhere -[late]-> late hangs in the air');
  });

  test('annotates the lines for GitHub', async () => {
    const { stdout } = await mqLab(at('rabbit.json'), '--format', 'github');
    const [error = '', warning = '', info = ''] = stdout.split('\n');
    expect(error).toMatch(
      /^::error file=.*rabbit\.json,line=2,col=\d+,title=dead-letter-exchange-missing::Queue 'work' .*%0A.*%0ADeclare/,
    );
    expect(warning).toMatch(/^::warning file=.*,line=7,col=1,title=shadowed-binding::/);
    expect(info).toMatch(/^::notice /);
  });

  test('writes a report to a file, and the text to the terminal', async () => {
    const { stdout } = await mqLab(at('rabbit.json'), '--format', 'json', '--output', at('lint.json'));
    expect(stdout).toContain('✗ 1 error');
    expect(JSON.parse(await readFile(at('lint.json'), 'utf8'))).toMatchObject({ passed: false });
  });

  test('does not replace what it reads by its report', async () => {
    const before = await readFile(at('rabbit.json'), 'utf8');
    const { exitCode, stderr } = await mqLab(at('rabbit.json'), '--output', at('rabbit.json'));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is what is read, and would be lost');
    expect(await readFile(at('rabbit.json'), 'utf8')).toBe(before);
  });

  test('shows the first findings of many, and how many more there are', async () => {
    const queues = Array.from({ length: 25 }, (_, at) => aQueue(`q${at}`));
    await writeFile(at('many.json'), JSON.stringify({ exchanges: [anExchange('x')], queues, bindings: [] }));
    const { stdout } = await mqLab(at('many.json'));
    expect(stdout).toContain('    … and 15 more; --format json lists all\n');
  });

  test('lists its rules, for people and for machines', async () => {
    const { stdout } = await mqLab('--rules');
    const { stdout: json } = await mqLab('--rules', '--format', 'json');
    for (const { id, severity } of RULES) expect(stdout).toContain(`  ${id}  ${severity}\n`);
    expect(JSON.parse(json).map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
  });
});

describe('a large export', () => {
  const QUEUES = Array.from({ length: 20_000 }, (_, at) => aQueue(`${at}${'.'.repeat(200)}`));
  const said = async (isTTY: boolean, ...argv: string[]) => {
    await writeFile(at('large.json'), JSON.stringify({ queues: QUEUES }));
    return cli([...argv, '--definitions', at('large.json')], { isTTY });
  };

  test('is read and looked at with a line on a terminal, which goes away again', async () => {
    const { stderr } = await said(true, 'lint', '--off', 'unbound-queue=they are addressed by name');
    expect(stderr).toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what clears a line
      /^\r\u001b\[KReading .*large\.json, \d+ MiB …\r\u001b\[K\r\u001b\[KLinting 20,000 queues, 0 bindings …\r\u001b\[K$/,
    );
  });

  test('is read without a word in a pipe', async () => {
    expect((await said(false, 'lint')).stderr).toBe('');
  });
});
