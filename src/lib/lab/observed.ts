/**
 * What can be said of a run, in words that a person can write by hand as well. A message is written by its id; one that
 * had been delivered before as `m1 redelivered`. What two brokers did is the same when their observations are equal.
 */
export interface Observed {
  /** For each message the queues that it was seen in: delivered from, dead in, or left in; in the topology's order. */
  readonly queues: Readonly<Record<string, readonly string[]>>;
  /** For each consumer, and each who got messages one by one, what it received, in order. */
  readonly deliveries: Readonly<Record<string, readonly string[]>>;
  /** For each queue what lay in it in the end, ready, in order. */
  readonly left: Readonly<Record<string, readonly string[]>>;
  /** For each message that died its deaths, as x-death headers had them: `orders expired`, `work rejected ×2`. */
  readonly deaths: Readonly<Record<string, readonly string[]>>;
  /** Messages that came back to the publisher: no queue took them. */
  readonly returned: readonly string[];
  /** Messages that the broker refused to take responsibility for (basic.nack). */
  readonly refused: readonly string[];
  /** Messages whose publisher never learnt what became of them. */
  readonly unconfirmed: readonly string[];
  /** For each role what the broker objected to: `404 NOT_FOUND - no exchange 'x' in vhost '/'`. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** Consumers that the broker cancelled. */
  readonly cancelled: readonly string[];
  /** Duplicates that a consumer did not work on again. */
  readonly skipped: Readonly<Record<string, readonly string[]>>;
  /** For each who asked for a message the queues that had none (basic.get-empty), in order. */
  readonly empty: Readonly<Record<string, readonly string[]>>;
  /** Queues and exchanges that were declared and are there no more. */
  readonly gone: readonly string[];
  /** For each look how many messages were ready in each queue. */
  readonly looks: Readonly<Record<string, Readonly<Record<string, Depth>>>>;
}

export type Section = keyof Observed;

/**
 * Messages that are ready; or the queue is gone, or may be looked at by its owner alone, or is a stream, which keeps what
 * was read and says late how much that is.
 */
export type Depth = number | 'gone' | 'locked' | 'stream';

/**
 * What a person expects, exactly. Where they left out `queues`, `deliveries` or `looks`, nothing is held of those; where
 * they left out `returned`, that mandatory messages come back which are to reach no queue; where they left out anything
 * else, that there is none of it. An error may be given by its beginning. `shares` says, for what
 * depends on time, how many messages each consumer gets at least and at most.
 */
export type Expectation = Partial<Observed> & {
  readonly shares?: Readonly<Record<string, readonly [least: number, most: number]>>;
  /** For each queue how many messages lie in it in the end, where it does not matter which. */
  readonly ready?: Readonly<Record<string, number>>;
  /** Sections of which only what is written is held. */
  readonly open?: readonly Section[];
};
