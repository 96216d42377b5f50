import { assertNever } from '../lab/errors.ts';
import { predict } from '../lab/prediction.ts';
import type { HeaderPair, Match } from '../routing/match.ts';
import type { RoutingStep } from '../routing/route.ts';
import type { Binding, Exchange, Queue, Topology } from '../routing/topology.ts';
import { plainTable, plainValue } from '../routing/values.ts';
import type { Run } from './deliveries.ts';
import { stepText } from './reasons.ts';

/** Beyond this many tried bindings the reasons outweigh everything else, and are left out unless asked for. */
const MAX_REASONS = 100_000;

/** Whether the run's JSON has to leave `why` empty where nobody asks for it. */
export function hasTooManyReasons({ experiment, verdict }: Run): boolean {
  return experiment.topology.bindings.length * verdict.messages.length > MAX_REASONS;
}

/** The run as one JSON object, in pieces: a big run is more than one string can hold. */
export function* jsonRun(run: Run, { why }: { why: boolean }): Generator<string> {
  const { experiment, report, verdict } = run;
  const { topology } = experiment;
  const withReasons = why || !hasTooManyReasons(run);
  const prediction = predict(topology);
  const { kind, product, version } = report.broker;
  yield* jsonObject({
    scenario: experiment.name,
    broker: { kind, product, version },
    topology: definitionsOf(topology),
    messages: jsonArray(verdict.messages, ({ message, returned, observed, predicted, expected }) => ({
      id: message.id,
      exchange: message.exchange,
      routing_key: message.routingKey,
      headers: plainTable(message.headers),
      returned,
      queues: observed,
      predicted,
      expected,
      why: withReasons ? prediction.why(message).map(jsonStep) : [],
    })),
    queues: jsonArray(report.queues, ({ name, messages, consumers }) => ({
      name,
      messages,
      consumers: consumers.map((consumer) => ({ name: consumer.name, messages: consumer.messages })),
    })),
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

/** The topology with the fields of RabbitMQ's definitions export. */
function definitionsOf({ exchanges, queues, bindings }: Topology) {
  return {
    exchanges: exchanges.map(jsonExchange),
    queues: queues.map(jsonQueue),
    bindings: bindings.map(jsonBinding),
  };
}

const jsonExchange = ({ name, type, durable, autoDelete, internal, arguments: args }: Exchange) => ({
  name,
  type,
  durable,
  auto_delete: autoDelete,
  internal,
  arguments: plainTable(args),
});

const jsonQueue = ({ name, durable, autoDelete, arguments: args }: Queue) => ({
  name,
  durable,
  auto_delete: autoDelete,
  arguments: plainTable(args),
});

const jsonBinding = ({ source, destination, destinationType, routingKey, arguments: args }: Binding) => ({
  source,
  destination,
  destination_type: destinationType,
  routing_key: routingKey,
  arguments: plainTable(args),
});

/** The data of one step of the routing, and the same in a sentence. */
function jsonStep(step: RoutingStep) {
  const text = stepText(step);
  switch (step.kind) {
    case 'binding': {
      return {
        kind: step.kind,
        binding: jsonBinding(step.binding),
        routing_key: step.routingKey,
        matched: step.match.matched,
        ...(step.skipped !== undefined && { skipped: step.skipped }),
        reason: jsonReason(step.match),
        text,
      };
    }
    case 'default':
      return { kind: step.kind, routing_key: step.routingKey, matched: step.matched, text };
    default:
      return { ...step, text };
  }
}

function jsonReason(match: Match): unknown {
  switch (match.kind) {
    case 'fanout':
      return { kind: match.kind };
    case 'direct':
      return { kind: match.kind, binding_key: match.bindingKey, routing_key: match.routingKey };
    case 'topic': {
      const { kind, pattern, words, taken, stuck } = match;
      return { kind, pattern, words, ...(taken && { taken }), ...(stuck && { stuck }) };
    }
    case 'headers': {
      const { kind, mode, pairs, ignored } = match;
      return { kind, mode, pairs: pairs.map(jsonPair), ignored };
    }
    case 'not-modelled':
      return { kind: match.kind, exchange_type: match.exchangeType };
    default:
      return assertNever(match);
  }
}

/** A header that is not there has no `got`; one that is void has `null`. */
const jsonPair = ({ header, wanted, got, matched }: HeaderPair) => ({
  header,
  wanted: plainValue(wanted),
  ...(got && { got: plainValue(got) }),
  matched,
});
