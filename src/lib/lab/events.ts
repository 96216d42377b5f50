import type { Fault, Told } from './errors.ts';
import type { Depth } from './observed.ts';

/** Which broker answered, in its own words. */
export interface BrokerInfo {
  readonly kind: 'embedded' | 'url' | 'docker' | 'model';
  readonly product: string;
  readonly version: string;
  /** RabbitMQ's is its first node's name unless somebody gave it another. */
  readonly clusterName?: string;
}

/** One entry of a message's x-death header. */
export interface Death {
  readonly queue: string;
  readonly reason: string;
  readonly count: number;
}

/** Something that happened, and when: milliseconds since the run began, on the experiment's clock. */
export type LabEvent = { readonly at: number } & Happening;

/** What can happen in a run. Every output is made from these; names are the experiment's own, without prefix. */
export type Happening =
  | { readonly kind: 'connected'; readonly broker: BrokerInfo; readonly prefix: string }
  | { readonly kind: 'declared' }
  /** The step of this index begins. */
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'producer-started'; readonly producer: string; readonly connection: string }
  | {
      readonly kind: 'consumer-started';
      readonly consumer: string;
      readonly queue: string;
      readonly connection: string;
    }
  /** A message of a step, or one that consumer `by` made. */
  | { readonly kind: 'published'; readonly message: string; readonly by: string }
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
  /** Nobody will say what became of it. */
  | { readonly kind: 'unconfirmed'; readonly message: string }
  | {
      readonly kind: 'delivered';
      readonly message: string;
      readonly queue: string;
      readonly consumer: string;
      readonly redelivered: boolean;
      readonly deaths: readonly Death[];
    }
  /** Asked for a message, and there was none (basic.get-empty). */
  | { readonly kind: 'got-none'; readonly queue: string; readonly who: string }
  /** What the consumer said to it; `skip` acknowledges a duplicate that it did not work on. */
  | {
      readonly kind: 'answered';
      readonly message: string;
      readonly consumer: string;
      readonly answer: 'ack' | 'reject' | 'requeue' | 'hold' | 'retry' | 'skip';
    }
  /** A message that is not of this run, on an exchange that others use too. */
  | { readonly kind: 'stranger-delivered'; readonly queue: string; readonly consumer: string }
  /** The broker objected, and closed the role's channel or connection. */
  | {
      readonly kind: 'error';
      readonly who: string;
      readonly closed: 'channel' | 'connection';
      readonly code: number;
      /** RabbitMQ's own sentence. */
      readonly text: string;
    }
  /** The broker ended the consumer. */
  | { readonly kind: 'cancelled'; readonly consumer: string }
  | { readonly kind: 'cut'; readonly who: string }
  | { readonly kind: 'recovered'; readonly who: string }
  | { readonly kind: 'restarted' }
  /** The name that the broker gave to a queue. */
  | { readonly kind: 'named'; readonly queue: string; readonly name: string }
  /** Everything is still; how many messages are ready in each queue. */
  | { readonly kind: 'settled'; readonly ready: ReadonlyMap<string, Depth> }
  /** A moment of a step that takes time. */
  | { readonly kind: 'sampled'; readonly ready: ReadonlyMap<string, Depth> }
  | { readonly kind: 'looked'; readonly moment: string; readonly ready: ReadonlyMap<string, Depth> }
  /** One message that lay in a queue in the end, in order. */
  | {
      readonly kind: 'left';
      readonly message: string;
      readonly queue: string;
      readonly redelivered: boolean;
      readonly deaths: readonly Death[];
    }
  /** What was declared and is there no more, in the end. */
  | { readonly kind: 'gone'; readonly names: readonly string[] }
  /** The run did not come to its end, or could not delete what it had declared. */
  | ({ readonly kind: 'failed' } & Fault & Told)
  /** `--keep`: the real names of what was left on the broker. */
  | { readonly kind: 'kept'; readonly exchanges: readonly string[]; readonly queues: readonly string[] };
