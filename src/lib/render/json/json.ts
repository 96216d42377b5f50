import type { LabEvent } from '../../lab/events.ts';
import { topologyStays } from '../../lab/experiment.ts';
import { predict } from '../../lab/verdict/prediction.ts';
import { plainTable } from '../../routing/values.ts';
import type { Run } from '../deliveries.ts';
import { problemText } from '../problems.ts';
import { jsonBroker } from './json-broker.ts';
import { definitionsOf } from './json-topology.ts';
import { jsonRoutingStep } from './json-why.ts';

/** Beyond this many tried bindings the reasons outweigh everything else, and are left out unless asked for. */
const MAX_REASONS = 100_000;

/** Whether the run's JSON has to leave `why` empty where nobody asks for it. */
export function hasTooManyReasons({ experiment, verdict }: Run): boolean {
  const reasons = experiment.topology.bindings.length * verdict.messages.length;
  return topologyStays(experiment) && reasons > MAX_REASONS;
}

/** The run as one JSON object, in pieces: a big run is more than one string can hold. */
export function* jsonRun(run: Run, { why }: { why: boolean }): Generator<string> {
  const { experiment, report, verdict } = run;
  const { topology } = experiment;
  // Where the topology changes, they are not those of what was there when the message came.
  const withReasons = topologyStays(experiment) && (why || !hasTooManyReasons(run));
  const prediction = predict(topology);
  yield* jsonObject({
    scenario: experiment.name,
    broker: jsonBroker(report.broker),
    topology: definitionsOf(topology),
    complete: report.complete,
    fault: report.fault,
    messages: jsonArray(verdict.messages, ({ message, returned, outcome, observed, unknown, ...claims }) => ({
      id: message.id,
      exchange: message.exchange,
      routing_key: message.routingKey,
      headers: plainTable(message.headers),
      returned,
      outcome: outcome === 'unknown' ? 'unconfirmed' : outcome,
      queues: observed,
      unknown_queues: unknown,
      predicted: claims.predicted,
      expected: claims.expected,
      why: withReasons ? prediction.why(message).map(jsonRoutingStep) : [],
    })),
    queues: jsonArray(report.queues, ({ name, messages, consumers }) => ({
      name,
      messages,
      consumers: consumers.map((consumer) => ({ name: consumer.name, messages: consumer.messages })),
    })),
    observed: report.observed,
    events: jsonArray(run.events, jsonEvent),
    problems: jsonArray(verdict.problems, (problem) => ({ ...problem, text: problemText(problem) })),
    passed: verdict.passed,
  });
}

function* jsonObject(members: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = '{\n';
  for (const [key, value] of Object.entries(members)) {
    yield `${separator}  ${JSON.stringify(key)}: `;
    if (isPieces(value)) yield* value;
    else yield JSON.stringify(value);
    separator = ',\n';
  }
  yield '\n}\n';
}

function* jsonArray<T>(items: readonly T[], toJson: (item: T) => unknown): Generator<string> {
  let separator = '[';
  for (const item of items) {
    yield `${separator}\n    ${JSON.stringify(toJson(item))}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : '\n  ]';
}

const isPieces = (value: unknown): value is Generator<string> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value && !Array.isArray(value);

function jsonEvent(event: LabEvent): object {
  if ('ready' in event) return { ...event, ready: Object.fromEntries(event.ready) };
  if ('broker' in event) return { ...event, broker: jsonBroker(event.broker) };
  if (event.kind === 'failed') return { ...event, trouble: undefined };
  return event;
}
