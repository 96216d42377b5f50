import { type Exchange, PREDECLARED_EXCHANGES, type Queue, type Topology } from '../../routing/topology.ts';
import type { FieldValue } from '../../routing/values.ts';
import { listed } from '../words.ts';
import { ALTERNATE, effective, least, queueTypeOf } from './rules.ts';
import { chosenFor, type Policy, Usage } from './usage.ts';

const DEAD_LETTER_KEY = 'x-dead-letter-routing-key';

/** The topology with what its policies set as arguments, and in sentences what was made of each policy. */
export function applyPolicies(
  topology: Topology,
  own: readonly Policy[],
  operators: readonly Policy[],
): { readonly topology: Topology; readonly notes: readonly string[] } {
  const owns = own.map((policy) => new Usage(policy));
  const ops = operators.map((policy) => new Usage(policy));
  const queues = topology.queues.map((queue) => {
    const type = queueTypeOf(queue);
    const chosen = [chosenFor(queue.name, type, owns), chosenFor(queue.name, type, ops)];
    return withLimits(
      queue,
      chosen.filter((each) => each !== undefined),
    );
  });
  const exchanges = topology.exchanges.map((exchange) => withAlternate(exchange, owns));
  const notes = [...owns, ...ops].flatMap((usage) => usage.notes);
  return { topology: { ...topology, queues, exchanges }, notes: [...notes, ...predeclaredNotes(own)] };
}

function withAlternate(exchange: Exchange, policies: readonly Usage[]): Exchange {
  const usage = chosenFor(exchange.name, 'exchange', policies);
  const value = usage?.policy.definition.get(ALTERNATE);
  if (!value || exchange.arguments.has(ALTERNATE)) return exchange;
  usage?.took(ALTERNATE, exchange.name);
  return { ...exchange, arguments: new Map([...exchange.arguments, [ALTERNATE, value]]) };
}

function withLimits(queue: Queue, policies: readonly Usage[]): Queue {
  const type = queueTypeOf(queue);
  const args = new Map(queue.arguments);
  const taken = new Map<string, Usage>();
  for (const key of new Set(policies.flatMap(({ policy }) => [...policy.definition.keys()]))) {
    const [usage, set] = merged(policies, key);
    const value = effective(type, key, queue.arguments.get(`x-${key}`), set);
    if (value !== set) continue;
    args.set(`x-${key}`, value);
    taken.set(key, usage);
  }
  // RabbitMQ: without an exchange this key does nothing in a policy, and is refused as an argument.
  if (!args.has('x-dead-letter-exchange') && !queue.arguments.has(DEAD_LETTER_KEY)) {
    args.delete(DEAD_LETTER_KEY);
    taken.delete('dead-letter-routing-key');
  }
  for (const [key, usage] of taken) usage.took(key, queue.name);
  return { ...queue, arguments: args };
}

/** RabbitMQ: where both set the same, an operator policy can only lower a limit. */
function merged(policies: readonly Usage[], key: string): readonly [Usage, FieldValue] {
  const [first, second] = policies.flatMap((usage): [Usage, FieldValue][] => {
    const value = usage.policy.definition.get(key);
    return value ? [[usage, value]] : [];
  });
  if (!first) throw new Error(`no policy sets ${key}`);
  return second && least(first[1], second[1]) === second[1] ? second : first;
}

/** RabbitMQ applies policies to these as well; the model has them as they are from the start. */
function predeclaredNotes(policies: readonly Policy[]): string[] {
  const usages = policies.map((policy) => new Usage(policy));
  const names = PREDECLARED_EXCHANGES.filter(({ name, internal }) => name !== '' && !internal)
    .filter((exchange) => withAlternate(exchange, usages) !== exchange)
    .map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    `A policy sets ${ALTERNATE} of ${listed(names)}: not modelled, for these are as they are from the start.`,
  ];
}
