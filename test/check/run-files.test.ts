import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { findScenarioFiles } from '../../src/lib/check/find-files.ts';
import {
  type FileResult,
  type RunFilesOptions,
  runFiles,
  runScenarioFile,
} from '../../src/lib/check/run-files.ts';
import { LabError } from '../../src/lib/lab/errors.ts';
import { brokerSource } from '../../src/lib/lab/run/brokers.ts';
import { githubResults, jsonResults, junitResults } from '../../src/lib/render/tests/machine.ts';
import { specLines, specSummary } from '../../src/lib/render/tests/spec.ts';
import { TARGETS } from '../support/scenario-runs.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ROUTING = `
exchanges: [{ name: orders, type: topic }]
queues: [{ name: billing }, { name: audit }]
bindings: ['orders -[order.*]-> billing', 'orders -[#]-> audit']
steps:
  - publish: { exchange: orders, routing_key: order.new }
  - publish: { exchange: orders, routing_key: order.eu.new }
  - confirms:
  - publish: { exchange: nowhere }
expect:
  messages: { m1: [billing, audit], m2: [audit], m3: { error: 404 } }
  queues: { billing: [m1], audit: 2 }
`;
const STREAM = `
queues:
  - { name: history, arguments: { x-queue-type: stream } }
  - { name: read, arguments: { x-queue-type: stream } }
bindings: ['amq.fanout -> history', 'amq.fanout -> read']
steps:
  - consume: { consumer: c1, queue: read }
  - publish: { exchange: amq.fanout }
  - publish: { exchange: amq.fanout }
expect:
  messages: { m1: [history, read], m2: [history, read] }
  queues: { history: [m1, m2] }
`;
const UNMET = `
exchanges: [{ name: orders, type: topic }, { name: late, type: x-delayed-message }, { name: never, type: x-random }]
queues: [{ name: billing }]
bindings: ['orders -[order.*]-> billing', 'orders =[late.#]=> late', 'late -[#]-> billing', 'never =[x]=> orders']
steps:
  - publish: { exchange: orders, routing_key: order.new }
expect:
  messages: { m1: [billing] }
`;
const FAILING = ROUTING.replace('m2: [audit]', 'm2: [billing]').replace('audit: 2', 'audit: 3');

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const options: RunFilesOptions = {
  target: { kind: 'embedded' },
  concurrency: 2,
  timeoutMs: 10_000,
  signal: new AbortController().signal,
};

describe.each([...TARGETS, 'model'])('on %s', (target) => {
  const on = { target: target === 'model' ? ({ kind: 'model' } as const) : brokerSource(target) };

  test('a file that says what happens passes', async () => {
    const result = await runScenarioFile(await file('routing.lab.yaml', ROUTING), on);
    expect('run' in result && result.run.verdict.problems).toEqual([]);
    expect(result).toMatchObject({ outcome: 'passed', name: 'routing' });
  });

  test('a stream that nobody reads is read in the end', async () => {
    const text = target === 'model' ? STREAM.replace(/ {2}- consume.*\n/, '') : STREAM;
    const result = await runScenarioFile(await file('stream.lab.yaml', text), on);
    expect('run' in result && result.run.verdict.problems).toEqual([]);
  });

  test("an exchange of a plugin's type that no message comes to stands in nobody's way", async () => {
    const result = await runScenarioFile(await file('unmet.lab.yaml', UNMET), on);
    expect('run' in result && result.run.verdict.problems).toEqual([]);
    expect(result.outcome).toBe('passed');
  });

  test('a limit that no message meets changes nothing', async () => {
    const text = ROUTING.replace(
      '{ name: audit }',
      '{ name: audit, arguments: { x-max-length: 2, x-max-length-bytes: 4, x-message-ttl: 600000 } }',
    );
    const result = await runScenarioFile(await file('limits.lab.yaml', text), on);
    expect('run' in result && result.run.verdict.problems).toEqual([]);
  });

  test('a file that says otherwise fails, and both sides are told, and why', async () => {
    const result = await runScenarioFile(await file('failing.lab.yaml', FAILING), on);
    expect(result.outcome).toBe('failed');
    const text = specLines({ ...result, ms: 1, path: 'failing.lab.yaml' }, { width: 90, colour: false }).join(
      '\n',
    );
    expect(text).toBe(
      [
        '  ✗ failing  1 ms  failing.lab.yaml',
        '     m2, published to orders with order.eu.new  line 11',
        '        expected  billing',
        '        observed  audit',
        "          · orders ▶ billing: word 3, 'new', is one too many",
        "          ● orders ▶ audit: # took 'order.eu.new'",
        '     left in audit: expected 3 messages; observed 2 messages  line 12',
      ].join('\n'),
    );
  });
});

test('a message that comes back is not said to be in a queue', async () => {
  const text =
    'queues: [{ name: a }]\nsteps: [{ publish: { exchange: amq.fanout } }]\nexpect: { messages: { m1: [a] } }\n';
  const result = await runScenarioFile(await file('back.lab.yaml', text));
  const lines = specLines({ ...result, ms: 1, path: 'back.lab.yaml' }, { width: 90, colour: false });
  expect(lines[1]).toContain('m1, published to amq.fanout with the empty key');
  expect(lines).toContain('        m1 came back to its publisher, which it should not');
});

test('a file may expect what happens over time', async () => {
  const text = `
queues:
  - { name: work, arguments: { x-dead-letter-exchange: '', x-dead-letter-routing-key: dead } }
  - name: dead
    arguments: { x-message-ttl: 3600000, x-dead-letter-exchange: '', x-dead-letter-routing-key: archive }
  - { name: archive }
steps:
  - consume: { consumer: c1, queue: work, except: { m2: reject } }
  - publish: { routing_key: work }
  - publish: { routing_key: work }
  - look: before
  - wait: 3600000
  - look: after
expect:
  messages: { m2: { queues: [work, dead, archive], dead_lettered: [dead expired, work rejected] } }
  consumers: { c1: [m1, m2] }
  looks: { before: { dead: 1 }, after: { dead: 0 } }
`;
  const result = await runScenarioFile(await file('time.lab.yaml', text));
  expect('run' in result && result.run.verdict.problems).toEqual([]);
});

test('a message that died is told of as a dead letter, not as one that came by a binding', async () => {
  const text = `
queues:
  - { name: work, arguments: { x-dead-letter-exchange: '', x-dead-letter-routing-key: dead } }
  - { name: dead }
steps:
  - consume: { consumer: c1, queue: work, answer: reject }
  - publish: { exchange: amq.fanout, id: m1 }
bindings: ['amq.fanout -> work']
expect:
  messages: { m1: [work] }
`;
  const result = await runScenarioFile(await file('died.lab.yaml', text));
  const lines = specLines(result, { width: 90, colour: false }).join('\n');
  expect(lines).toContain('● it died, and went on as a dead letter: work rejected');
  expect(lines).not.toContain('nothing is bound');
});

test('the model refuses what is more than routing', async () => {
  const path = await file('more.lab.yaml', ROUTING.replace('steps:', 'steps:\n  - wait: 5'));
  await expect(runScenarioFile(path, { target: { kind: 'model' } })).rejects.toThrow(
    /the step 'wait' needs a broker/,
  );
});

test.each([
  ['a queue that overflows', '{ x-max-length: 1 }', "the x-max-length of queue 'audit'"],
  ['a queue with too little room', '{ x-max-length-bytes: 3 }', "the x-max-length-bytes of queue 'audit'"],
  ['messages that die at once', '{ x-message-ttl: 0 }', "the x-message-ttl of queue 'audit'"],
])('the model refuses %s', async (_, args, what) => {
  const text = ROUTING.replace('{ name: audit }', `{ name: audit, arguments: ${args} }`);
  const path = await file('full.lab.yaml', text);
  await expect(runScenarioFile(path, { target: { kind: 'model' } })).rejects.toThrow(
    `${what} needs a broker, and the model is none`,
  );
});

test('the model leaves an expiration that is a text to a broker', async () => {
  const path = await file('text.lab.yaml', ROUTING.replace('publish: {', 'publish: { expiration: 5s,'));
  await expect(runScenarioFile(path, { target: { kind: 'model' } })).rejects.toThrow(
    'the expiration of m1 needs a broker, and the model is none',
  );
});

test('the model refuses a type that nobody knows where a message comes to it', async () => {
  const text = UNMET.replace('x-delayed-message', 'topik').replace('key: order.new', 'key: late.new');
  const path = await file('topik.lab.yaml', text);
  await expect(runScenarioFile(path, { target: { kind: 'model' } })).rejects.toThrow(
    "exchange 'late' is of type 'topik', which is not modelled",
  );
});

test.each([
  ['a message is published to', UNMET.replace('key: order.new', 'key: late.new')],
  [
    'dead letters come to',
    UNMET.replace('{ name: billing }', '{ name: billing, arguments: { x-dead-letter-exchange: late } }'),
  ],
  ['a step binds', UNMET.replace('steps:', "steps:\n  - bind: 'late -[x]-> billing'")],
  [
    'a consumer publishes to',
    UNMET.replace(
      'steps:',
      'steps:\n  - consume: { consumer: c, queue: billing, publishes: { exchange: late, routing_key: k } }',
    ),
  ],
  [
    'nothing but a binding that a step adds leads to',
    UNMET.replace("'orders =[late.#]=> late', ", '').replace(
      'steps:',
      "steps:\n  - bind: 'orders =[order.new]=> late'",
    ),
  ],
])("a file is skipped where there is an exchange of a plugin's type that %s", async (_, text) => {
  const result = await runScenarioFile(await file('met.lab.yaml', text));
  expect(result).toMatchObject({ outcome: 'skipped', reason: expect.stringContaining('x-delayed-message') });
});

describe('many files', () => {
  test('are told in their order, whatever each takes', async () => {
    const paths = await Promise.all(
      Array.from({ length: 6 }, (_, at) => file(`many-${at}.lab.yaml`, at === 3 ? FAILING : ROUTING)),
    );
    const told: string[] = [];
    const results = await runFiles(paths, { ...options, onResult: ({ path }) => told.push(path) });
    expect(told).toEqual(paths);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'passed',
      'passed',
      'passed',
      'failed',
      'passed',
      'passed',
    ]);
  });

  test('end early where they are asked to', async () => {
    const paths = [await file('a.lab.yaml', FAILING), await file('b.lab.yaml', ROUTING)];
    const results = await runFiles(paths, { ...options, concurrency: 1, bail: true });
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed']);
  });

  test('are filtered by name or path', async () => {
    const paths = [
      await file('one.lab.yaml', `name: first things\n${ROUTING}`),
      await file('two.lab.yaml', ROUTING),
    ];
    const names = async (filter: string) =>
      (await runFiles(paths, { ...options, filter })).map(({ name }) => name);
    expect(await names('first')).toEqual(['first things']);
    expect(await names('two.lab')).toEqual(['two']);
    expect(await names('nothing')).toEqual([]);
  });

  test('do not stop at one that is invalid', async () => {
    const paths = [await file('bad.lab.yaml', 'expect: 3'), await file('good.lab.yaml', ROUTING)];
    const results = await runFiles(paths, options);
    expect(results.map(({ outcome }) => outcome)).toEqual(['invalid', 'passed']);
  });

  test('end where the broker is not there', async () => {
    const broker = await startBroker();
    await broker.close();
    const target = brokerSource(broker.url);
    const path = await file('c.lab.yaml', ROUTING);
    await expect(runFiles([path], { ...options, target })).rejects.toThrow(/nothing listens/);
  });

  test('that restart a broker of somebody’s are skipped', async () => {
    await using broker = await startBroker();
    const path = await file('restart.lab.yaml', ROUTING.replace('steps:', 'steps:\n  - restart:'));
    const [result] = await runFiles([path], { ...options, target: brokerSource(broker.url) });
    expect(result?.outcome).toBe('skipped');
  });
});

test('scenario files are found below folders, by their names', async () => {
  const root = join(folder, 'tree');
  await mkdir(join(root, 'node_modules', 'x'), { recursive: true });
  await mkdir(join(root, 'deep'), { recursive: true });
  for (const name of ['a.lab.yaml', 'deep/b.lab.json', 'c.yaml', 'node_modules/x/d.lab.yaml'])
    await writeFile(join(root, name), ROUTING);
  expect(await findScenarioFiles([root])).toEqual([join(root, 'a.lab.yaml'), join(root, 'deep/b.lab.json')]);
  expect(await findScenarioFiles([join(root, 'c.yaml')])).toEqual([join(root, 'c.yaml')]);
  await expect(findScenarioFiles([join(root, 'node_modules', 'x', 'none')])).rejects.toThrow(/no such file/);
  await mkdir(join(root, 'empty'));
  await expect(findScenarioFiles([join(root, 'empty')])).rejects.toThrow(/no scenario file/);
});

describe('in threads', () => {
  const FOREIGN = ROUTING.replace('type: topic', 'type: x-delayed-message');
  const texts = [ROUTING, FAILING, 'expect: 3', FOREIGN, ROUTING.replace('steps:', 'steps:\n  - restart:')];

  test('files come to the same as in one', async () => {
    const paths = await Promise.all(
      Array.from({ length: 20 }, (_, at) => file(`t${at}.lab.yaml`, texts[at % texts.length] as string)),
    );
    const told = ({ ms: _, ...result }: FileResult) => ({
      ...result,
      ...('file' in result && { file: result.file.experiment }),
      ...('run' in result && { run: { ...result.run, events: result.run.events.length } }),
    });
    const here = await runFiles(paths, options);
    const there = await runFiles(paths, { ...options, threads: 2 });
    expect(there.map(told)).toEqual(here.map(told));
    expect(there.map(({ outcome }) => outcome).slice(0, 5)).toEqual([
      'passed',
      'failed',
      'invalid',
      'skipped',
      'passed',
    ]);
  });

  test('runs end at once where somebody asks for it', async () => {
    const endless = ROUTING.replace(
      'steps:',
      'steps:\n  - consume: { consumer: c, queue: audit, answer: requeue }',
    );
    const paths = [await file('endless.lab.yaml', endless)];
    const interrupted = new AbortController();
    const { signal } = interrupted;
    const running = runFiles(paths, { ...options, signal, threads: 2 });
    setImmediate(() => interrupted.abort(new LabError('interrupted', 'enough')));
    await expect(running).rejects.toThrow('enough');
  });
});

describe('reports for machines', () => {
  async function results(): Promise<FileResult[]> {
    const paths = [
      await file('r-ok.lab.yaml', ROUTING),
      await file('r-bad.lab.yaml', FAILING.replace('exchanges:', 'name: "a, <b> & 100%"\nexchanges:')),
      await file('r-invalid.lab.yaml', 'expect: 3'),
    ];
    const all = await runFiles(paths, options);
    return all.map((result) => ({ ...result, ms: 1, path: result.path.slice(folder.length + 1) }));
  }

  test('JUnit has a case for each file, escaped', async () => {
    const xml = junitResults(await results(), 3);
    expect(xml).toContain('<testsuites tests="3" failures="1" errors="1" skipped="0" time="0.003">');
    expect(xml).toContain('name="a, &lt;b&gt; &amp; 100%"');
    expect(xml).toContain('<failure message="m2, published to orders with order.eu.new">line 12: m2');
    expect(xml).toContain('<error message="expect: expected a map, got 3">');
  });

  test('GitHub gets an annotation at each line, escaped', async () => {
    const lines = githubResults(await results())
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^::error file=r-bad\.lab\.yaml,line=12,col=37,title=a%2C <b> & 100%25::m2, published to orders with order\.eu\.new%0Aexpected {2}billing%0A/,
    );
    expect(lines[2]).toMatch(
      /^::error file=r-invalid\.lab\.yaml,line=1,col=9,title=.*::expect: expected a map, got 3$/,
    );
  });

  test('JSON has what was observed and what was wrong', async () => {
    const { passed, files } = JSON.parse(jsonResults(await results()));
    expect(passed).toBe(false);
    expect(files.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['passed', 'failed', 'invalid']);
    expect(files[0].observed.queues).toEqual({ m1: ['billing', 'audit'], m2: ['audit'], m3: [] });
    expect(files[1].problems[0]).toMatchObject({ kind: 'unexpected', message: 'm2', queue: 'audit' });
  });

  test('the summary counts each kind', async () => {
    const [, line] = specSummary(await results(), 1_500, { width: 100, colour: false });
    expect(line).toBe('  ✗ 3 files: 1 passed, 1 failed, 1 invalid, in 1.50 s');
  });
});
