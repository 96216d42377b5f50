export {
  type QueueView,
  type RunningBroker,
  type StartBrokerOptions,
  startBroker,
} from './lib/broker/broker.ts';
export { type Clock, realClock, type ScheduledTask, VirtualClock } from './lib/broker/clock.ts';
export type { BrokerOptions } from './lib/broker/core.ts';
export type { BrokerEvent, BrokerEventListener } from './lib/broker/events.ts';
export type { ChannelFailure, Failures } from './lib/broker/failures.ts';
export type { MessageView } from './lib/broker/message-view.ts';
export { LATER_DIFFERENCES, type LaterDifference } from './lib/definitions/later-versions.ts';
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
