import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBroker } from '../../src/lib/broker/broker.ts';
import { readDefinitions } from '../../src/lib/definitions/read-definitions.ts';
import { writeDefinitions } from '../../src/lib/definitions/write-definitions.ts';
import { tableLiteral } from '../../src/lib/export/amqplib/literals.ts';
import { writeProgram } from '../../src/lib/export/amqplib/write-program.ts';
import { amqpTable } from '../../src/lib/lab/amqp/amqp-table.ts';
import { type Experiment, topologyStays } from '../../src/lib/lab/experiment.ts';
import {
  answer,
  cancel,
  consume,
  cut,
  exchange,
  get,
  look,
  publish,
  queue,
  topology,
} from '../../src/lib/lab/notation.ts';
import type { Observed, Section } from '../../src/lib/lab/observed.ts';
import { defaultsOf, experimentOf, needsRestart, type Scenario } from '../../src/lib/lab/scenario.ts';
import { type Binding, isPredeclared } from '../../src/lib/routing/topology.ts';
import { type FieldTable, type FieldValue, fieldTable } from '../../src/lib/routing/values.ts';
import { scenarios } from '../../src/scenarios/index.ts';
import { unordered } from '../definitions/build.ts';
import { MANAGEMENT_LEFT_OUT, ScratchVirtualHost } from '../definitions/management.ts';
import { RABBITMQ_LEFT_OUT } from '../support/brokers.ts';
import { randomExperiment } from '../support/experiments.ts';
import { play, RABBITMQ } from '../support/scenario-runs.ts';
import { anExperiment, aTable } from './arbitraries.ts';
import { contentsOf, Programs, printedObservation } from './programs.ts';

/** Why no program is run against a RabbitMQ, if none is. */
const LEFT_OUT = MANAGEMENT_LEFT_OUT ?? RABBITMQ_LEFT_OUT;
if (LEFT_OUT) process.stderr.write(`${LEFT_OUT}\n`);

let programs: Programs;
beforeAll(async () => {
  programs = await Programs.create();
});
afterAll(() => programs[Symbol.asyncDispose]());

const TIMEOUT_MS = 60_000;

/** Options that leave a program the time to start, on a machine that is busy with other work. */
const UNHURRIED: Readonly<Record<string, object>> = { 'queue-expiry': { expires: 3_000 } };

const experimentFor = (scenario: Scenario): Experiment =>
  experimentOf(scenario, { ...defaultsOf(scenario.options), ...UNHURRIED[scenario.name] });
const unrestarted = scenarios.filter((scenario) => !needsRestart(experimentFor(scenario)));

/** What is declared and stays: what the broker names goes with its connection, and what expires some time after. */
function namesIn({ topology, steps }: Experiment) {
  const declared = steps.flatMap((step) => (step.kind === 'declare' && !step.passive ? [step] : []));
  const exchanges = [...topology.exchanges, ...declared.flatMap(({ exchange }) => exchange ?? [])];
  const queues = [...topology.queues, ...declared.flatMap(({ queue }) => queue ?? [])];
  return {
    queues: queues.filter(({ name, arguments: args }) => name !== '' && !args.has('x-expires')),
    exchanges: [...new Set(exchanges.map(({ name }) => name))].filter((name) => !isPredeclared(name)),
  };
}

/** In time, what two runs see differs where it hangs on how fast things go. */
function held(observed: Pick<Observed, 'deliveries' | 'errors' | 'returned'>, timing: readonly Section[]) {
  const { deliveries, returned } = observed;
  const errors = Object.entries(observed.errors).map(([who, texts]) => [
    who,
    texts.map((text) => text.slice(0, 3)),
  ]);
  return {
    deliveries: timing.includes('deliveries') ? {} : deliveries,
    returned: returned.toSorted(),
    errors: Object.fromEntries(errors),
  };
}

/** The lab leaves on the broker what it declared, under its prefix; the program under the names as they are. */
async function compare(
  experiment: Experiment,
  url: string,
  timing: readonly Section[] = [],
): Promise<string> {
  const lab = await play(experiment, url, { keep: true, timeoutMs: TIMEOUT_MS });
  const names = namesIn(experiment);
  const left = await contentsOf(url, names, lab.report.prefix);
  const printed = await programs.run(writeProgram(experiment).text, url);
  expect(held(printedObservation(printed), timing), printed).toEqual(held(lab.report.observed, timing));
  expect(await contentsOf(url, names), printed).toEqual(left);
  return lab.report.prefix;
}

async function compareOnEmbedded(experiment: Experiment, timing?: readonly Section[]): Promise<void> {
  const broker = await startBroker();
  try {
    await compare(experiment, broker.url, timing);
  } finally {
    await broker.close();
  }
}

/** Here the management API tells what is bound, too. */
async function compareOnRabbitMQ(experiment: Experiment, timing?: readonly Section[]): Promise<void> {
  await using host = await ScratchVirtualHost.create();
  const url = new URL(RABBITMQ ?? '');
  url.pathname = host.name;
  const prefix = await compare(experiment, url.href, timing);
  if (!topologyStays(experiment)) return;
  const { exchanges, queues, bindings } = readDefinitions(await host.export()).topology;
  const isOwn = ({ name }: { readonly name: string }): boolean => !name.startsWith(prefix);
  const own = {
    exchanges: exchanges.filter(isOwn),
    queues: queues.filter(isOwn),
    bindings: bindings.filter(({ destination }) => isOwn({ name: destination })),
  };
  expect(unordered(own)).toEqual(
    unordered(readDefinitions(writeDefinitions(experiment.topology).text).topology),
  );
}

const ON = [
  { broker: 'the embedded broker', against: compareOnEmbedded, skip: false },
  { broker: 'RabbitMQ', against: compareOnRabbitMQ, skip: LEFT_OUT !== undefined },
];

describe.concurrent.each(ON)('a program on $broker', { timeout: TIMEOUT_MS }, ({ against, skip }) => {
  test.for(unrestarted)(
    'of the scenario $name sees and leaves what the lab does',
    { skip },
    async (scenario) => {
      await against(experimentFor(scenario), scenario.timing);
    },
  );

  test('keeps names, keys, headers and bodies as they are, whatever is in them', { skip }, async () => {
    await against(hostile);
  });

  test('does what consumers of all kinds do', { skip }, async () => {
    await against(manyKinds);
  });

  test('does what consumers on one channel do', { skip }, async () => {
    await against(oneChannel);
  });

  test('does what random experiments say', { skip }, async () => {
    for (const experiment of fc.sample(randomExperiment, { seed: 7, numRuns: 5 })) await against(experiment);
  });
});

describe.concurrent('a program', { timeout: TIMEOUT_MS }, () => {
  const restarting = scenarios.filter((scenario) => needsRestart(experimentFor(scenario)));

  test.for(restarting)('of the scenario $name asks for a restart, and goes on after it', async (scenario) => {
    const experiment = experimentFor(scenario);
    const { text, notes } = writeProgram(experiment);
    expect(notes).toEqual([
      'A client cannot restart its broker: the program asks whoever runs it to do that.',
    ]);
    const { observed } = (await play(experiment, 'embedded')).report;
    const broker = await startBroker();
    try {
      const printed = await programs.run(text, broker.url, async () => broker.restart());
      expect(held(printedObservation(printed), []), printed).toEqual(held(observed, []));
      const left = await contentsOf(broker.url, namesIn(experiment));
      const ids = (tokens: readonly string[] = []) =>
        tokens.map((token) => token.replace(/ redelivered$/, ''));
      const expected = Object.keys(left.queues).map((name) => [
        name,
        observed.gone.includes(name) ? 'gone' : ids(observed.left[name]),
      ]);
      expect(left.queues, printed).toEqual(Object.fromEntries(expected));
    } finally {
      await broker.close();
    }
  });

  test('is JavaScript, whatever the experiment', () => {
    fc.assert(
      fc.property(anExperiment, (experiment) => {
        const { text } = writeProgram(experiment, { description: experiment.name });
        expect(() => new AsyncFunction(text.replace(/^import .*$/gm, ''))).not.toThrow();
        for (const line of text.split('\n')) expect(line).not.toMatch(UNSEEN);
      }),
      { numRuns: 100 },
    );
  });

  test('has the values of tables as amqplib takes them', () => {
    fc.assert(
      fc.property(aTable, (table) => {
        // What has such a key, amqplib takes for a value whose type is named.
        fc.pre(!hasKey(table, '!'));
        const amqplibs = new Function(`return ${tableLiteral(table)}`)();
        const ours = amqpTable(table);
        expect(typedDeeply(amqplibs)).toEqual(typedDeeply(ours));
      }),
    );
  });

  test('that cannot reach a broker says so and ends', async () => {
    const { text } = writeProgram(hostile);
    await expect(programs.run(text, 'amqp://127.0.0.1:1')).rejects.toThrow('ECONNREFUSED');
  });
});

const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function hasKey(table: FieldTable, key: string): boolean {
  const inside = (value: FieldValue): boolean =>
    value.type === 'table' ? hasKey(value.value, key) : value.type === 'array' && value.value.some(inside);
  return table.has(key) || [...table.values()].some(inside);
}

/** The program leaves it to amqplib to find out the type of a 32-bit integer, and of a fraction. */
function typedDeeply(value: unknown): unknown {
  if (typeof value === 'number') return { '!': Number.isInteger(value) ? 'int32' : 'double', value };
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  if (Array.isArray(value)) return value.map(typedDeeply);
  if (Object.hasOwn(value, '!')) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typedDeeply(inner)]));
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is to be taken for one
const ODD = 'n\'"`\\</script><!-- */ ${process.exit(1)} ☃ 🐇 \u202e__proto__';
const UNPRINTED = 'line\nbreak\ttab\u0000\u2028';

/** Names without line breaks, which RabbitMQ takes out. */
const hostile: Experiment = {
  name: ODD + UNPRINTED,
  topology: topology(
    [exchange(`x ${ODD}`, 'direct'), exchange(`h ${ODD}`, 'headers')],
    [queue(`q ${ODD}`), queue('heard', { 'x-odd': ODD })],
    [
      bound(`x ${ODD}`, ODD + UNPRINTED, `q ${ODD}`),
      { ...bound(`h ${ODD}`, '', 'heard'), arguments: fieldTable({ [ODD]: UNPRINTED, n: 1 }) },
    ],
  ),
  steps: [
    publish('m1', `x ${ODD}`, ODD + UNPRINTED, { body: UNPRINTED }),
    publish('m2', `h ${ODD}`, '', { headers: { [ODD]: UNPRINTED, n: 1, ['__proto__']: null } }),
    publish('m3', `h ${ODD}`, '', { headers: { [ODD]: UNPRINTED, n: '1' } }),
    // Else RabbitMQ might take first what another connection sends later.
    look('before m4'),
    publish('m4', '', `q ${ODD}`, { by: `part ${ODD}` }),
    consume(`c ${ODD}`, `q ${ODD}`, { except: { [ODD]: 'reject', m4: 'hold' } }),
    look(UNPRINTED),
  ],
  expected: null,
};

function bound(source: string, routingKey: string, destination: string): Binding {
  return { source, destination, destinationType: 'queue', routingKey, arguments: new Map() };
}

/** What no scenario of the catalogue has. */
const manyKinds: Experiment = {
  name: 'kinds',
  topology: topology(
    [exchange('dlx', 'fanout')],
    [
      ...['work', 'jobs', 'plain', 'rows', 'out', 'later', 'got'].map((name) =>
        queue(name, { 'x-dead-letter-exchange': 'dlx' }),
      ),
      queue('dead'),
    ],
    ['dlx -> dead'],
  ),
  steps: [
    consume('rejects', 'work', { answer: 'reject', except: { m2: 'ack', m3: 'hold' }, failures: 1 }),
    consume('reads', 'plain', { noAck: true, exclusive: true }),
    consume('batches', 'jobs', { batch: 2, prefetch: 5 }),
    consume('splits', 'rows', { publishes: { exchange: '', routingKey: 'out', each: 'csv-row' } }),
    consume('keeps', 'later', { answer: 'hold' }),
    ...['m1', 'm2', 'm3'].map((id) => publish(id, '', 'work')),
    publish('m4', '', 'plain', { mandatory: false, persistent: true, priority: 3, expiration: 60_000 }),
    ...['m5', 'm6', 'm7'].map((id) => publish(id, '', 'jobs')),
    publish('m8', '', 'rows', { body: 'name,age\nann,1\nbob,2' }),
    ...['k1', 'k2', 'k3', 'k4'].map((id) => publish(id, '', 'later')),
    answer('keeps', 'k2', 'ack', { multiple: true }),
    answer('keeps', 'k4', 'reject'),
    answer('keeps', 'k3', 'requeue'),
    cut('keeps', { recovers: true }),
    publish('lost', '', 'out', { confirmLost: true, recovers: true, by: 'shop' }),
    cancel('batches'),
    ...['g1', 'g2', 'g3', 'g4'].map((id) => publish(id, '', 'got')),
    get('got', { by: 'gets', answer: 'hold' }),
    get('got', { answer: 'reject' }),
    get('got', { by: 'gets', answer: 'requeue' }),
    get('got', { by: 'gets', noAck: true }),
    get('out', { by: 'gets' }),
    answer('gets', 'g1', 'ack'),
    get('nowhere', { by: 'gets' }),
    publish('gone', 'nowhere', 'k'),
  ],
  expected: null,
};

/** Consumers that share a channel, and what one of them does to the others. */
const oneChannel: Experiment = {
  name: 'one channel',
  topology: topology([], [queue('work'), queue('jobs'), queue('parking')]),
  steps: [
    ...['m1', 'm2', 'm3', 'm4', 'm5', 'm6'].map((id) => publish(id, '', 'work')),
    consume('a', 'work', { by: 'app', answer: 'hold', prefetch: 2 }),
    look('a has two'),
    consume('b', 'work', { by: 'app', answer: 'hold' }),
    look('b has two as well'),
    answer('b', 'm3', 'ack', { multiple: true }),
    look('a has none left'),
    cut('app', { recovers: true }),
    look('both are back'),
    cancel('a'),
    cut('app', { recovers: true }),
    look('b is back alone, with its limit'),
    consume('c', 'jobs', {
      by: 'rest',
      channelPrefetch: 1,
      answer: 'retry',
      retries: { exchange: '', routingKeys: ['parking'] },
    }),
    consume('d', 'jobs', { by: 'rest', publishes: { exchange: 'nowhere', routingKey: 'k' } }),
    ...['k1', 'k2', 'k3'].map((id) => publish(id, '', 'jobs')),
    look('in the end'),
  ],
  expected: null,
};
