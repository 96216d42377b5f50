import type { Topology } from '../routing/topology.ts';
import { EMPTY_TABLE, type FieldTable } from '../routing/values.ts';
import { LabError } from './errors.ts';
import type { Step } from './experiment.ts';
import type { OptionSpecs } from './options.ts';
import type { Play, Scenario } from './scenario.ts';

// Everything that a scenario file may use comes from here.
export { boundExchange, declareOptions } from './declare-options.ts';
export { expected } from './errors.ts';
export { HEADER_VALUES, readHeaderBinding, readHeaders } from './header-text.ts';
export { readKey, readKeyBinding } from './names-given.ts';
export * from './notation.ts';
export { listOf, oneOf, oneValue, toggle, wholeNumber } from './options.ts';
export type { Scenario } from './scenario.ts';
export { tellingKeys } from './telling-keys.ts';

/** Checks a scenario's shape and gives `build` the types of its options. */
export const defineScenario = <const S extends OptionSpecs>(scenario: Scenario<S>): Scenario<S> => scenario;

const MAX_DELIVERIES = 1_000_000;

/** A consumer on every queue, then the messages, m1, m2, …, to the first exchange. */
export function consumeAndPublish(
  topology: Topology,
  messages: readonly { readonly routingKey?: string; readonly headers?: FieldTable }[],
): Play {
  const { exchanges, queues } = topology;
  if (queues.length * messages.length > MAX_DELIVERIES) {
    throw new LabError(
      'usage',
      `expected at most ${MAX_DELIVERIES} deliveries, got ${messages.length} messages for ${queues.length} queues`,
      { hint: 'Take fewer of either.' },
    );
  }
  const consumers = queues.map(
    ({ name }, at): Step => ({ kind: 'consume', consumer: `c${at + 1}`, queue: name }),
  );
  const publishes = messages.map(
    ({ routingKey = '', headers = EMPTY_TABLE }, at): Step => ({
      kind: 'publish',
      message: { id: `m${at + 1}`, exchange: exchanges[0]?.name ?? '', routingKey, headers },
    }),
  );
  return { topology, steps: [...consumers, ...publishes] };
}
