import type { FieldTable } from '../../routing/values.ts';
import { integerValue, stringValue } from '../../routing/values.ts';
import { parseMaxAge } from './max-age.ts';

export type Overflow = 'drop-head' | 'reject-publish' | 'reject-publish-dlx';

/** What the (checked) arguments of a classic or quorum queue ask for. */
export interface QueueOptions {
  readonly messageTtl: number | undefined;
  readonly expires: number | undefined;
  readonly maxLength: number;
  readonly maxLengthBytes: number;
  readonly overflow: Overflow;
  readonly maxPriority: number;
  readonly singleActiveConsumer: boolean;
  readonly deliveryLimit: number;
}

export function queueOptions(args: FieldTable): QueueOptions {
  const singleActive = args.get('x-single-active-consumer');
  return {
    messageTtl: integerValue(args.get('x-message-ttl')),
    expires: integerValue(args.get('x-expires')),
    maxLength: integerValue(args.get('x-max-length')) ?? Number.POSITIVE_INFINITY,
    maxLengthBytes: integerValue(args.get('x-max-length-bytes')) ?? Number.POSITIVE_INFINITY,
    overflow: (stringValue(args.get('x-overflow')) as Overflow | undefined) ?? 'drop-head',
    maxPriority: integerValue(args.get('x-max-priority')) ?? 0,
    singleActiveConsumer: singleActive?.type === 'boolean' && singleActive.value,
    deliveryLimit: integerValue(args.get('x-delivery-limit')) ?? Number.POSITIVE_INFINITY,
  };
}

/** Where the messages that die in a queue go. */
export interface DeadLetterOptions {
  /** Undefined where they are dropped. */
  readonly exchange: string | undefined;
  /** Undefined where they keep their own. */
  readonly routingKey: string | undefined;
}

export function deadLetterOptions(args: FieldTable): DeadLetterOptions {
  return {
    exchange: stringValue(args.get('x-dead-letter-exchange')),
    routingKey: stringValue(args.get('x-dead-letter-routing-key')),
  };
}

/** What the (checked) arguments of a stream ask for. */
export interface StreamOptions {
  readonly maxBytes: number;
  /** In milliseconds. */
  readonly maxAge: number;
  readonly segmentBytes: number;
}

/** RabbitMQ: 500 MB. */
const DEFAULT_SEGMENT_BYTES = 500_000_000;

export function streamOptions(args: FieldTable): StreamOptions {
  return {
    maxBytes: integerValue(args.get('x-max-length-bytes')) ?? Number.POSITIVE_INFINITY,
    maxAge: parseMaxAge(stringValue(args.get('x-max-age')) ?? '') ?? Number.POSITIVE_INFINITY,
    segmentBytes: integerValue(args.get('x-stream-max-segment-size-bytes')) ?? DEFAULT_SEGMENT_BYTES,
  };
}
