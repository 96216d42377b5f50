import type { Experiment, PublishStep } from '../../lab/experiment.ts';
import { tellingKeys } from '../../lab/telling-keys.ts';
import { isModelled } from '../../routing/explain/not-modelled.ts';
import { wayOf } from '../../routing/explain/stops.ts';
import { RoutingTable } from '../../routing/routing-table.ts';
import { type Binding, type Exchange, PREDECLARED_EXCHANGES, type Topology } from '../../routing/topology.ts';
import { EMPTY_TABLE, type FieldTable, type FieldValue } from '../../routing/values.ts';

interface Probe {
  readonly routingKey: string;
  readonly headers: FieldTable;
}

const MAX_PROBES = 500;

/**
 * The experiment itself; or one without steps with messages that show where its exchanges route to. None of them comes to
 * an exchange of a plugin's type: what that does is not known.
 */
export function withProbes(experiment: Experiment): {
  readonly experiment: Experiment;
  /** Exchanges to which a message would have come. */
  readonly untried: readonly string[];
  readonly notes: readonly string[];
} {
  if (experiment.steps.length > 0) return { experiment, untried: [], notes: [] };
  const probes = probesFor(experiment.topology);
  const { taken, untried } = meetingNothingForeign(probes, experiment.topology);
  const steps = taken.map((step, at) => ({ ...step, message: { ...step.message, id: `m${at + 1}` } }));
  const notes =
    probes.length > MAX_PROBES
      ? [
          `Of ${probes.length} messages that would try every binding, the first ${MAX_PROBES} are in the file.`,
        ]
      : [];
  return { experiment: { ...experiment, steps }, untried, notes };
}

/** As many as a file has of those that meet no exchange of a plugin's type, and the exchanges that others would meet. */
function meetingNothingForeign(
  probes: readonly PublishStep[],
  topology: Topology,
): { readonly taken: readonly PublishStep[]; readonly untried: readonly string[] } {
  if (topology.exchanges.every(({ type }) => isModelled(type)))
    return { taken: probes.slice(0, MAX_PROBES), untried: [] };
  const table = RoutingTable.from(topology);
  const taken: PublishStep[] = [];
  const untried = new Set<string>();
  for (const probe of probes) {
    if (taken.length === MAX_PROBES) break;
    const foreign = wayOf(probe.message, table).filter(({ type }) => !isModelled(type));
    for (const { exchange } of foreign) untried.add(exchange);
    if (foreign.length === 0) taken.push(probe);
  }
  return { taken, untried: [...untried] };
}

/** Messages that show where an exchange routes to: for each binding one that it takes, and some that others take. */
function probesFor({ exchanges, bindings }: Topology): PublishStep[] {
  const sources = new Set(bindings.map(({ source }) => source));
  const used = PREDECLARED_EXCHANGES.filter(({ name }) => sources.has(name));
  const open = [...exchanges, ...used].filter(({ internal }) => !internal);
  const probes = open.flatMap((exchange) => {
    const bound = bindings.filter(({ source }) => source === exchange.name);
    return probesOf(exchange, bound).map((probe) => ({ ...probe, exchange: exchange.name }));
  });
  return probes.map((probe) => ({ kind: 'publish', message: { id: '', ...probe } }));
}

const NOBODYS_KEY = 'another-key';

function probesOf({ type }: Exchange, bound: readonly Binding[]): Probe[] {
  const keys = [...new Set(bound.map(({ routingKey }) => routingKey))];
  switch (type) {
    case 'fanout':
      return withKeys(['']);
    case 'headers':
      return [...bound.map(({ arguments: args }) => args), EMPTY_TABLE].map((args) => ({
        routingKey: '',
        headers: headersFor(args),
      }));
    case 'topic':
      return withKeys(tellingKeys(keys));
    default:
      return withKeys([...keys, NOBODYS_KEY]);
  }
}

const withKeys = (keys: readonly string[]): Probe[] =>
  keys.map((routingKey) => ({ routingKey, headers: EMPTY_TABLE }));

const SOMETHING: FieldValue = { type: 'string', value: 'something' };

/** The headers that a binding asks for; where it asks for any value, some value. */
function headersFor(args: FieldTable): FieldTable {
  const wanted = [...args].filter(([key]) => key !== 'x-match');
  return new Map(wanted.map(([key, value]) => [key, value.type === 'void' ? SOMETHING : value]));
}
