import type { Binding, RoutedMessage } from './topology.ts';
import type { FieldValue } from './values.ts';

/** Whether a binding takes a message, and what decided it. */
export type Match = { readonly matched: boolean } & Reason;

export type Reason =
  | { readonly kind: 'fanout' }
  | { readonly kind: 'direct'; readonly bindingKey: string; readonly routingKey: string }
  | TopicReason
  | HeadersReason
  | { readonly kind: 'not-modelled'; readonly exchangeType: string };

export interface TopicReason {
  readonly kind: 'topic';
  readonly pattern: readonly string[];
  readonly words: readonly string[];
  /** Matched: which of the key's words each word of the pattern took (`#` takes any number). */
  readonly taken?: readonly { readonly pattern: string; readonly words: readonly string[] }[];
  readonly stuck?: TopicMismatch;
}

/**
 * What refused a key: before the first `#` words are compared from the left, after the last one from the right. No
 * `pattern` is a word too many, no `word` one too few.
 */
export interface TopicMismatch {
  /** Of the key's words, from 0. */
  readonly position: number;
  readonly pattern?: string;
  readonly word?: string;
  /** The pattern's word stands between two `#` and was looked for everywhere. */
  readonly nowhere?: true;
}

export type HeadersMode = 'all' | 'any' | 'all-with-x' | 'any-with-x';

export interface HeadersReason {
  readonly kind: 'headers';
  readonly mode: HeadersMode;
  readonly pairs: readonly HeaderPair[];
  /** Binding keys that start with `x-`, which the plain modes do not compare. */
  readonly ignored: readonly string[];
}

export interface HeaderPair {
  readonly header: string;
  readonly wanted: FieldValue;
  /** What the message carries under that header, if anything. */
  readonly got?: FieldValue;
  readonly matched: boolean;
}

/** Finds the bindings of one exchange that take a message without trying each of them. */
export interface BindingIndex {
  add(binding: Binding): void;
  remove(binding: Binding): void;
  /** Calls `visit` with every binding that takes the message under one of the distinct keys, each at least once. */
  visitMatches(
    message: RoutedMessage,
    routingKeys: readonly string[],
    visit: (binding: Binding) => void,
  ): void;
}

/** One exchange type: how it judges a single binding, and how it finds the matching ones among many. */
export interface ExchangeType {
  /** Whether routing keys decide anything: where they do not, a message with many is judged once. */
  readonly readsKeys: boolean;
  match(binding: Binding, message: RoutedMessage, routingKey: string): Match;
  createIndex(): BindingIndex;
}
