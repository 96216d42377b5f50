import {
  alternateExchangeLeadsNowhere,
  alternateExchangeMissing,
  droppingExchange,
} from './rules/alternate.ts';
import { autoDeleteExchange, deadLettersInTemporaryQueues, durableAutoDelete } from './rules/auto-delete.ts';
import { danglingBinding, declaredTwice, defaultExchangeBinding } from './rules/dangling.ts';
import { deadLetterCycle, deadLetterCycleDrops, retryReachesOthers } from './rules/dead-letter-cycles.ts';
import { deadLetterExchangeMissing, deadLetterUnroutable } from './rules/dead-letters.ts';
import { exchangeCycle } from './rules/exchange-cycles.ts';
import {
  headersMatchesEverything,
  headersMatchesNothing,
  headersPairSkipped,
  xMatchElsewhere,
  xMatchValue,
} from './rules/headers.ts';
import { emptyTopicKey, emptyWord, wildcardElsewhere, wildcardInWord } from './rules/keys.ts';
import {
  laterDeliveryLimit,
  laterNoDeliveryLimit,
  laterTopicHashes,
  laterTransientQueue,
} from './rules/later-versions.ts';
import { deliveryLimitDrops, expiresBeforeTtl, expiresSilently, overflowsSilently } from './rules/limits.ts';
import { exchangeTypeNotModelled, reservedName } from './rules/names-and-types.ts';
import { bindingOutOfReach } from './rules/out-of-reach.ts';
import {
  argumentWithoutEffect,
  deadLetterKeyAlone,
  exchangeArgumentValue,
  queueArgumentType,
  queueArgumentValue,
  queueTypeProperty,
} from './rules/queue-arguments.ts';
import { exchangeLeadsNowhere, unboundQueue, unreachableExchange } from './rules/reach.ts';
import { lostAtRestart, transientFallback } from './rules/restart.ts';
import { shadowedBinding } from './rules/shadowed.ts';
import { deadLettersDoubled, deadLettersMixed } from './rules/shared-dead-letters.ts';
import { misspeltArgument, unknownArgument } from './rules/unknown-arguments.ts';

/** Every rule, by what it looks at. */
export const RULES = [
  // What RabbitMQ refuses.
  queueArgumentValue,
  queueArgumentType,
  queueTypeProperty,
  deadLetterKeyAlone,
  exchangeArgumentValue,
  xMatchValue,
  danglingBinding,
  defaultExchangeBinding,
  declaredTwice,
  reservedName,
  // Where messages get to.
  exchangeLeadsNowhere,
  unreachableExchange,
  unboundQueue,
  droppingExchange,
  alternateExchangeMissing,
  alternateExchangeLeadsNowhere,
  exchangeCycle,
  exchangeTypeNotModelled,
  // What bindings take.
  shadowedBinding,
  bindingOutOfReach,
  wildcardElsewhere,
  wildcardInWord,
  emptyTopicKey,
  emptyWord,
  headersMatchesNothing,
  headersMatchesEverything,
  headersPairSkipped,
  xMatchElsewhere,
  // What dies.
  deadLetterExchangeMissing,
  deadLetterUnroutable,
  deadLettersDoubled,
  deadLettersMixed,
  deadLetterCycleDrops,
  deadLetterCycle,
  retryReachesOthers,
  expiresSilently,
  overflowsSilently,
  deliveryLimitDrops,
  expiresBeforeTtl,
  // What goes away.
  lostAtRestart,
  transientFallback,
  deadLettersInTemporaryQueues,
  durableAutoDelete,
  autoDeleteExchange,
  // What does nothing.
  misspeltArgument,
  unknownArgument,
  argumentWithoutEffect,
  // What later versions do otherwise.
  laterTransientQueue,
  laterTopicHashes,
  laterDeliveryLimit,
  laterNoDeliveryLimit,
] as const;

export type RuleId = (typeof RULES)[number]['id'];
