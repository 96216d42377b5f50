import { assertNever } from '../../lab/errors.ts';
import type { HeaderPair, Match } from '../../routing/match.ts';
import type { RoutingStep } from '../../routing/route.ts';
import { plainValue } from '../../routing/values.ts';
import { routingStepText } from '../reasons.ts';
import { jsonBinding } from './json-topology.ts';

/** The data of one step of the routing, and the same in a sentence. */
export function jsonRoutingStep(step: RoutingStep) {
  const text = routingStepText(step);
  switch (step.kind) {
    case 'binding': {
      return {
        kind: step.kind,
        binding: jsonBinding(step.binding),
        routing_key: step.routingKey,
        matched: step.match.matched,
        ...(step.skipped !== undefined && { skipped: step.skipped }),
        reason: jsonMatch(step.match),
        text,
      };
    }
    case 'default':
      return { kind: step.kind, routing_key: step.routingKey, matched: step.matched, text };
    default:
      return { ...step, text };
  }
}

function jsonMatch(match: Match): unknown {
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
