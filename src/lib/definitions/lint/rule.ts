import type { Binding } from '../../routing/topology.ts';
import type { Subject } from '../places.ts';
import type { TopologyView } from './view.ts';

/** `error`: RabbitMQ refuses it, or something can never work; `warning`: hardly what is meant; `info`: good to know. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What a rule found, in sentences. */
export interface Found {
  /** What it is about. */
  readonly subject: Subject;
  /** What is wrong, and where. */
  readonly message: string;
  readonly fix: string;
}

/** What is said of a rule. */
export interface RuleInfo<Id extends string = string> {
  /** Stable: people write it down to switch the rule off. */
  readonly id: Id;
  readonly severity: Severity;
  /** One line. */
  readonly summary: string;
  /** What happens because of it on RabbitMQ. */
  readonly explanation: string;
}

/** One thing that may be wrong with a topology, and how to find it. */
export interface Rule<Id extends string = string> extends RuleInfo<Id> {
  check(view: TopologyView): Iterable<Found>;
}

/** The rule, with its id as a type of its own. */
export const defineRule = <const Id extends string>(rule: Rule<Id>): Rule<Id> => rule;

export const aboutExchange = ({ name }: { readonly name: string }): Subject => ({ kind: 'exchange', name });
export const aboutQueue = ({ name }: { readonly name: string }): Subject => ({ kind: 'queue', name });
export const aboutBinding = (binding: Binding): Subject => ({ kind: 'binding', binding });
