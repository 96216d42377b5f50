import type { Queue } from '../../routing/topology.ts';
import { type FieldTable, type FieldValue, stringValue } from '../../routing/values.ts';

// What RabbitMQ 3.10 makes of policies, tried on it.

export type QueueType = 'classic' | 'quorum' | 'stream';

export const ALTERNATE = 'alternate-exchange';

/** What counts where a policy and an argument of the queue set the same. */
type Precedence = 'argument' | 'policy' | 'least';

const PRECEDENCE: Readonly<Record<QueueType, Readonly<Record<string, Precedence>>>> = {
  classic: {
    expires: 'least',
    'message-ttl': 'least',
    'max-length': 'least',
    'max-length-bytes': 'least',
    'dead-letter-exchange': 'argument',
    'dead-letter-routing-key': 'argument',
    overflow: 'argument',
  },
  quorum: {
    expires: 'policy',
    'message-ttl': 'least',
    'max-length': 'least',
    'max-length-bytes': 'least',
    'dead-letter-exchange': 'argument',
    'dead-letter-routing-key': 'argument',
    'dead-letter-strategy': 'argument',
    overflow: 'policy',
    'delivery-limit': 'least',
  },
  stream: { 'max-length-bytes': 'policy', 'max-age': 'policy', 'stream-max-segment-size-bytes': 'policy' },
};

/** A policy that sets one of these does nothing at all for a queue of that type. */
const UNSUPPORTED: Readonly<Record<QueueType, RegExp>> = {
  classic:
    /^(max-age|stream-max-segment-size-bytes|queue-leader-locator|initial-cluster-size|delivery-limit|dead-letter-strategy)$/,
  quorum:
    /^(max-priority|queue-mode|single-active-consumer|ha-.*|queue-master-locator|max-age|stream-max-segment-size-bytes|initial-cluster-size)$/,
  stream:
    /^(expires|message-ttl|dead-letter-.*|max-length|max-in-memory-.*|max-priority|overflow|queue-mode|single-active-consumer|delivery-limit|ha-.*|queue-master-locator)$/,
};

const MODELLED = new Set([ALTERNATE, ...Object.values(PRECEDENCE).flatMap((keys) => Object.keys(keys))]);

export const isModelled = (key: string): boolean => MODELLED.has(key);

export function queueTypeOf({ arguments: args }: Pick<Queue, 'arguments'>): QueueType {
  const type = stringValue(args.get('x-queue-type'));
  return type === 'quorum' || type === 'stream' ? type : 'classic';
}

const TARGETS: Readonly<Record<string, readonly (QueueType | 'exchange')[]>> = {
  all: ['exchange', 'classic', 'quorum', 'stream'],
  exchanges: ['exchange'],
  queues: ['classic', 'quorum', 'stream'],
  // RabbitMQ: these since 3.12.
  classic_queues: ['classic'],
  quorum_queues: ['quorum'],
  streams: ['stream'],
};

/** Undefined where that is nothing that a policy can apply to. */
export const targetsOf = (applyTo: string): readonly (QueueType | 'exchange')[] | undefined =>
  TARGETS[applyTo];

export const isApplicable = (type: QueueType, definition: FieldTable): boolean =>
  ![...definition.keys()].some((key) => UNSUPPORTED[type].test(key));

/** What counts of a queue's argument and of what a policy sets; undefined where such a queue knows nothing of it. */
export function effective(
  type: QueueType,
  key: string,
  argument: FieldValue | undefined,
  set: FieldValue,
): FieldValue | undefined {
  const precedence = PRECEDENCE[type][key];
  if (precedence === undefined || argument === undefined) return precedence && set;
  if (precedence === 'least') return least(argument, set);
  return precedence === 'policy' ? set : argument;
}

/** The smaller of two numbers; the first where they are equal, or are no numbers. */
export const least = (a: FieldValue, b: FieldValue): FieldValue =>
  isNumber(a) && isNumber(b) && b.value < a.value ? b : a;

const isNumber = (value: FieldValue): value is Extract<FieldValue, { value: number | bigint }> =>
  'value' in value && (typeof value.value === 'number' || typeof value.value === 'bigint');
