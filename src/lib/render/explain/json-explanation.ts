import type { Change } from '../../routing/explain/changes.ts';
import type { Explanation } from '../../routing/explain/explain.ts';
import type { Hop } from '../../routing/explain/hops.ts';
import type { Attempt } from '../../routing/explain/stops.ts';
import type { Target } from '../../routing/explain/target.ts';
import type { RoutedMessage } from '../../routing/topology.ts';
import { plainTable } from '../../routing/values.ts';
import { jsonBinding } from '../json/json-topology.ts';
import { jsonRoutingStep } from '../json/json-why.ts';
import type { Origin } from './explain-lines.ts';

/** The explanation as one JSON object: every binding that was tried, by exchange, each with its reason. */
export function jsonExplanation(explanation: Explanation, origin: Origin): string {
  const { message, outcome, queues, maybe, path, similar, to } = explanation;
  return `${JSON.stringify(
    {
      topology: origin.name,
      virtual_host: origin.virtualHost,
      notes: origin.notes,
      message: jsonMessage(message),
      outcome,
      queues,
      maybe,
      similar,
      path: path.map(({ exchange, type, tried }) => ({ exchange, type, tried: tried.map(jsonAttempt) })),
      ...(to && { to: jsonTarget(to) }),
    },
    null,
    2,
  )}\n`;
}

const jsonMessage = ({ exchange, routingKey, headers }: RoutedMessage) => ({
  exchange,
  routing_key: routingKey,
  headers: plainTable(headers),
});

const jsonAttempt = ({ step, leadsTo }: Attempt) => ({
  ...jsonRoutingStep(step),
  ...(leadsTo !== undefined && { leads_to: leadsTo }),
});

const jsonTarget = ({ queue, verdict, similar, sources, nearest, changes }: Target) => ({
  queue,
  verdict,
  similar,
  sources,
  ...(nearest && {
    nearest: { hops: nearest.hops.map(jsonHop), stopped_at: nearest.hops.indexOf(nearest.stoppedBy) },
  }),
  changes: changes.map(jsonChange),
});

function jsonHop(hop: Hop) {
  if (hop.kind === 'binding') return jsonRoutingStep(hop);
  const { kind, exchange, alternate, takenBy } = hop;
  return { kind, exchange, alternate, matched: takenBy.length === 0, taken_by: takenBy.map(jsonBinding) };
}

function jsonChange(change: Change) {
  const { kind, queues } = change;
  switch (kind) {
    case 'message':
      return {
        kind,
        ...(change.routingKey !== undefined && { routing_key: change.routingKey }),
        ...(change.headers && { headers: plainTable(change.headers) }),
        queues,
      };
    case 'exchange':
      return { kind, exchange: change.exchange, queues };
    case 'binding':
      return { kind, binding: jsonBinding(change.binding), queues };
  }
}
