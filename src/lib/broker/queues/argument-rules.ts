import { type FieldTable, type FieldValue, integerValue, isInteger } from '../../routing/values.ts';
import { erlangString } from '../../wire/erlang.ts';
import { erlangTerm, erlangText, erlangType } from '../erlang.ts';
import { AmqpError, preconditionFailed, resourceText } from '../errors.ts';
import { LONGEST_TTL_MS } from '../limits.ts';
import { parseMaxAge } from './max-age.ts';
import { parseStreamOffset } from './stream-offset.ts';

const QUEUE_TYPES = ['classic', 'quorum', 'stream'] as const;
export type QueueTypeName = (typeof QUEUE_TYPES)[number];

/** Says what is wrong with a value, as RabbitMQ prints it; undefined where nothing is. */
type Rule = (value: FieldValue, all: FieldTable) => string | undefined;

const unacceptable = (value: FieldValue): string => `{unacceptable_type,${erlangType(value)}}`;

const integer: Rule = (value) =>
  isInteger(value) ? undefined : erlangString(`expected integer, got ${erlangType(value)}`);

const notNegative: Rule = (value, all) =>
  integer(value, all) ??
  ((integerValue(value) ?? 0) < 0 ? `{value_negative,${erlangText(value)}}` : undefined);

const milliseconds: Rule = (value, all) =>
  notNegative(value, all) ??
  ((integerValue(value) ?? 0) > LONGEST_TTL_MS ? `{value_too_large,${erlangText(value)}}` : undefined);

const positive =
  (rule: Rule): Rule =>
  (value, all) =>
    integer(value, all) === undefined && integerValue(value) === 0 ? '{value_zero,0}' : rule(value, all);

const upTo255: Rule = (value, all) =>
  notNegative(value, all) ??
  ((integerValue(value) ?? 0) > 255 ? `{max_value_exceeded,${erlangText(value)}}` : undefined);

const text: Rule = (value) => (value.type === 'string' ? undefined : unacceptable(value));
const boolean: Rule = (value) => (value.type === 'boolean' ? undefined : unacceptable(value));

const oneOf =
  (allowed: readonly string[], refusal: (got: string) => string): Rule =>
  (value) => {
    if (value.type !== 'string') return unacceptable(value);
    return allowed.includes(value.value) ? undefined : refusal(value.value);
  };

const deadLetterKey: Rule = (value, all) =>
  text(value, all) ?? (all.has('x-dead-letter-exchange') ? undefined : 'routing_key_but_no_dlx_defined');

const maxAge: Rule = (value, all) => {
  const problem = text(value, all);
  if (problem !== undefined || parseMaxAge(erlangText(value)) !== undefined) return problem;
  checkBeginsWithNumber(value);
  return 'invalid_max_age';
};

const streamOffset: Rule = (value) => {
  if (parseStreamOffset(value) !== undefined) return undefined;
  if (value.type === 'string') checkBeginsWithNumber(value);
  return `{invalid_stream_offset_arg,{${erlangType(value)},${erlangTerm(value)}}}`;
};

/** RabbitMQ: an age without a number in front is an internal error. */
function checkBeginsWithNumber(value: FieldValue): void {
  if (!/^\d/.test(erlangText(value))) throw new AmqpError('INTERNAL_ERROR');
}

const queueVersion: Rule = (value, all) =>
  notNegative(value, all) ??
  ([1, 2].includes(integerValue(value) ?? 0)
    ? undefined
    : erlangString(`unsupported queue version '${erlangText(value)}'`));

/** In RabbitMQ's order of checking; of several wrong arguments the first is reported. */
const QUEUE_RULES: readonly (readonly [argument: string, rule: Rule, types: readonly QueueTypeName[]])[] = [
  ['x-expires', positive(milliseconds), ['classic', 'quorum']],
  ['x-message-ttl', milliseconds, ['classic', 'quorum']],
  ['x-dead-letter-exchange', text, ['classic', 'quorum']],
  ['x-dead-letter-routing-key', deadLetterKey, ['classic', 'quorum']],
  [
    'x-dead-letter-strategy',
    oneOf(['at-most-once', 'at-least-once'], () => 'invalid_dlx_strategy'),
    ['quorum'],
  ],
  ['x-max-length', notNegative, ['classic', 'quorum']],
  ['x-max-length-bytes', notNegative, ['classic', 'quorum', 'stream']],
  ['x-max-in-memory-length', notNegative, ['quorum']],
  ['x-max-in-memory-bytes', notNegative, ['quorum']],
  ['x-max-priority', upTo255, ['classic']],
  [
    'x-overflow',
    oneOf(['drop-head', 'reject-publish', 'reject-publish-dlx'], () => 'invalid_overflow'),
    ['classic', 'quorum'],
  ],
  [
    'x-queue-mode',
    oneOf(['default', 'lazy'], (got) => erlangString(`unsupported queue mode '${got}'`)),
    ['classic'],
  ],
  ['x-queue-version', queueVersion, ['classic']],
  ['x-single-active-consumer', boolean, ['classic', 'quorum']],
  ['x-quorum-initial-group-size', positive(notNegative), ['quorum']],
  ['x-max-age', maxAge, ['stream']],
  ['x-stream-max-segment-size-bytes', notNegative, ['stream']],
  ['x-initial-cluster-size', positive(notNegative), ['stream']],
  [
    'x-queue-leader-locator',
    oneOf(['client-local', 'random', 'least-leaders', 'balanced'], () => 'invalid_queue_locator_arg'),
    ['quorum', 'stream'],
  ],
];

/** Arguments that RabbitMQ compares on redeclaring but whose values it does not check. */
const UNCHECKED: readonly (readonly [argument: string, types: readonly QueueTypeName[]])[] = [
  ['x-queue-type', QUEUE_TYPES],
  ['x-queue-master-locator', ['classic']],
  ['x-delivery-limit', ['quorum']],
];

const CONSUMER_RULES: readonly (readonly [argument: string, rule: Rule, types: readonly QueueTypeName[]])[] =
  [
    ['x-priority', integer, ['classic', 'quorum']],
    ['x-cancel-on-ha-failover', boolean, ['classic']],
    ['x-stream-offset', streamOffset, ['stream']],
  ];

const queueType = oneOf(QUEUE_TYPES, (got) => erlangString(`unsupported queue type '${got}'`));

/** RabbitMQ's internal names, which some of its texts show. */
export const MODULES: Readonly<Record<QueueTypeName, string>> = {
  classic: 'rabbit_classic_queue',
  quorum: 'rabbit_quorum_queue',
  stream: 'rabbit_stream_queue',
};

export interface Owner {
  readonly queue: string;
  readonly virtualHost: string;
}

/** The type that the arguments ask for. Throws PRECONDITION_FAILED for one that does not exist. */
export function checkQueueType(args: FieldTable, owner: Owner): QueueTypeName {
  const value = args.get('x-queue-type');
  if (value === undefined) return 'classic';
  refuse('x-queue-type', queueType(value, args), owner);
  return erlangText(value) as QueueTypeName;
}

/** Throws PRECONDITION_FAILED for a wrong value, and for an argument of another queue type. */
export function checkQueueArguments(type: QueueTypeName, args: FieldTable, owner: Owner): void {
  checkValues(QUEUE_RULES, type, args, owner);
  const foreign = [...QUEUE_RULES.map(([name, , types]) => [name, types] as const), ...UNCHECKED];
  checkNames(foreign, type, args, owner);
}

export function checkConsumerArguments(type: QueueTypeName, args: FieldTable, owner: Owner): void {
  checkValues(CONSUMER_RULES, type, args, owner);
  checkNames(
    CONSUMER_RULES.map(([name, , types]) => [name, types] as const),
    type,
    args,
    owner,
  );
}

const COMPARED: Readonly<Record<QueueTypeName, readonly string[]>> = {
  classic: [
    'x-expires',
    'x-message-ttl',
    'x-dead-letter-exchange',
    'x-dead-letter-routing-key',
    'x-max-length',
    'x-max-length-bytes',
    'x-max-priority',
    'x-overflow',
    'x-queue-mode',
    'x-queue-version',
    'x-single-active-consumer',
    'x-queue-type',
    'x-queue-master-locator',
  ],
  quorum: [
    'x-dead-letter-exchange',
    'x-dead-letter-routing-key',
    'x-dead-letter-strategy',
    'x-expires',
    'x-max-length',
    'x-max-length-bytes',
    'x-max-in-memory-length',
    'x-max-in-memory-bytes',
    'x-overflow',
    'x-single-active-consumer',
    'x-queue-type',
    'x-quorum-initial-group-size',
    'x-delivery-limit',
    'x-message-ttl',
    'x-queue-leader-locator',
  ],
  stream: [
    'x-max-length-bytes',
    'x-queue-type',
    'x-max-age',
    'x-stream-max-segment-size-bytes',
    'x-initial-cluster-size',
    'x-queue-leader-locator',
  ],
};

/** The arguments that must agree when a queue of this type is declared again, in RabbitMQ's order of comparing. */
export function comparedArguments(type: QueueTypeName): readonly string[] {
  return COMPARED[type];
}

function checkValues(
  rules: readonly (readonly [string, Rule, readonly QueueTypeName[]])[],
  type: QueueTypeName,
  args: FieldTable,
  owner: Owner,
): void {
  for (const [name, rule, types] of rules) {
    const value = args.get(name);
    if (value !== undefined && types.includes(type)) refuse(name, rule(value, args), owner);
  }
}

function checkNames(
  known: readonly (readonly [string, readonly QueueTypeName[]])[],
  type: QueueTypeName,
  args: FieldTable,
  { queue, virtualHost }: Owner,
): void {
  for (const name of args.keys()) {
    const types = known.find(([other]) => other === name)?.[1];
    if (types === undefined || types.includes(type)) continue;
    const where = resourceText('queue', queue, virtualHost);
    throw preconditionFailed(`invalid arg '${name}' for ${where} of queue type ${MODULES[type]}`);
  }
}

function refuse(name: string, problem: string | undefined, { queue, virtualHost }: Owner): void {
  if (problem === undefined) return;
  throw new AmqpError(
    'PRECONDITION_FAILED',
    `invalid arg '${name}' for ${resourceText('queue', queue, virtualHost)}: ${problem}`,
  );
}
