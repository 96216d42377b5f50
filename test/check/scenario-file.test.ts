import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseScenarioFile, readScenarioFile } from '../../src/lib/check/scenario-file.ts';
import { RULES } from '../../src/lib/definitions/lint/rules.ts';
import type { LabError } from '../../src/lib/lab/errors.ts';
import { plainTable } from '../../src/lib/routing/values.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mq-lab-'));
});
afterAll(() => rm(folder, { recursive: true }));

const MINIMAL =
  'queues: [{ name: q }]\nsteps: [{ publish: { routing_key: q } }]\nexpect: { messages: { m1: [q] } }\n';

const parse = (text: string) => parseScenarioFile('x.lab.yaml', text);
const refused = async (text: string): Promise<string> => {
  try {
    await parse(text);
  } catch (error) {
    return (error as LabError).message;
  }
  throw new Error('it was taken');
};

const string = (value: string) => ({ type: 'string', value });
const int = (value: number) => ({ type: 'int32', value });

describe('a scenario file', () => {
  test('is an experiment', async () => {
    const { experiment } = await parse(`
name: orders
exchanges: [{ name: orders, type: topic, internal: false }]
queues:
  - { name: billing, durable: false, arguments: { x-max-length: 3 }, vhost: / }
bindings:
  - orders -[order.*]-> billing
  - { source: orders, destination: billing, destination_type: queue, routing_key: x, arguments: {}, vhost: / }
steps:
  - consume: { consumer: c1, queue: billing, prefetch: 2, takes_ms: 5, except: { m2: reject } }
  - publish: { exchange: orders, routing_key: order.new, priority: 3, expiration: 60, persistent: true }
  - publish: { id: other, exchange: orders, mandatory: false, by: shop, expiration: 5s }
  - restart:
  - drain: {}
expect:
  messages: { m1: [billing], other: { dropped: true } }
`);
    expect(experiment.name).toBe('orders');
    expect(experiment.topology.exchanges).toMatchObject([{ name: 'orders', type: 'topic', durable: true }]);
    expect(experiment.topology.queues).toMatchObject([{ name: 'billing', durable: false }]);
    expect(plainTable(experiment.topology.queues[0]?.arguments ?? new Map())).toEqual({ 'x-max-length': 3 });
    expect(experiment.topology.bindings.map(({ routingKey }) => routingKey)).toEqual(['order.*', 'x']);
    expect(experiment.steps).toMatchObject([
      { kind: 'consume', prefetch: 2, behaviour: { takesMs: 5, except: { m2: 'reject' } } },
      {
        kind: 'publish',
        message: { id: 'm1', properties: { priority: 3, expiration: 60, persistent: true } },
      },
      {
        kind: 'publish',
        by: 'shop',
        mandatory: false,
        message: { id: 'other', properties: { expiration: '5s' } },
      },
      { kind: 'restart' },
      { kind: 'drain' },
    ]);
    expect(experiment.expected).toMatchObject({ queues: { m1: ['billing'], other: [] }, returned: [] });
  });

  test('says by whom something is bound, unbound or purged', async () => {
    const { experiment } = await parse(`
queues: [{ name: q }]
steps:
  - bind: { by: anna, source: amq.direct, destination: q, routing_key: k }
  - unbind: { by: anna, source: amq.direct, destination: q, routing_key: k }
  - bind: amq.direct -[k]-> q
  - purge: { by: anna, queue: q }
  - purge: q
expect: { queues: { q: 0 } }
`);
    const binding = { source: 'amq.direct', destination: 'q', routingKey: 'k' };
    expect(experiment.steps).toMatchObject([
      { kind: 'bind', by: 'anna', binding },
      { kind: 'unbind', by: 'anna', binding },
      { kind: 'bind', binding },
      { kind: 'purge', by: 'anna', queue: 'q' },
      { kind: 'purge', queue: 'q' },
    ]);
    expect(experiment.steps[2]).not.toHaveProperty('by');
  });

  test('says who gets from which queue, and how', async () => {
    const { experiment } = await parse(`
queues: [{ name: q }]
steps:
  - get: q
  - get: { queue: q, by: anna, no_ack: true, answer: hold }
expect: { consumers: { anna: [] }, empty: { operator: [q], anna: [q] } }
`);
    expect(experiment.steps).toEqual([
      { kind: 'get', queue: 'q' },
      { kind: 'get', queue: 'q', by: 'anna', noAck: true, answer: 'hold' },
    ]);
    expect(experiment.expected).toMatchObject({
      deliveries: { anna: [] },
      empty: { operator: ['q'], anna: ['q'] },
    });
  });

  test('does not say by whom something is bound from the beginning', async () => {
    const bindings = 'bindings: [{ by: anna, source: amq.fanout, destination: q }]\n';
    expect(await refused(`${bindings}${MINIMAL}`)).toMatch(/bindings\[1\]: expected source, .*; got 'by'$/);
  });

  test('switches lint rules off, each with the reason', async () => {
    const { offs } = await parse(
      `${MINIMAL}lint: { off: { unbound-queue: { q: by its name, r: so }, shadowed-binding: later } }\n`,
    );
    expect(offs).toEqual([
      { rule: 'unbound-queue', on: 'q', reason: 'by its name' },
      { rule: 'unbound-queue', on: 'r', reason: 'so' },
      { rule: 'shadowed-binding', reason: 'later' },
    ]);
  });

  test.each([
    [
      '{ unbound: so }',
      /4:16: lint off: expected a lint rule \(mq-lab lint --rules lists them\), got 'unbound'$/,
    ],
    ["{ unbound-queue: '' }", /lint off unbound-queue: expected a reason, got ""$/],
    ['{ unbound-queue: }', /lint off unbound-queue: expected a text or a map, got nothing$/],
    ["{ unbound-queue: { q: ' ' } }", /lint off unbound-queue q: expected a reason, got " "$/],
    ['{ unbound-queue: true }', /expected a text or a map, got true$/],
    ['{}', /lint off: expected something in it, got nothing$/],
  ])('does not switch off %s', async (off, message) => {
    expect(await refused(`${MINIMAL}lint: { off: ${off} }\n`)).toMatch(message);
  });

  test('is checked by a schema that is one', async () => {
    const schema = JSON.parse(
      await readFile(new URL('../../schema/lab.schema.json', import.meta.url), 'utf8'),
    );
    const ajv = new Ajv({ strict: false });
    expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
  });

  test('knows all rules by their names', async () => {
    const off = Object.fromEntries(RULES.map(({ id }) => [id, 'so']));
    expect((await parse(`${MINIMAL}lint: ${JSON.stringify({ off })}\n`)).offs).toHaveLength(RULES.length);
  });

  test('may be JSON', async () => {
    const text =
      '{"queues":[{"name":"q"}],"steps":[{"publish":{"routing_key":"q"}}],"expect":{"queues":{"q":1}}}';
    expect((await parse(text)).experiment.expected).toMatchObject({ ready: { q: 1 } });
  });

  test('keeps the types of header values as they are written', async () => {
    const headers =
      '{ a: 1, b: 1.0, c: "1", d: true, e: null, f: [1, 1.5], g: { h: 9007199254740993 }, i: yes, j: 1e3 }';
    const { experiment } = await parse(
      MINIMAL.replace('routing_key: q', `routing_key: q, headers: ${headers}`),
    );
    const [step] = experiment.steps;
    const table = step?.kind === 'publish' ? step.message.headers : new Map();
    expect(Object.fromEntries(table)).toEqual({
      a: { type: 'int32', value: 1 },
      b: { type: 'double', value: 1 },
      c: { type: 'string', value: '1' },
      d: { type: 'boolean', value: true },
      e: { type: 'void' },
      f: {
        type: 'array',
        value: [
          { type: 'int32', value: 1 },
          { type: 'double', value: 1.5 },
        ],
      },
      g: { type: 'table', value: new Map([['h', { type: 'int64', value: 9007199254740993n }]]) },
      i: { type: 'string', value: 'yes' },
      j: { type: 'double', value: 1000 },
    });
  });

  test('may name the type of a value', async () => {
    const headers = `{ a: { '!': int64, value: 1 }, b: { '!': float, value: 0.5 }, c: { '!': binary, value: AAE= },
      d: { '!': table, value: { '!': int8, value: 1 } }, e: { '!': int8, value: 1, more: 2 } }`;
    const { experiment } = await parse(MINIMAL.replace('routing_key: q', `headers: ${headers}`));
    const [step] = experiment.steps;
    const table = step?.kind === 'publish' ? step.message.headers : new Map();
    expect(Object.fromEntries(table)).toMatchObject({
      a: { type: 'int64', value: 1n },
      b: { type: 'float', value: 0.5 },
      c: { type: 'binary', value: Buffer.from([0, 1]) },
      d: { type: 'table', value: new Map(Object.entries({ '!': string('int8'), value: int(1) })) },
      e: { type: 'table' },
    });
  });

  test('may say who binds, unbinds and purges', async () => {
    const steps = `steps:
  - bind: { source: amq.topic, destination: q, by: ann }
  - unbind: { source: amq.topic, destination: q, by: ann }
  - purge: { queue: q, by: bob }
  - purge: q
expect: { queues: { q: 0 } }`;
    const { experiment } = await parse(`queues: [{ name: q }]\n${steps}\n`);
    expect(experiment.steps.map((step) => ('by' in step ? step.by : undefined))).toEqual([
      'ann',
      'ann',
      'bob',
      undefined,
    ]);
  });

  test('says what becomes of a message in more than queues', async () => {
    const { experiment } = await parse(`
queues: [{ name: q }]
steps:
  - publish: { routing_key: q }
  - publish: { routing_key: nobody }
  - publish: { exchange: nowhere, by: shop }
  - publish: { routing_key: nobody, mandatory: false }
expect:
  messages:
    m1: { queues: [q], refused: true, dead_lettered: [q rejected, { queue: q, reason: expired, count: 2 }] }
    m2: []
    m3: { error: 404 }
    m4: []
  errors: { other: [405, '406 PRECONDITION'] }
`);
    expect(experiment.expected).toMatchObject({
      queues: { m1: ['q'], m2: [], m3: [], m4: [] },
      returned: ['m2'],
      refused: ['m1'],
      unconfirmed: ['m3'],
      deaths: { m1: ['q rejected', 'q expired ×2'] },
      errors: { shop: ['404'], other: ['405', '406 PRECONDITION'] },
    });
  });

  test('takes a queue’s type as newer exports have it', async () => {
    const { experiment } = await parse(MINIMAL.replace('name: q', 'name: q, type: quorum'));
    expect(plainTable(experiment.topology.queues[0]?.arguments ?? new Map())).toEqual({
      'x-queue-type': 'quorum',
    });
  });
});

describe('what is wrong with a file is told with its place:', () => {
  test.each([
    ['nothing', '', 'x.lab.yaml: expected a scenario, got an empty file'],
    ['a comment alone', '# hello\n', 'x.lab.yaml: expected a scenario, got an empty file'],
    [
      'a name where a map belongs',
      MINIMAL.replace('steps: [', 'steps: [{ cut: c1 }, '),
      'x.lab.yaml:2:16: steps[1] cut: expected a map (who, recovers), got "c1"',
    ],
    ['no map', '[1, 2]', 'x.lab.yaml:1:1: the file: expected a map, got a list'],
    ['no expectation', 'queues: []\n', "x.lab.yaml:1:1: the file: expected 'expect', which is missing"],
    ['an empty expectation', 'expect: {}\n', 'x.lab.yaml:1:9: expect: expected something in it, got nothing'],
    ['broken YAML', 'expect: {\n', /^x\.lab\.yaml:2:1: /],
    [
      'two documents',
      `${MINIMAL}---\n${MINIMAL}`,
      /^x\.lab\.yaml:\d+:1: expected one YAML document, got several/,
    ],
    [
      'several mistakes, by their places',
      'expect: { queues: { q2: 1 }, messages: { m: [q1] } }',
      /^x\.lab\.yaml:1:21: .*got 'q2'\nx\.lab\.yaml:1:42: .*got 'm'\nx\.lab\.yaml:1:46: .*got 'q1'$/,
    ],
    ['a key twice', 'name: a\nname: b\n', /^x\.lab\.yaml:2:1: expected each key once/],
    [
      'an unknown field',
      `${MINIMAL}quues: []\n`,
      /^x\.lab\.yaml:4:1: the file: expected .*queues.*; got 'quues'$/,
    ],
    [
      'an unknown step',
      MINIMAL.replace('publish', 'pubish'),
      /^x\.lab\.yaml:2:11: steps\[1\]: expected publish, .*; got 'pubish'$/,
    ],
    [
      'two things in a step',
      MINIMAL.replace('publish:', 'wait: 1, publish:'),
      /one thing, got wait, publish/,
    ],
    [
      'a wrong type',
      MINIMAL.replace('routing_key: q', 'routing_key: 3'),
      'x.lab.yaml:2:35: steps[1] publish routing_key: expected a text, got 3',
    ],
    [
      'a broken binding',
      `bindings: [a > b]\n${MINIMAL}`,
      /x\.lab\.yaml:1:12: bindings\[1\]: expected 'exchange -\[key\]-> queue', got "a > b"/,
    ],
    [
      'a value that its type has no room for',
      MINIMAL.replace('routing_key: q', "headers: { a: [{ '!': int8, value: 200 }] }"),
      'x.lab.yaml:2:57: steps[1] publish headers a[1] value: expected it to be <= 127, got 200',
    ],
    [
      'a type that there is not',
      MINIMAL.replace('routing_key: q', "headers: { a: { '!': int, value: 1 } }"),
      /^x\.lab\.yaml:2:43: steps\[1\] publish headers a !: expected one of int8, .*, table; got "int"$/,
    ],
    [
      'an integer of more than 64 bits',
      MINIMAL.replace('routing_key: q', 'headers: { a: 9223372036854775808 }'),
      'x.lab.yaml:2:36: steps[1] publish headers a: expected an integer of at most 64 bits',
    ],
    [
      'a queue twice',
      MINIMAL.replace('{ name: q }', '{ name: q }, { name: q }'),
      "x.lab.yaml:1:31: expected each queue once, got 'q' twice",
    ],
    [
      'a message that nobody publishes',
      MINIMAL.replace('m1:', 'm9:'),
      "x.lab.yaml:3:23: expected a message that a step publishes (m1), got 'm9'",
    ],
    [
      'a queue that there is not',
      MINIMAL.replace('[q] }', '[p] }'),
      "x.lab.yaml:3:28: expected a queue (q), got 'p'",
    ],
    [
      'a consumer that there is not',
      MINIMAL.replace('messages', 'consumers').replace('m1', 'c1'),
      "x.lab.yaml:3:24: expected a consumer (there is none), got 'c1'",
    ],
    [
      'a look that there is not',
      'expect: { looks: { later: { q: 1 } } }',
      "x.lab.yaml:1:20: expected a look (there is none), got 'later'",
    ],
    [
      'nobody who gets',
      'expect: { empty: { anna: [q] } }',
      "x.lab.yaml:1:20: expected who gets messages (there is none), got 'anna'",
    ],
    [
      'an answer of nobody',
      MINIMAL.replace('steps: [', 'steps: [{ answer: { consumer: c1, message: m1, answer: ack } }, '),
      "x.lab.yaml:2:19: expected who consumes or gets in an earlier step, got 'c1'",
    ],
    [
      'an answer to what is not published before',
      MINIMAL.replace(
        'steps: [',
        'steps: [{ get: q }, { answer: { consumer: operator, message: m1, answer: ack } }, ',
      ),
      "x.lab.yaml:2:31: expected a message that an earlier step publishes, got 'm1'",
    ],
    [
      'an end too early',
      MINIMAL.replace('steps: [', 'steps: [{ cancel: c1 }, '),
      "x.lab.yaml:2:19: expected a consumer that an earlier step starts, got 'c1'",
    ],
    [
      'a retry to nowhere',
      MINIMAL.replace('steps: [', 'steps: [{ consume: { consumer: c, queue: q, answer: retry } }, '),
      /expected 'retries', which the answer retry needs/,
    ],
    [
      'a declaration of nothing',
      MINIMAL.replace('steps: [', 'steps: [{ declare: {} }, '),
      /declare: expected either exchange or queue/,
    ],
    [
      'a wait for ever',
      MINIMAL.replace('steps: [', 'steps: [{ wait: 1e99 }, '),
      /^x\.lab\.yaml:2:17: steps\[1\] wait: expected/,
    ],
  ])('%s', async (_, text, message) => {
    const told = await refused(text);
    if (typeof message === 'string') expect(told).toBe(message);
    else expect(told).toMatch(message);
  });

  test('an anchor that contains itself', async () => {
    expect(await refused('expect: &a { messages: { m1: *a } }')).toBe(
      'x.lab.yaml: an anchor contains itself',
    );
  });

  test('anchors that stand for a thousand million things', async () => {
    const bomb = Array.from(
      { length: 9 },
      (_, at) => `  - &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`,
    );
    expect(await refused(`name: x\nexpect:\n  - &a0 [x]\n${bomb.join('\n')}\n`)).toMatch(
      /^x\.lab\.yaml: .*anchors/,
    );
  });

  test('all problems at once, the first five of them', async () => {
    const told = await refused(
      `${Array.from({ length: 9 }, (_, at) => `wrong${at}: 1`).join('\n')}\n${MINIMAL}`,
    );
    expect(told.split('\n')).toHaveLength(6);
    expect(told).toMatch(/… and 4 more$/);
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['that is not there', 'missing.lab.yaml', undefined, /there is no such file/],
    ['below a file', 'text.lab.yaml/x.lab.yaml', undefined, /there is no such file/],
    ['that is binary', 'binary.lab.yaml', Buffer.from([1, 0, 2]), /expected text, got binary data/],
    [
      'that is huge',
      'huge.lab.yaml',
      Buffer.alloc(5 * 1024 * 1024, 'a'),
      /expected at most 4 MiB, got 5\.0 MiB/,
    ],
  ])('%s is told', async (_, name, content, message) => {
    await writeFile(join(folder, 'text.lab.yaml'), MINIMAL);
    if (content) await writeFile(join(folder, name), content);
    await expect(readScenarioFile(join(folder, name))).rejects.toThrow(message);
  });

  test('because it is a folder is told', async () => {
    await expect(readScenarioFile(folder)).rejects.toThrow(/expected a file, got a folder/);
  });

  test('a byte order mark is no part of it', async () => {
    await writeFile(join(folder, 'bom.lab.yaml'), `\ufeff${MINIMAL}`);
    expect((await readScenarioFile(join(folder, 'bom.lab.yaml'))).experiment.name).toBe('bom');
  });
});
