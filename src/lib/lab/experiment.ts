import type { RoutedMessage, Topology } from '../routing/topology.ts';

/** A topology, a script of what people do on it, and what is expected of it. */
export interface Experiment {
  /** Shown, and part of the names of the connections. */
  readonly name: string;
  readonly topology: Topology;
  readonly steps: readonly Step[];
  /** Written by hand; null where nobody wrote one. */
  readonly expected: Expectation | null;
}

/** One thing that a person could do. */
export type Step = ConsumeStep | PublishStep;

/** Starts a consumer, on a channel of its own, that acknowledges what it gets. */
export interface ConsumeStep {
  readonly kind: 'consume';
  readonly consumer: string;
  readonly queue: string;
}

/** Publishes one message with `mandatory` and a confirm. */
export interface PublishStep {
  readonly kind: 'publish';
  readonly message: Message;
}

export interface Message extends RoutedMessage {
  /** Unique in the experiment; travels as the message-id property. */
  readonly id: string;
}

/** For each message, by its id, exactly the queues that get it. */
export type Expectation = Readonly<Record<string, readonly string[]>>;

export function messagesOf(experiment: Experiment): Message[] {
  return experiment.steps.flatMap((step) => (step.kind === 'publish' ? [step.message] : []));
}

export function consumersOf(experiment: Experiment): ConsumeStep[] {
  return experiment.steps.filter((step) => step.kind === 'consume');
}
