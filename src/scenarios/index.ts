import type { Scenario } from '../lib/lab/define-scenario.ts';
import { ack } from './ack.ts';
import { ackMultiple } from './ack-multiple.ts';
import { alternateExchange } from './alternate-exchange.ts';
import { autoDeleteExchange } from './auto-delete-exchange.ts';
import { autoDeleteQueue } from './auto-delete-queue.ts';
import { batching } from './batching.ts';
import { bindShortcut } from './bind-shortcut.ts';
import { ccBcc } from './cc-bcc.ts';
import { competingConsumers } from './competing-consumers.ts';
import { confirms } from './confirms.ts';
import { connectionLost } from './connection-lost.ts';
import { consumerCancelled } from './consumer-cancelled.ts';
import { consumerDown } from './consumer-down.ts';
import { consumerPriority } from './consumer-priority.ts';
import { deadLetterCycle } from './dead-letter-cycle.ts';
import { deadLetterNowhere } from './dead-letter-nowhere.ts';
import { deadLetters } from './dead-letters.ts';
import { defaultExchange } from './default-exchange.ts';
import { directReplyTo } from './direct-reply-to.ts';
import { doubleAck } from './double-ack.ts';
import { duplicates } from './duplicates.ts';
import { durable } from './durable.ts';
import { eventServices } from './event-services.ts';
import { exchangeToExchange } from './exchange-to-exchange.ts';
import { exchangeTypes } from './exchange-types.ts';
import { exclusiveConsumer } from './exclusive-consumer.ts';
import { exclusiveQueue } from './exclusive-queue.ts';
import { expirationText } from './expiration-text.ts';
import { getOne } from './get-one.ts';
import { getPast } from './get-past.ts';
import { internalExchange } from './internal-exchange.ts';
import { lastingDeadLetter } from './lasting-dead-letter.ts';
import { legacyAdapter } from './legacy-adapter.ts';
import { loadLevelling } from './load-levelling.ts';
import { manyBindings } from './many-bindings.ts';
import { maxLength } from './max-length.ts';
import { messageTtl } from './message-ttl.ts';
import { missingExchange } from './missing-exchange.ts';
import { notThere } from './not-there.ts';
import { ordering } from './ordering.ts';
import { overflowReject } from './overflow-reject.ts';
import { persistence } from './persistence.ts';
import { poisonMessage } from './poison-message.ts';
import { polling } from './polling.ts';
import { prefetchChannel } from './prefetch-channel.ts';
import { prefetchFair } from './prefetch-fair.ts';
import { prefetchUnfair } from './prefetch-unfair.ts';
import { priority } from './priority.ts';
import { priorityLanes } from './priority-lanes.ts';
import { publishSubscribe } from './publish-subscribe.ts';
import { queueExpiry } from './queue-expiry.ts';
import { queueNames } from './queue-names.ts';
import { quorum } from './quorum.ts';
import { quorumGaps } from './quorum-gaps.ts';
import { redeclare } from './redeclare.ts';
import { redeclareExchange } from './redeclare-exchange.ts';
import { refusedArguments } from './refused-arguments.ts';
import { requestReply } from './request-reply.ts';
import { requeueLoop } from './requeue-loop.ts';
import { reservedNames } from './reserved-names.ts';
import { retry } from './retry.ts';
import { retryTopology } from './retry-topology.ts';
import { sharedChannel } from './shared-channel.ts';
import { sharedDlx } from './shared-dlx.ts';
import { singleActive } from './single-active.ts';
import { stream } from './stream.ts';
import { topicEdges } from './topic-edges.ts';
import { ttlHeadOfLine } from './ttl-head-of-line.ts';
import { unroutable } from './unroutable.ts';
import { workQueue } from './work-queue.ts';
import { xHeaders } from './x-headers.ts';
import { zeroTtl } from './zero-ttl.ts';

/** The catalogue, in teaching order. */
export const scenarios: readonly Scenario[] = [
  ...exchangeTypes,
  topicEdges,
  xHeaders,
  defaultExchange,
  manyBindings,
  queueNames,
  bindShortcut,
  ccBcc,
  exchangeToExchange,
  alternateExchange,
  internalExchange,
  autoDeleteExchange,
  durable,
  unroutable,
  missingExchange,
  confirms,
  persistence,
  redeclare,
  redeclareExchange,
  notThere,
  refusedArguments,
  reservedNames,
  exclusiveQueue,
  autoDeleteQueue,
  queueExpiry,
  messageTtl,
  expirationText,
  zeroTtl,
  ttlHeadOfLine,
  maxLength,
  overflowReject,
  priority,
  singleActive,
  stream,
  quorum,
  quorumGaps,
  competingConsumers,
  prefetchUnfair,
  prefetchFair,
  prefetchChannel,
  ack,
  requeueLoop,
  ordering,
  doubleAck,
  getOne,
  polling,
  consumerPriority,
  consumerCancelled,
  ackMultiple,
  sharedChannel,
  exclusiveConsumer,
  getPast,
  deadLetters,
  deadLetterNowhere,
  sharedDlx,
  lastingDeadLetter,
  deadLetterCycle,
  retry,
  poisonMessage,
  duplicates,
  consumerDown,
  connectionLost,
  retryTopology,
  workQueue,
  publishSubscribe,
  requestReply,
  directReplyTo,
  loadLevelling,
  batching,
  eventServices,
  legacyAdapter,
  priorityLanes,
];
