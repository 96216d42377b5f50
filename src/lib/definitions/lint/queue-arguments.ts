import type { Queue } from '../../routing/topology.ts';
import { type FieldValue, integerValue, stringValue } from '../../routing/values.ts';

export const QUEUE_TYPES = ['classic', 'quorum', 'stream'] as const;
export type QueueType = (typeof QUEUE_TYPES)[number];

/** What RabbitMQ wants of a value. */
interface Wanted {
  /** `a whole number, 0 or more`. */
  readonly text: string;
  accepts(value: FieldValue): boolean;
}

interface KnownArgument {
  /** The queue types that have it; RabbitMQ refuses it on others, unless nothing is said here. */
  readonly types?: readonly QueueType[];
  /** RabbitMQ does not look at the value of the others when the queue is declared. */
  readonly wanted?: Wanted;
}

/** RabbitMQ: the longest time that a message or a queue may ask for, 10 years. */
const LONGEST_MS = 315_360_000_000;

function wholeNumber(least: number, most = Number.POSITIVE_INFINITY, of = ''): Wanted {
  const range = most === Number.POSITIVE_INFINITY ? `${least} or more` : `from ${least} to ${most}`;
  return {
    text: `a whole number${of}, ${range}`,
    accepts(value) {
      const number = integerValue(value);
      return number !== undefined && number >= least && number <= most;
    },
  };
}

const milliseconds = (least: number): Wanted => wholeNumber(least, LONGEST_MS, ' of milliseconds');

const oneOf = (...words: readonly string[]): Wanted => ({
  text: `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
  accepts: (value) => words.includes(stringValue(value) ?? ''),
});

const TEXT: Wanted = { text: 'a text', accepts: ({ type }) => type === 'string' };
const SWITCH: Wanted = { text: 'true or false', accepts: ({ type }) => type === 'boolean' };
const AGE: Wanted = {
  text: 'a text of a number above 0 and a unit (Y, M, D, h, m or s), such as 7D',
  accepts: (value) => /^0*[1-9]\d*[YMDhms]$/.test(stringValue(value) ?? ''),
};

const CLASSIC = ['classic'] as const;
const QUORUM = ['quorum'] as const;
const STREAM = ['stream'] as const;
const QUEUES = ['classic', 'quorum'] as const;

/** Arguments of queues. What RabbitMQ 3.10 refuses is what the contract tests of the lab's broker show. */
export const QUEUE_ARGUMENTS: Readonly<Record<string, KnownArgument>> = {
  'x-queue-type': { wanted: oneOf(...QUEUE_TYPES) },
  'x-message-ttl': { types: QUEUES, wanted: milliseconds(0) },
  'x-expires': { types: QUEUES, wanted: milliseconds(1) },
  'x-max-length': { types: QUEUES, wanted: wholeNumber(0) },
  'x-max-length-bytes': { types: QUEUE_TYPES, wanted: wholeNumber(0) },
  'x-overflow': { types: QUEUES, wanted: oneOf('drop-head', 'reject-publish', 'reject-publish-dlx') },
  'x-dead-letter-exchange': { types: QUEUES, wanted: TEXT },
  'x-dead-letter-routing-key': { types: QUEUES, wanted: TEXT },
  'x-dead-letter-strategy': { types: QUORUM, wanted: oneOf('at-most-once', 'at-least-once') },
  'x-max-priority': { types: CLASSIC, wanted: wholeNumber(0, 255) },
  'x-queue-mode': { types: CLASSIC, wanted: oneOf('default', 'lazy') },
  'x-queue-version': { types: CLASSIC, wanted: wholeNumber(1, 2) },
  'x-queue-master-locator': { types: CLASSIC },
  'x-single-active-consumer': { types: QUEUES, wanted: SWITCH },
  'x-delivery-limit': { types: QUORUM },
  'x-max-in-memory-length': { types: QUORUM, wanted: wholeNumber(0) },
  'x-max-in-memory-bytes': { types: QUORUM, wanted: wholeNumber(0) },
  'x-quorum-initial-group-size': { types: QUORUM, wanted: wholeNumber(1) },
  'x-queue-leader-locator': {
    types: ['quorum', 'stream'],
    wanted: oneOf('client-local', 'random', 'least-leaders', 'balanced'),
  },
  'x-max-age': { types: STREAM, wanted: AGE },
  'x-stream-max-segment-size-bytes': { types: STREAM, wanted: wholeNumber(0) },
  'x-initial-cluster-size': { types: STREAM, wanted: wholeNumber(1) },
  // Later than 3.10, which passes over them.
  'x-quorum-target-group-size': {},
  'x-stream-filter-size-bytes': {},
};

/** The type that the queue asks for; undefined where there is no such type. */
export function queueTypeOf({ arguments: args }: Queue): QueueType | undefined {
  const value = args.get('x-queue-type');
  return value === undefined ? 'classic' : QUEUE_TYPES.find((type) => type === stringValue(value));
}
