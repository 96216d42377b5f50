import type { FieldTable } from '../../routing/values.ts';
import { integerValue, stringValue } from '../../routing/values.ts';

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
