import type { Written } from '../../definitions/written.ts';
import { type Experiment, queueNamesOf, type Step } from '../../lab/experiment.ts';
import { isPredeclared, type Topology } from '../../routing/topology.ts';
import { assertExchange, assertQueue, bindCall } from './declarations.ts';
import { helpersFor } from './helpers/helpers.ts';
import { inComment, listLiteral, quoted } from './literals.ts';
import { partNames, setupName } from './part-names.ts';
import { StepWriter } from './steps.ts';

/**
 * The experiment as a Node.js program that needs nothing but amqplib: it declares the topology and does the steps, in real
 * time, and prints what it sees. `description` says in one line what it shows.
 */
export function writeProgram(
  experiment: Experiment,
  { description }: { description?: string } = {},
): Written {
  const parts = partNames(experiment);
  const writer = new StepWriter(experiment);
  const steps = stepLines(experiment.steps, writer);
  const helpers = helpersFor([...writer.needs, 'settled']);
  const sections = [
    headLines(experiment, description),
    IMPORTS,
    [
      "const url = process.argv[2] ?? 'amqp://guest:guest@127.0.0.1:5672';",
      `const queues = ${listLiteral(queueNamesOf(experiment).map(quoted))};`,
      '// Who declares what is there from the start.',
      `const SETUP = ${quoted(setupName(parts))};`,
      ...helpers.flatMap(({ state }) => state?.slice(1).split('\n') ?? []),
    ],
    [
      '// All are there before it begins.',
      `await Promise.all(${listLiteral(['SETUP', ...parts.map(quoted)])}.map(channelOf));`,
    ],
    topologyLines(experiment.topology, writer),
    steps,
    END,
    ...helpers.map(({ text }) => text.slice(1).split('\n')),
  ];
  const filled = sections.filter((lines) => lines.length > 0);
  return {
    text: `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`,
    notes: experiment.steps.some(({ kind }) => kind === 'restart') ? [RESTART] : [],
  };
}

// Not at the beginning of a line of ours, where they would be imports of this file.
const IMPORTS = [
  "import { setTimeout as sleep } from 'node:timers/promises';",
  "import amqp from 'amqplib';",
];

const END = [
  'await settled();',
  "console.log('in the end:', await depths());",
  'await Promise.all(Array.from(parts.values(), ({ connection }) => connection?.close()));',
];

const RESTART = 'A client cannot restart its broker: the program asks whoever runs it to do that.';

function headLines({ name }: Experiment, description: string | undefined): string[] {
  const title = inComment(description === undefined ? name : `${name}: ${description}`);
  return [
    `// ${title}`,
    '//',
    '// npm install amqplib && node THIS_FILE.mjs [amqp://user:password@host:port/vhost]',
    '// What it declares stays on the broker.',
  ];
}

function topologyLines({ exchanges, queues, bindings }: Topology, { queueName }: StepWriter): string[] {
  const calls = [
    ...exchanges.filter(({ name }) => !isPredeclared(name)).map(assertExchange),
    ...queues.map(assertQueue),
    ...bindings.map((binding) => bindCall('bind', binding, queueName)),
  ];
  if (calls.length === 0) return [];
  return ['const setup = await channelOf(SETUP);', ...calls.map((call) => `await setup.${call};`)];
}

/** Steps of different kinds follow each other once everything has come to rest. */
function stepLines(steps: readonly Step[], writer: StepWriter): string[] {
  const publishedAt = steps.findIndex(({ kind }) => kind === 'publish');
  return steps.flatMap((step, at) => {
    const before = steps[at - 1]?.kind;
    if (before === undefined || before === step.kind) return writer.write(step);
    const isStill = RESTS.has(before) || publishedAt < 0 || at <= publishedAt;
    const waits = RESTS.has(step.kind) || step.kind === 'confirms';
    return [...(isStill || waits ? [] : ['await settled();']), '', ...writer.write(step)];
  });
}

/** Once these are done, nothing moves. */
const RESTS: ReadonlySet<Step['kind']> = new Set(['look', 'drain']);
