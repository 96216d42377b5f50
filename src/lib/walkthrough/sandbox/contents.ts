import { groupBy } from '../../group-by.ts';
import type { LabEvent } from '../../lab/events.ts';
import {
  consumersOf,
  type Experiment,
  getterOf,
  queueNamesOf,
  roleOfConsumer,
  type Step,
} from '../../lab/experiment.ts';
import type { Depth } from '../../lab/observed.ts';
import type { Problem } from '../commands/problem.ts';

/** What is where at the end of a run. `m1 redelivered` came again. */
export interface Contents {
  readonly queues: readonly QueueContents[];
  readonly consumers: readonly ConsumerContents[];
}

export interface QueueContents {
  readonly name: string;
  readonly depth: Depth;
  /** What is ready, in order. */
  readonly messages: readonly string[];
}

export interface ConsumerContents {
  readonly name: string;
  /** What it consumes, or got messages from. */
  readonly queues: readonly string[];
  /** Every delivery, in order. */
  readonly received: readonly string[];
  /** What came on its present connection, and can be answered there. */
  readonly present: readonly string[];
  /** What of that it has not answered, and where it lay. */
  readonly holds: readonly { readonly message: string; readonly queue: string }[];
  /** Whether it is still there to receive; undefined of whoever has only ever got messages. */
  readonly consumes: boolean | undefined;
}

export function contentsOf(experiment: Experiment, events: readonly LabEvent[]): Contents {
  const fold = new Fold(experiment);
  for (const event of events) fold.add(event);
  return {
    queues: Array.from(fold.depths, ([name, depth]) => ({
      name,
      depth,
      messages: fold.left.get(name) ?? [],
    })),
    consumers: [...fold.consumers.values()],
  };
}

type OpenConsumer = { readonly [K in keyof ConsumerContents]: ConsumerContents[K] } & {
  received: string[];
  present: string[];
  holds: { message: string; queue: string }[];
};

class Fold {
  depths: ReadonlyMap<string, Depth>;
  readonly left = new Map<string, string[]>();
  readonly consumers = new Map<string, OpenConsumer>();
  /** Consumers to whom everything counts as acknowledged. */
  readonly #noAck: ReadonlySet<string>;
  /** Whose channel each consumer is on. */
  readonly #roles: ReadonlyMap<string, string>;
  /** For each role what was not answered on its channel, in order. */
  readonly #held = new Map<string, Held[]>();
  readonly #steps: readonly Step[];
  #step: Step | undefined;
  /** Answers that count for all up to a message: of consumers that answer in batches, and of single steps. */
  readonly #multiple: ReadonlySet<string>;

  constructor(experiment: Experiment) {
    this.#steps = experiment.steps;
    this.depths = new Map(queueNamesOf(experiment).map((name) => [name, 0]));
    this.#roles = new Map(consumersOf(experiment).map((step) => [step.consumer, roleOfConsumer(step)]));
    this.#noAck = new Set(
      experiment.steps.flatMap((step) => (step.kind === 'consume' && step.noAck ? [step.consumer] : [])),
    );
    this.#multiple = new Set(
      experiment.steps.flatMap((step) => {
        if (step.kind === 'consume' && step.behaviour?.batch !== undefined) return [step.consumer];
        return step.kind === 'answer' && step.multiple ? [`${step.consumer} ${step.message}`] : [];
      }),
    );
  }

  add(event: LabEvent): void {
    switch (event.kind) {
      case 'consumer-started':
        this.consumers.set(event.consumer, { ...this.#at(event.consumer, event.queue), consumes: true });
        break;
      case 'delivered':
        this.#delivered(event);
        break;
      case 'got-none':
        this.#at(event.who, event.queue);
        break;
      case 'answered':
        if (event.answer !== 'hold') this.#release(event.consumer, event.message);
        break;
      case 'step': {
        const step = this.#steps[event.step];
        this.#step = step;
        if (step?.kind === 'cancel') this.#cancel(step.consumer);
        break;
      }
      case 'cancelled':
        this.#cancel(event.consumer);
        break;
      case 'error':
      case 'cut':
        this.#drop(event.who);
        break;
      case 'restarted':
        for (const name of this.consumers.keys()) this.#drop(this.#roleOf(name));
        break;
      case 'settled':
        // A queue that the broker refused is not in there.
        this.depths = event.ready;
        break;
      case 'left':
        this.left.set(event.queue, [...(this.left.get(event.queue) ?? []), token(event)]);
        break;
    }
  }

  #delivered(event: Extract<LabEvent, { kind: 'delivered' }>): void {
    const { message, queue, consumer: name } = event;
    const step = this.#step;
    const got = step?.kind === 'get' && getterOf(step) === name ? step : undefined;
    const consumer = got ? this.#at(name, queue) : this.consumers.get(name);
    consumer?.received.push(token(event));
    consumer?.present.push(message);
    const noAck = got ? got.noAck === true : this.#noAck.has(name);
    if (!noAck) this.#hold({ consumer: name, message, queue });
  }

  /** Whoever consumes the queue, or gets from it. */
  #at(name: string, queue: string): OpenConsumer {
    const none = { name, queues: [], received: [], present: [], holds: [], consumes: undefined };
    const known = this.consumers.get(name) ?? none;
    const consumer = { ...known, queues: [...new Set([...known.queues, queue])] };
    this.consumers.set(name, consumer);
    return consumer;
  }

  /** The role on whose channel it consumes or gets. */
  #roleOf(name: string): string {
    return this.#roles.get(name) ?? name;
  }

  #hold(held: Held): void {
    const { consumer, message, queue } = held;
    this.consumers.get(consumer)?.holds.push({ message, queue });
    const role = this.#roleOf(consumer);
    this.#held.set(role, [...(this.#held.get(role) ?? []), held]);
  }

  #release(consumer: string, message: string): void {
    const held = this.#held.get(this.#roleOf(consumer)) ?? [];
    const at = held.findIndex((each) => each.consumer === consumer && each.message === message);
    if (at < 0) return;
    const isMultiple = this.#multiple.has(consumer) || this.#multiple.has(`${consumer} ${message}`);
    for (const released of held.splice(isMultiple ? 0 : at, isMultiple ? at + 1 : 1)) {
      const { holds = [] } = this.consumers.get(released.consumer) ?? {};
      holds.splice(
        holds.findIndex((each) => each.message === released.message),
        1,
      );
    }
  }

  /** Its channel is there still, with what it holds. */
  #cancel(name: string): void {
    const consumer = this.consumers.get(name);
    if (consumer) this.consumers.set(name, { ...consumer, consumes: consumer.consumes && false });
  }

  #drop(role: string): void {
    this.#held.delete(role);
    for (const [name, consumer] of this.consumers)
      if (this.#roleOf(name) === role)
        this.consumers.set(name, {
          ...consumer,
          present: [],
          holds: [],
          consumes: consumer.consumes && false,
        });
  }
}

interface Held {
  readonly consumer: string;
  readonly message: string;
  readonly queue: string;
}

const token = ({ message, redelivered }: { message: string; redelivered: boolean }): string =>
  redelivered ? `${message} redelivered` : message;

/**
 * Why one of these steps cannot be played after that run: somebody would answer what they do not have, or stop what they
 * do not do.
 */
export function notPossible(
  experiment: Experiment,
  events: readonly LabEvent[],
  added: readonly Step[],
): Problem | undefined {
  const asked = added.filter((step) => step.kind === 'answer' || step.kind === 'cancel');
  if (asked.length === 0) return undefined;
  const consumers = new Map(contentsOf(experiment, events).consumers.map((each) => [each.name, each]));
  for (const step of asked) {
    const { consumer } = step;
    const { present = [], consumes = false } = consumers.get(consumer) ?? {};
    if (step.kind === 'cancel' && !consumes) return { kind: 'not-consuming', consumer };
    if (step.kind === 'answer' && !present.includes(step.message))
      return { kind: 'not-received', consumer, received: [...new Set(present)] };
  }
  return undefined;
}

/** What the second run has no more of the first: for each queue the messages that lay in it, or were held of it. */
export function lostBetween(before: Contents, after: Contents): ReadonlyMap<string, readonly string[]> {
  const [had, has] = [messagesByQueue(before), messagesByQueue(after)];
  const lost = Array.from(had, ([queue, messages]): [string, readonly string[]] => [
    queue,
    messages.filter((message) => !has.get(queue)?.includes(message)),
  ]);
  return new Map(lost.filter(([, messages]) => messages.length > 0));
}

function messagesByQueue({ queues, consumers }: Contents): ReadonlyMap<string, readonly string[]> {
  const ready = queues.flatMap(({ name, messages }) =>
    messages.map((message) => ({ queue: name, id: message.split(' redelivered')[0] ?? '' })),
  );
  const held = consumers.flatMap(({ holds }) => holds.map(({ queue, message: id }) => ({ queue, id })));
  const byQueue = groupBy([...held, ...ready], ({ queue }) => queue);
  return new Map(Array.from(byQueue, ([queue, of]) => [queue, [...new Set(of.map(({ id }) => id))]]));
}
