import type { Experiment, Message, Step } from '../../src/lib/lab/experiment.ts';
import type { Janitor } from '../../src/lib/lab/janitor/janitor.ts';
import type { Broker } from '../../src/lib/lab/run/brokers.ts';
import { brokerSource, openBroker } from '../../src/lib/lab/run/brokers.ts';
import type { RunOptions } from '../../src/lib/lab/run/run.ts';
import { runUntilFault } from '../../src/lib/lab/run/runner.ts';
import { reportOf } from '../../src/lib/lab/verdict/report.ts';
import { judge } from '../../src/lib/lab/verdict/verdict.ts';
import type { Run } from '../../src/lib/render/run.ts';
import type { Topology } from '../../src/lib/routing/topology.ts';
import { EMPTY_TABLE, fieldTable, type PlainTable } from '../../src/lib/routing/values.ts';

/** Where the lab is proven: the embedded broker always, RabbitMQ where MQ_LAB_TEST_URL names one. */
export const TARGETS: readonly string[] = [
  'embedded',
  ...(process.env.MQ_LAB_TEST_URL ? [process.env.MQ_LAB_TEST_URL] : []),
];

export const RABBITMQ = process.env.MQ_LAB_TEST_URL;

/** For the title of what is skipped where no RabbitMQ is named. */
export const ON_RABBITMQ = RABBITMQ ? '' : ' (skipped: set MQ_LAB_TEST_URL to run it on a RabbitMQ)';

/** Deletes nothing: what a test leaves goes with its broker. */
export const NOBODY: Janitor = { mind: async () => {} };

async function withBroker<T>(target: string, use: (broker: Broker) => Promise<T>): Promise<T> {
  const broker = await openBroker(brokerSource(target));
  try {
    return await use(broker);
  } finally {
    await broker.close();
  }
}

/** Plays the experiment and judges it. */
export async function play(
  experiment: Experiment,
  target: string,
  options: Partial<RunOptions> = {},
): Promise<Run> {
  const events = await withBroker(target, (broker) =>
    runUntilFault(experiment, broker, {
      timeoutMs: 10_000,
      keep: false,
      janitor: NOBODY,
      signal: new AbortController().signal,
      ...options,
    }),
  );
  const report = reportOf(experiment, events);
  return { experiment, events, report, verdict: judge(experiment, report) };
}

/** A topic exchange `x`, a queue for each pattern, and a message for each key. */
export function topicExperiment(patterns: readonly string[], keys: readonly string[]): Experiment {
  const queues = patterns.map((_, at) => `q${at + 1}`);
  return {
    name: 'test',
    topology: {
      exchanges: [exchange('x', 'topic')],
      queues: queues.map((name) => queue(name)),
      bindings: patterns.map((routingKey, at) => ({
        source: 'x',
        destination: queues[at] ?? '',
        destinationType: 'queue' as const,
        routingKey,
        arguments: EMPTY_TABLE,
      })),
    },
    steps: [
      ...queues.map((name, at): Step => ({ kind: 'consume', consumer: `c${at + 1}`, queue: name })),
      ...keys.map((key, at): Step => ({ kind: 'publish', message: message(`m${at + 1}`, 'x', key) })),
    ],
    expected: null,
  };
}

export const exchange = (
  name: string,
  type: string,
  args: PlainTable = {},
): Topology['exchanges'][number] => ({
  name,
  type,
  durable: true,
  autoDelete: false,
  internal: false,
  arguments: fieldTable(args),
});

export const queue = (name: string, args: PlainTable = {}): Topology['queues'][number] => ({
  name,
  durable: true,
  autoDelete: false,
  exclusive: false,
  arguments: fieldTable(args),
});

export const message = (id: string, to: string, routingKey: string, headers: PlainTable = {}): Message => ({
  id,
  exchange: to,
  routingKey,
  headers: fieldTable(headers),
});
