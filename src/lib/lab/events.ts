/** Which broker answered, in its own words. */
export interface BrokerInfo {
  readonly kind: 'embedded' | 'url' | 'docker';
  readonly product: string;
  readonly version: string;
}

/** What happened in a run, in order. Every output is made from these; names are the experiment's own, without prefix. */
export type LabEvent =
  | { readonly kind: 'connected'; readonly broker: BrokerInfo; readonly prefix: string }
  | { readonly kind: 'declared' }
  | { readonly kind: 'producer-started'; readonly connection: string }
  | {
      readonly kind: 'consumer-started';
      readonly consumer: string;
      readonly queue: string;
      readonly connection: string;
    }
  | { readonly kind: 'published'; readonly message: string }
  | {
      readonly kind: 'returned';
      readonly message: string;
      readonly code: number;
      readonly text: string;
    }
  /** The broker took responsibility. It does not say that the message was routed. */
  | { readonly kind: 'confirmed'; readonly message: string }
  /** The broker refused responsibility (basic.nack). */
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'delivered';
      readonly message: string;
      readonly queue: string;
      readonly consumer: string;
      readonly redelivered: boolean;
    }
  /** A message that is not of this run, on an exchange that others use too. */
  | { readonly kind: 'stranger-delivered'; readonly queue: string; readonly consumer: string }
  /** Everything is still: what lies in the queues will stay there. */
  | { readonly kind: 'settled'; readonly ready: ReadonlyMap<string, number> }
  /** `--keep`: the real names of what was left on the broker. */
  | { readonly kind: 'kept'; readonly exchanges: readonly string[]; readonly queues: readonly string[] };
