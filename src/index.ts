import type { FileResult } from './lib/check/run-files.ts';
import type { ScenarioFileOptions } from './lib/check/run-scenario-file.ts';

export {
  type MemoryView,
  type QueueView,
  type RunningBroker,
  type StartBrokerOptions,
  startBroker,
} from './lib/broker/broker.ts';
export { type Clock, realClock, type ScheduledTask, VirtualClock } from './lib/broker/clock.ts';
export type { BrokerOptions } from './lib/broker/core.ts';
export type { BrokerEvent, BrokerEventListener } from './lib/broker/events.ts';
export type { ChannelFailure, Failures } from './lib/broker/failures.ts';
export type { Limits } from './lib/broker/limits.ts';
export type { MessageView } from './lib/broker/message-view.ts';
export { StoreError } from './lib/broker/store/store-error.ts';
export type { FileResult } from './lib/check/run-files.ts';
export type { ScenarioFileOptions } from './lib/check/run-scenario-file.ts';
export { LATER_DIFFERENCES, type LaterDifference } from './lib/definitions/later-versions.ts';
export { type Finding, type LintOptions, lint } from './lib/definitions/lint/lint.ts';
export { type Definitions, readDefinitions } from './lib/definitions/read-definitions.ts';
export { LabError } from './lib/lab/errors.ts';
export type { Change } from './lib/routing/explain/changes.ts';
export { type AskedMessage, type Explanation, explain, type Outcome } from './lib/routing/explain/explain.ts';
export type { Hop } from './lib/routing/explain/hops.ts';
export type { Attempt, Stop } from './lib/routing/explain/stops.ts';
export type { NearMiss, Target } from './lib/routing/explain/target.ts';
export type { Match, Reason } from './lib/routing/match.ts';
export { type RoutingStep, route } from './lib/routing/route.ts';
export { RoutingTable } from './lib/routing/routing-table.ts';
export type { Binding, Exchange, Queue, RoutedMessage, Topology } from './lib/routing/topology.ts';
export {
  type FieldTable,
  type FieldValue,
  fieldTable,
  type PlainTable,
  type PlainValue,
  plainTable,
} from './lib/routing/values.ts';

/**
 * Runs a scenario file, and says what became of it. Throws a LabError where it is none, or its run came to no end. What
 * it takes, an AMQP client and a YAML parser among it, is loaded by the first call.
 */
export async function runScenarioFile(path: string, options: ScenarioFileOptions = {}): Promise<FileResult> {
  const { runScenarioFileOn } = await import('./lib/check/run-scenario-file.ts');
  return runScenarioFileOn(path, options);
}
