import type { LabEvent } from '../../lab/events.ts';
import { type Experiment, queueNamesOf, type Step } from '../../lab/experiment.ts';
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
  readonly queue: string;
  /** Every delivery, in order. */
  readonly received: readonly string[];
  /** What came on its present connection, and can be answered there. */
  readonly present: readonly string[];
  /** What of that it has not answered. */
  readonly holds: readonly string[];
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
  holds: string[];
};

class Fold {
  depths: ReadonlyMap<string, Depth>;
  readonly left = new Map<string, string[]>();
  readonly consumers = new Map<string, OpenConsumer>();
  /** Consumers to whom everything counts as acknowledged. */
  readonly #noAck: ReadonlySet<string>;
  /** Answers that count for all up to a message: of consumers that answer in batches, and of single steps. */
  readonly #multiple: ReadonlySet<string>;

  constructor(experiment: Experiment) {
    this.depths = new Map(queueNamesOf(experiment).map((name) => [name, 0]));
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
      case 'consumer-started': {
        const received = this.consumers.get(event.consumer)?.received ?? [];
        const { consumer: name, queue } = event;
        this.consumers.set(name, { name, queue, received, present: [], holds: [] });
        break;
      }
      case 'delivered': {
        const consumer = this.consumers.get(event.consumer);
        consumer?.received.push(token(event));
        consumer?.present.push(event.message);
        if (!this.#noAck.has(event.consumer)) consumer?.holds.push(event.message);
        break;
      }
      case 'answered':
        if (event.answer !== 'hold') this.#release(event.consumer, event.message);
        break;
      case 'error':
      case 'cut':
        this.#drop(event.who);
        break;
      case 'restarted':
        for (const name of this.consumers.keys()) this.#drop(name);
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

  #release(consumer: string, message: string): void {
    const holds = this.consumers.get(consumer)?.holds ?? [];
    const at = holds.indexOf(message);
    if (at < 0) return;
    const isMultiple = this.#multiple.has(consumer) || this.#multiple.has(`${consumer} ${message}`);
    holds.splice(isMultiple ? 0 : at, isMultiple ? at + 1 : 1);
  }

  #drop(name: string): void {
    const consumer = this.consumers.get(name);
    if (consumer) this.consumers.set(name, { ...consumer, present: [], holds: [] });
  }
}

const token = ({ message, redelivered }: { message: string; redelivered: boolean }): string =>
  redelivered ? `${message} redelivered` : message;

/** Why one of these steps cannot be played after that run: somebody would answer what they do not have. */
export function notHeld(
  experiment: Experiment,
  events: readonly LabEvent[],
  added: readonly Step[],
): Problem | undefined {
  const answers = added.filter((step) => step.kind === 'answer');
  if (answers.length === 0) return undefined;
  const { consumers } = contentsOf(experiment, events);
  for (const { consumer, message } of answers) {
    const present = consumers.find(({ name }) => name === consumer)?.present ?? [];
    if (!present.includes(message))
      return { kind: 'not-received', consumer, received: [...new Set(present)] };
  }
  return undefined;
}
