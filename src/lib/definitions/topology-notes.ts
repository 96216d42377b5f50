import { bindingIdentity } from '../routing/routing-table.ts';
import {
  type Binding,
  DEFAULT_EXCHANGE,
  EXCHANGE_TYPES,
  isByQueueName,
  PREDECLARED_EXCHANGES,
  type Topology,
} from '../routing/topology.ts';
import { stringValue } from '../routing/values.ts';
import { listed } from './words.ts';

/** What RabbitMQ's exports write where the broker has a void value: it can be told apart from the text no more. */
const VOID_EXPORTED = 'undefined';

/** The bindings that RabbitMQ would make of these: none twice, and none from the default exchange. */
export function bindingsTaken(bindings: readonly Binding[]): Binding[] {
  const explicit = bindings.filter(({ source }) => source !== DEFAULT_EXCHANGE);
  return [...new Map(explicit.map((each) => [`${each.source} ${bindingIdentity(each)}`, each])).values()];
}

/** What is to be said of a topology that was read; `bound` has the bindings as they are in the file. */
export function topologyNotes(
  topology: Topology,
  bound: readonly Binding[],
  saysInternal: boolean,
): string[] {
  const explicit = bound.filter((binding) => !isByQueueName(binding));
  const fromDefault = explicit.filter(({ source }) => source === DEFAULT_EXCHANGE).length;
  const again = explicit.length - fromDefault - topology.bindings.length;
  return [
    ...pluginNotes(topology),
    ...missingExchanges(topology, saysInternal),
    ...missingQueues(topology),
    ...voidNotes(topology),
    ...(fromDefault > 0
      ? [
          `${bindings(fromDefault)} from the default exchange passed over: every queue is bound to it by its name, and by nothing else.`,
        ]
      : []),
    ...(again > 0 ? [`${bindings(again)} left out: they are there more than once.`] : []),
  ];
}

function pluginNotes({ exchanges }: Topology): string[] {
  const plugins = exchanges.filter(({ type }) => !EXCHANGE_TYPES.some((known) => known === type));
  return Array.from(new Set(plugins.map(({ type }) => type)), (type) => {
    const names = plugins.filter((exchange) => exchange.type === type).map(({ name }) => name);
    return `Exchange type '${type}' is not modelled: where ${listed(names)} routes to is not known.`;
  });
}

function missingExchanges({ exchanges, bindings: bound }: Topology, saysInternal: boolean): string[] {
  const there = new Set([...PREDECLARED_EXCHANGES, ...exchanges].map(({ name }) => name));
  const named = bound.flatMap(({ source, destination, destinationType }) =>
    destinationType === 'exchange' ? [source, destination] : [source],
  );
  const missing = [...new Set(named)].filter((name) => !there.has(name));
  if (missing.length === 0) return [];
  const hint = saysInternal
    ? ''
    : ' rabbitmqctl leaves internal exchanges out: GET /api/definitions of the management API does not.';
  return [`Bindings lead from or to ${listed(missing)}, and no such exchange is in the file.${hint}`];
}

function missingQueues({ queues, bindings: bound }: Topology): string[] {
  const there = new Set(queues.map(({ name }) => name));
  const named = bound.filter(({ destinationType }) => destinationType === 'queue');
  const missing = [...new Set(named.map(({ destination }) => destination))].filter(
    (name) => !there.has(name),
  );
  if (missing.length === 0) return [];
  return [
    `Bindings lead to ${listed(missing)}, and no such queue is in the file; exclusive queues are in none.`,
  ];
}

function voidNotes({ exchanges, bindings: bound }: Topology): string[] {
  const headers = new Set(
    [...PREDECLARED_EXCHANGES, ...exchanges].filter(({ type }) => type === 'headers').map(({ name }) => name),
  );
  const doubtful = bound.filter(
    ({ source, arguments: args }) =>
      headers.has(source) && [...args.values()].some((value) => stringValue(value) === VOID_EXPORTED),
  );
  if (doubtful.length === 0) return [];
  const names = [...new Set(doubtful.map(({ source }) => source))];
  return [
    `Bindings of ${listed(names)} want a header to be "${VOID_EXPORTED}": RabbitMQ exports a void value, which any value satisfies, as that text.`,
  ];
}

const bindings = (number: number): string => (number === 1 ? '1 binding' : `${number} bindings`);
