import { isModelled } from '../routing/explain/not-modelled.ts';
import {
  type Binding,
  type Exchange,
  isStream,
  PREDECLARED_EXCHANGES,
  type Queue,
  type RoutedMessage,
  type Topology,
} from '../routing/topology.ts';
import type { FieldTable } from '../routing/values.ts';
import type { Expectation } from './observed.ts';

/** A topology, a script of what people do on it, and what is expected of it. */
export interface Experiment {
  /** Shown, and part of the names of the connections. */
  readonly name: string;
  /** What is there before the first step. */
  readonly topology: Topology;
  readonly steps: readonly Step[];
  /** Written by hand; null where nobody wrote one. */
  readonly expected: Expectation | null;
}

/**
 * One thing that a person could do. Steps of different kinds follow each other once everything has come to rest; those
 * of one kind that stand side by side are done in one go, and a {@link LookStep} parts them. `by` names a role, and so
 * does `consumer` where no `by` does: each has a connection and a channel of its own, opened when it is first needed and
 * again after it was lost.
 */
export type Step =
  | PublishStep
  | ConfirmsStep
  | ConsumeStep
  | GetStep
  | CancelStep
  | AnswerStep
  | DeclareStep
  | BindStep
  | DeleteStep
  | PurgeStep
  | CutStep
  | RestartStep
  | WaitStep
  | DrainStep
  | LookStep;

export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** Who publishes where no step says otherwise. */
export const PRODUCER = 'producer';
/** Who declares, binds, deletes, purges and gets where no step says otherwise. */
export const OPERATOR = 'operator';

/** Publishes one message and asks for a confirm. */
export interface PublishStep {
  readonly kind: 'publish';
  readonly message: Message;
  /** {@link PRODUCER} unless given. */
  readonly by?: string;
  /** Whether a message that no queue takes comes back; it does unless told otherwise. */
  readonly mandatory?: boolean;
  /** Asks for a reply over direct reply-to, with the message's id as correlation id. */
  readonly wantsReply?: boolean;
  /** The publisher's connection breaks once the broker has the message, and before the confirm was read. */
  readonly confirmLost?: boolean;
  /** Its program then connects again, and publishes again what it never got a confirm for. */
  readonly recovers?: boolean;
}

export interface Message extends RoutedMessage {
  /** Travels as the message-id property. One that is published twice is a duplicate. */
  readonly id: string;
  /** The id, unless given. */
  readonly body?: string;
  readonly properties?: MessageProperties;
}

export interface MessageProperties {
  /** Survives a restart of the broker, in a durable queue. */
  readonly persistent?: boolean;
  readonly priority?: number;
  /** Milliseconds. AMQP has a text for it: one that is given is sent as written, whether it is a number or not. */
  readonly expiration?: number | string;
  /** The queue that a reply shall go to; the message's id is the correlation id then. */
  readonly replyTo?: string;
}

/** The publisher goes on only once all that it published is confirmed or refused. */
export interface ConfirmsStep {
  readonly kind: 'confirms';
  readonly by?: string;
}

/** Starts a consumer. */
export interface ConsumeStep {
  readonly kind: 'consume';
  readonly consumer: string;
  readonly queue: string;
  /** The role on whose channel it consumes; a role of its own name unless given. */
  readonly by?: string;
  /** Unacknowledged messages at a time, for each consumer that starts on the channel from now on; 0 is no limit. */
  readonly prefetch?: number;
  /** The same for all consumers of the channel together: the prefetch that AMQP calls global. */
  readonly channelPrefetch?: number;
  /** Takes messages without acknowledging them. */
  readonly noAck?: boolean;
  readonly exclusive?: boolean;
  /** `x-priority`, `x-stream-offset`, … */
  readonly arguments?: FieldTable;
  /** Acknowledges at once unless given. */
  readonly behaviour?: Behaviour;
}

/** What a consumer does with each message. */
export interface Behaviour {
  /** Milliseconds of work before it answers; it works on one message at a time. */
  readonly takesMs?: number;
  /** `ack` unless given. */
  readonly answer?: Answer;
  /** Only the first so many deliveries of a message are answered so; later ones are acknowledged. */
  readonly failures?: number;
  /** What is answered to these messages instead, by their ids. */
  readonly except?: Readonly<Record<string, Answer>>;
  /** Acknowledges so many at once (`multiple`). */
  readonly batch?: number;
  /** Knows the ids of what it has worked on, and acknowledges a duplicate without working on it again. */
  readonly skipsDuplicates?: boolean;
  /** Answers requests at their reply-to. */
  readonly replies?: boolean;
  /** Publishes for each message that it acknowledges. */
  readonly publishes?: Forwarding;
  /** Where a `retry` goes: the n-th failure under the n-th key, all others under the last. */
  readonly retries?: { readonly exchange: string; readonly routingKeys: readonly string[] };
}

/** `reject` is without requeue, `requeue` with; `hold` never answers; `retry` publishes it anew and acknowledges it. */
export type Answer = 'ack' | 'reject' | 'requeue' | 'hold' | 'retry';

/** What a consumer makes of a message: one message, or one for each row of a CSV body, as JSON. */
export interface Forwarding {
  readonly exchange: string;
  readonly routingKey: string;
  readonly each?: 'message' | 'csv-row';
}

/** Asks a queue for one message (basic.get), which may be none. */
export interface GetStep {
  readonly kind: 'get';
  /** {@link OPERATOR} unless given. */
  readonly by?: string;
  readonly queue: string;
  readonly noAck?: boolean;
  /** `ack` unless given. */
  readonly answer?: Exclude<Answer, 'retry'>;
}

/** Cancels a consumer; what it holds stays with it. */
export interface CancelStep {
  readonly kind: 'cancel';
  readonly consumer: string;
}

/** A consumer, or who got it, answers one message that it holds, or has answered before. */
export interface AnswerStep {
  readonly kind: 'answer';
  readonly consumer: string;
  readonly message: string;
  readonly answer: Exclude<Answer, 'hold' | 'retry'>;
  /** All up to this one. */
  readonly multiple?: boolean;
}

/** Declares an exchange or a queue; a queue without a name gets one from the broker, and is called `alias` here. */
export interface DeclareStep {
  readonly kind: 'declare';
  readonly by?: string;
  readonly exchange?: Exchange;
  readonly queue?: Queue;
  readonly alias?: string;
  /** Asks only whether it is there. */
  readonly passive?: boolean;
}

export interface BindStep {
  readonly kind: 'bind' | 'unbind';
  readonly by?: string;
  readonly binding: Binding;
}

/** Deletes a queue or an exchange. */
export interface DeleteStep {
  readonly kind: 'delete';
  readonly by?: string;
  readonly queue?: string;
  readonly exchange?: string;
}

export interface PurgeStep {
  readonly kind: 'purge';
  readonly by?: string;
  readonly queue: string;
}

/**
 * The role's connection breaks without a word, as when its process dies or its network does. A program that recovers
 * connects again, restores its consumers, and publishes again what it never got a confirm for.
 */
export interface CutStep {
  readonly kind: 'cut';
  readonly who: string;
  readonly recovers?: boolean;
}

/** Stops the broker and starts it again. */
export interface RestartStep {
  readonly kind: 'restart';
}

/** Time passes. */
export interface WaitStep {
  readonly kind: 'wait';
  readonly ms: number;
}

/** Time passes until no consumer has work left. */
export interface DrainStep {
  readonly kind: 'drain';
}

/** Notes how many messages are ready in each queue, and which queues are gone. */
export interface LookStep {
  readonly kind: 'look';
  /** What the moment is called. */
  readonly at: string;
}

/** Every message that somebody publishes, each once, in order of its first publishing. */
export function messagesOf({ steps }: Pick<Experiment, 'steps'>): Message[] {
  const messages = new Map<string, Message>();
  for (const step of steps)
    if (step.kind === 'publish' && !messages.has(step.message.id))
      messages.set(step.message.id, step.message);
  return [...messages.values()];
}

/** Whose channel the consumer is on. */
export const roleOfConsumer = ({ by, consumer }: Pick<ConsumeStep, 'by' | 'consumer'>): string =>
  by ?? consumer;

/** Whose channel the step is done on; undefined where it is done on nobody's. */
export function roleOf(step: Step): string | undefined {
  switch (step.kind) {
    case 'publish':
    case 'confirms':
      return step.by ?? PRODUCER;
    case 'declare':
    case 'bind':
    case 'unbind':
    case 'delete':
    case 'purge':
    case 'get':
      return step.by ?? OPERATOR;
    case 'consume':
      return roleOfConsumer(step);
    case 'cut':
      return step.who;
    default:
      return undefined;
  }
}

/** Who takes part in the step, and whose channel each of them is on. */
export function partsIn(step: Step): readonly (readonly [name: string, role: string])[] {
  const role = roleOf(step);
  if (role === undefined) return [];
  return [[role, role], ...(step.kind === 'consume' ? [[step.consumer, role] as const] : [])];
}

export function consumersOf({ steps }: Pick<Experiment, 'steps'>): ConsumeStep[] {
  return steps.filter((step) => step.kind === 'consume');
}

/** Who gets messages, each once. */
export function gettersOf({ steps }: Pick<Experiment, 'steps'>): string[] {
  return [...new Set(steps.flatMap((step) => (step.kind === 'get' ? [getterOf(step)] : [])))];
}

/** Who asks for the message. */
export const getterOf = ({ by = OPERATOR }: GetStep): string => by;

/** How one would consume who does with each message what is done with the one that is got. */
export function asConsumer(step: GetStep): ConsumeStep {
  const { queue, noAck, answer } = step;
  return {
    kind: 'consume',
    consumer: getterOf(step),
    queue,
    ...(noAck !== undefined && { noAck }),
    ...(answer !== undefined && { behaviour: { answer } }),
  };
}

/** Every queue that is declared, at the start or in a step, by the name that it has here. */
export function queueNamesOf({ topology, steps }: Pick<Experiment, 'topology' | 'steps'>): string[] {
  const declared = steps.flatMap((step) =>
    step.kind === 'declare' && step.queue && !step.passive ? [step.alias ?? step.queue.name] : [],
  );
  return [...new Set([...topology.queues.map(({ name }) => name), ...declared])];
}

/** With these, where a message goes is not all: it may not stay there, or not get there. */
const LIMITS = ['x-message-ttl', 'x-expires', 'x-max-length', 'x-max-length-bytes'];

const CHANGES_TOPOLOGY: ReadonlySet<Step['kind']> = new Set([
  'declare',
  'bind',
  'unbind',
  'delete',
  'restart',
  'cut',
]);

/** Whether what is there at the start is there to the end, so that every message is routed by that. */
export function topologyStays({ topology, steps }: Pick<Experiment, 'topology' | 'steps'>): boolean {
  const { queues, exchanges } = topology;
  return (
    !steps.some(({ kind }) => CHANGES_TOPOLOGY.has(kind)) &&
    !exchanges.some(({ autoDelete }) => autoDelete) &&
    !queues.some((queue) => queue.autoDelete || queue.exclusive || queue.arguments.has('x-expires'))
  );
}

/**
 * Whether nothing happens but that consumers start and acknowledge, and that messages are published, each once, to
 * exchanges that take them, for queues without a limit that are no streams.
 */
export function isRoutingOnly(experiment: Experiment): boolean {
  const { queues, exchanges } = experiment.topology;
  if (!exchanges.every(({ type }) => isModelled(type))) return false;
  if (queues.some((queue) => isStream(queue) || LIMITS.some((limit) => queue.arguments.has(limit))))
    return false;
  const ids = new Set<string>();
  const open = new Set(
    [...PREDECLARED_EXCHANGES, ...exchanges].filter(({ internal }) => !internal).map(({ name }) => name),
  );
  return experiment.steps.every((step) => {
    switch (step.kind) {
      case 'consume':
        return [step.behaviour, step.prefetch, step.channelPrefetch].every((limit) => limit === undefined);
      case 'publish': {
        const { id, exchange, properties } = step.message;
        const again = ids.has(id);
        ids.add(id);
        const plain = properties?.expiration === undefined && step.confirmLost !== true;
        return !again && open.has(exchange) && plain;
      }
      case 'confirms':
      case 'look':
        return true;
      default:
        return false;
    }
  });
}
