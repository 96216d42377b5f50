import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBinding, anExchange, aQueue } from '../definitions/build.ts';
import { cli, type Outcome } from './cli.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SCENARIO =
  'queues: [{ name: q }]\nsteps: [{ publish: { routing_key: q } }]\nexpect: { queues: { q: 1 } }\n';
const DEFINITIONS = JSON.stringify({ exchanges: [anExchange('x')], queues: [aQueue('q')] }, null, 1);
const nested = (open: string, close: string, levels: number): string =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;

/** All that reads a file of the user's, each with what it printed. */
async function everywhere(bytes: string | Uint8Array): Promise<readonly (readonly [string, Outcome])[]> {
  await Promise.all([writeFile(at('x.lab.yaml'), bytes), writeFile(at('x.json'), bytes)]);
  const commands = [
    ['test', at('x.lab.yaml')],
    ['lint', at('x.lab.yaml')],
    ['explain', 'amq.direct', 'k', '--file', at('x.lab.yaml')],
    ['lint', at('x.json')],
    ['explain', 'amq.direct', 'k', '--definitions', at('x.json')],
  ];
  const outcomes = [];
  for (const argv of commands) outcomes.push([argv.join(' '), await cli(argv)] as const);
  return outcomes;
}

const said = ({ stdout, stderr }: Outcome): string => `${stdout}${stderr}`.replace(/\s+/g, ' ');

const TOO_DEEP = /expected at most 100 levels of lists and maps/;

/** What is refused, by what is said of it as a scenario file, and as definitions. */
const REFUSED: readonly {
  readonly what: string;
  readonly bytes: string | Uint8Array;
  readonly scenario: RegExp;
  readonly definitions?: RegExp;
}[] = [
  { what: 'nothing', bytes: '', scenario: /an empty file/, definitions: /an empty text/ },
  { what: 'spaces', bytes: ' \n\r\n', scenario: /an empty file/, definitions: /an empty text/ },
  {
    what: 'binary data',
    bytes: Buffer.from('89504e470d0a1a0a00000d', 'hex'),
    scenario: /expected text, got binary data/,
  },
  {
    what: 'UTF-16',
    bytes: Buffer.from(`\ufeff${SCENARIO}`, 'utf16le'),
    scenario: /expected UTF-8, got UTF-16/,
  },
  {
    what: 'UTF-16 the other way round',
    bytes: Buffer.from(`\ufeff${SCENARIO}`, 'utf16le').swap16(),
    scenario: /expected UTF-8, got UTF-16/,
  },
  {
    what: 'Latin-1',
    bytes: Buffer.from(SCENARIO.replaceAll('q', 'qü'), 'latin1'),
    scenario: /UTF-8, got other bytes/,
  },
  {
    what: 'an anchor in itself',
    bytes: 'queues: &q [*q]\nexpect: { queues: { q: 1 } }\n',
    scenario: /an anchor contains itself/,
    definitions: /got YAML/,
  },
  {
    what: 'anchors of anchors',
    bytes: bomb(),
    scenario: /anchors that stand for at most 100 others/,
    definitions: /got YAML/,
  },
  {
    what: 'lists in lists',
    bytes: `{"queues": ${nested('[', ']', 150)}}`,
    scenario: TOO_DEEP,
    definitions: /at most 100 levels of brackets/,
  },
  {
    what: 'more lists in lists than the stack holds',
    bytes: `{"queues": ${nested('[', ']', 50_000)}}`,
    scenario: TOO_DEEP,
    definitions: /at most 100 levels of brackets/,
  },
  {
    what: 'lists in lists without brackets',
    bytes: `queues:\n  ${nested('- ', '', 5_000)}\n`,
    scenario: TOO_DEEP,
    definitions: /got YAML/,
  },
  {
    what: 'maps in maps without brackets',
    bytes: Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
    scenario: TOO_DEEP,
    definitions: /got YAML/,
  },
  {
    what: 'a key that is there twice',
    bytes: '{"queues": [],\n "queues": []}',
    scenario: /:2:2: expected each key once/,
    definitions: /'queues' twice/,
  },
  {
    what: 'a queue that is there twice',
    bytes: JSON.stringify({ queues: [{ name: 'q' }, { name: 'q' }], expect: { queues: { q: 0 } } }),
    scenario: /expected each queue once, got 'q' twice/,
    definitions: /got a scenario/,
  },
  { what: 'a number', bytes: '7', scenario: /expected a map, got 7/, definitions: /expected an object/ },
  { what: 'a list', bytes: '[1]', scenario: /expected a map, got a list/, definitions: /got a list/ },
  { what: 'null', bytes: 'null', scenario: /expected a map, got nothing/, definitions: /expected an object/ },
  {
    what: 'queues that are no list',
    bytes: '{"queues": {}}',
    scenario: /queues: expected a list, got a map/,
    definitions: /'queues' to be a list/,
  },
  {
    what: 'a queue that is none',
    bytes: '{"queues": [[]]}',
    scenario: /queues\[1\]: expected a map/,
    definitions: /expected a queue, written {…}, got a list/,
  },
  {
    what: 'a virtual host that is none',
    bytes: '{"vhosts": [1]}',
    scenario: /got 'vhosts'/,
    definitions: /expected a virtual host, written {…}, got 1/,
  },
];

function bomb(): string {
  const levels = ['b', 'c', 'd', 'e', 'f'].map((name, index) => {
    const before = `*${'abcde'[index]}`;
    return `${name}: &${name} [${Array(8).fill(before).join(', ')}]\n`;
  });
  return `a: &a [1, 2]\n${levels.join('')}${SCENARIO}`;
}

describe('every command refuses', () => {
  test.each(REFUSED)('$what', async ({ bytes, scenario, definitions = scenario }) => {
    for (const [command, outcome] of await everywhere(bytes)) {
      expect([command, outcome.exitCode]).toEqual([command, 2]);
      expect(said(outcome), command).toMatch(command.endsWith('.json') ? definitions : scenario);
    }
  });

  test('what nobody writes by hand as a scenario file, and as definitions what is more than RabbitMQ exports', async () => {
    const tooMuch = Buffer.alloc(65 * 1024 * 1024, ' ');
    for (const [command, outcome] of await everywhere(tooMuch)) {
      expect([command, outcome.exitCode]).toEqual([command, 2]);
      expect(said(outcome), command).toMatch(/expected at most (4|64) MiB, got 65\.0 MiB/);
    }
  });
});

describe('every command takes', () => {
  const variants = (text: string): [string, string][] => [
    ['a byte order mark', `\ufeff${text}`],
    ["Windows' line ends", text.replaceAll('\n', '\r\n')],
    ['no line end at the end', text.trimEnd()],
  ];

  test.each(variants(SCENARIO))('%s in a scenario file', async (_what, text) => {
    for (const [command, outcome] of (await everywhere(text)).slice(0, 2))
      expect([command, outcome.exitCode]).toEqual([command, 0]);
  });

  test.each(variants(DEFINITIONS))('%s in definitions', async (_what, text) => {
    const [[, lint], [, explain]] = (await everywhere(text)).slice(3) as [
      [string, Outcome],
      [string, Outcome],
    ];
    expect([lint.exitCode, explain.exitCode]).toEqual([0, 1]);
    expect(lint.stdout).toMatch(
      /line [2-9]\d*\s+No message that is published to exchange 'x' gets to a queue/,
    );
  });

  test("fields that are not known, and plugins' exchange types, of which it guesses nothing", async () => {
    const text = JSON.stringify({
      rabbit_version: '9.0.0',
      future: [1],
      exchanges: [anExchange('x', { type: 'x-random', colour: 'red' })],
      queues: [aQueue('q')],
      bindings: [aBinding('x', 'q')],
    });
    await writeFile(at('plugin.json'), text);
    const lint = await cli(['lint', at('plugin.json')]);
    const explain = await cli(['explain', 'x', 'k', '--to', 'q', '--definitions', at('plugin.json')]);
    for (const { stderr } of [lint, explain]) {
      expect(stderr).toContain("Exchange type 'x-random' is not modelled: where 'x' routes to is not known.");
      expect(stderr).toContain("Fields of the whole that are not known here are passed over: 'future'.");
      expect(stderr).toContain("Fields of exchanges that are not known here are passed over: 'colour'.");
    }
    expect(lint.exitCode).toBe(0);
    expect(lint.stdout).toMatch(/exchange-type-not-modelled {2}info/);
    expect(explain.exitCode).toBe(1);
    expect(explain.stdout).toContain('? whether q gets it is not known here');
  });
});
