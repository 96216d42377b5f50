import type { Lesson } from '../lib/walkthrough/lesson.ts';
import { ack } from './ack/lesson.ts';
import { ackMultiple } from './ack-multiple/lesson.ts';
import { alternateExchange } from './alternate-exchange/lesson.ts';
import { autoDeleteExchange } from './auto-delete-exchange/lesson.ts';
import { autoDeleteQueue } from './auto-delete-queue/lesson.ts';
import { bindShortcut } from './bind-shortcut/lesson.ts';
import { ccBcc } from './cc-bcc/lesson.ts';
import { competingConsumers } from './competing-consumers/lesson.ts';
import { confirms } from './confirms/lesson.ts';
import { connectionLost } from './connection-lost/lesson.ts';
import { consumerCancelled } from './consumer-cancelled/lesson.ts';
import { consumerDown } from './consumer-down/lesson.ts';
import { consumerPriority } from './consumer-priority/lesson.ts';
import { deadLetterCycle } from './dead-letter-cycle/lesson.ts';
import { deadLetterNowhere } from './dead-letter-nowhere/lesson.ts';
import { deadLetters } from './dead-letters/lesson.ts';
import { defaultExchange } from './default-exchange/lesson.ts';
import { direct } from './direct/lesson.ts';
import { directBuild } from './direct-build/lesson.ts';
import { directReplyTo } from './direct-reply-to/lesson.ts';
import { doubleAck } from './double-ack/lesson.ts';
import { duplicates } from './duplicates/lesson.ts';
import { durable } from './durable/lesson.ts';
import { eventServicesBuild } from './event-services-build/lesson.ts';
import { exchangeToExchange } from './exchange-to-exchange/lesson.ts';
import { exclusiveConsumer } from './exclusive-consumer/lesson.ts';
import { exclusiveQueue } from './exclusive-queue/lesson.ts';
import { expirationText } from './expiration-text/lesson.ts';
import { fanout } from './fanout/lesson.ts';
import { getOne } from './get-one/lesson.ts';
import { getPast } from './get-past/lesson.ts';
import { headers } from './headers/lesson.ts';
import { headersBuild } from './headers-build/lesson.ts';
import { internalExchange } from './internal-exchange/lesson.ts';
import { lastingDeadLetter } from './lasting-dead-letter/lesson.ts';
import { loadLevelling } from './load-levelling/lesson.ts';
import { manyBindings } from './many-bindings/lesson.ts';
import { maxLength } from './max-length/lesson.ts';
import { messageTtl } from './message-ttl/lesson.ts';
import { missingExchange } from './missing-exchange/lesson.ts';
import { notThere } from './not-there/lesson.ts';
import { ordering } from './ordering/lesson.ts';
import { overflowReject } from './overflow-reject/lesson.ts';
import { persistence } from './persistence/lesson.ts';
import { poisonMessage } from './poison-message/lesson.ts';
import { polling } from './polling/lesson.ts';
import { prefetchChannel } from './prefetch-channel/lesson.ts';
import { prefetchFair } from './prefetch-fair/lesson.ts';
import { prefetchUnfair } from './prefetch-unfair/lesson.ts';
import { priority } from './priority/lesson.ts';
import { priorityLanes } from './priority-lanes/lesson.ts';
import { publishSubscribe } from './publish-subscribe/lesson.ts';
import { queueExpiry } from './queue-expiry/lesson.ts';
import { queueNames } from './queue-names/lesson.ts';
import { quorum } from './quorum/lesson.ts';
import { quorumGaps } from './quorum-gaps/lesson.ts';
import { redeclare } from './redeclare/lesson.ts';
import { redeclareExchange } from './redeclare-exchange/lesson.ts';
import { refusedArguments } from './refused-arguments/lesson.ts';
import { requestReply } from './request-reply/lesson.ts';
import { requeueLoop } from './requeue-loop/lesson.ts';
import { reservedNames } from './reserved-names/lesson.ts';
import { retry } from './retry/lesson.ts';
import { retryTopology } from './retry-topology/lesson.ts';
import { sharedChannel } from './shared-channel/lesson.ts';
import { sharedDlx } from './shared-dlx/lesson.ts';
import { singleActive } from './single-active/lesson.ts';
import { stream } from './stream/lesson.ts';
import { topic } from './topic/lesson.ts';
import { topicBuild } from './topic-build/lesson.ts';
import { topicEdges } from './topic-edges/lesson.ts';
import { ttlHeadOfLine } from './ttl-head-of-line/lesson.ts';
import { unroutable } from './unroutable/lesson.ts';
import { workQueue } from './work-queue/lesson.ts';
import { xHeaders } from './x-headers/lesson.ts';
import { zeroTtl } from './zero-ttl/lesson.ts';

/** The course, in teaching order. */
export const lessons: readonly Lesson[] = [
  fanout,
  direct,
  directBuild,
  defaultExchange,
  topic,
  topicEdges,
  topicBuild,
  manyBindings,
  queueNames,
  headers,
  xHeaders,
  headersBuild,
  exchangeToExchange,
  alternateExchange,
  internalExchange,
  ccBcc,
  bindShortcut,
  unroutable,
  missingExchange,
  confirms,
  publishSubscribe,
  competingConsumers,
  prefetchUnfair,
  prefetchFair,
  prefetchChannel,
  ack,
  ackMultiple,
  doubleAck,
  getOne,
  polling,
  sharedChannel,
  requeueLoop,
  consumerPriority,
  exclusiveConsumer,
  consumerCancelled,
  singleActive,
  ordering,
  redeclare,
  redeclareExchange,
  notThere,
  refusedArguments,
  reservedNames,
  durable,
  persistence,
  exclusiveQueue,
  autoDeleteQueue,
  autoDeleteExchange,
  queueExpiry,
  messageTtl,
  expirationText,
  zeroTtl,
  ttlHeadOfLine,
  maxLength,
  overflowReject,
  priority,
  quorum,
  quorumGaps,
  stream,
  getPast,
  deadLetters,
  deadLetterNowhere,
  sharedDlx,
  lastingDeadLetter,
  deadLetterCycle,
  retry,
  poisonMessage,
  duplicates,
  connectionLost,
  consumerDown,
  retryTopology,
  requestReply,
  directReplyTo,
  workQueue,
  loadLevelling,
  priorityLanes,
  eventServicesBuild,
];
