import type { LabEvent } from '../../lab/events.ts';
import {
  asConsumer,
  type ConsumeStep,
  type Experiment,
  getterOf,
  messagesOf,
  queueNamesOf,
  roleOfConsumer,
  type Step,
} from '../../lab/experiment.ts';
import { isStream } from '../../routing/topology.ts';

/** Where a message came to, and what became of it there. */
export interface Ending {
  readonly message: string;
  /** The queues that it was seen in, in the order of its way. */
  readonly seen: readonly string[];
  readonly fates: readonly Fate[];
}

/** What became of one copy: `by` is the consumer, or the queue that it was left in or lost from. */
export interface Fate {
  readonly how: 'acked' | 'taken' | 'skipped' | 'held' | 'rejected' | 'retried' | 'left' | 'lost';
  readonly by: string;
}

/** Folds the events of a run into what became of each message, in the order of the experiment. */
export function endingsOf(experiment: Experiment, events: readonly LabEvent[]): Ending[] {
  const fold = new Fold(experiment);
  for (const event of events) fold.add(event);
  return fold.endings();
}

type EventOf<K extends LabEvent['kind']> = Extract<LabEvent, { kind: K }>;

interface Copy {
  readonly message: string;
  readonly queue: string;
  by: string;
  how: Fate['how'];
}

interface Open {
  readonly seen: Set<string>;
  died: boolean;
  copies: Copy[];
}

const newOpen = (): Open => ({ seen: new Set(), died: false, copies: [] });

const FATES = {
  ack: 'acked',
  skip: 'skipped',
  reject: 'rejected',
  retry: 'retried',
  requeue: 'lost',
  hold: 'held',
} as const satisfies Record<EventOf<'answered'>['answer'], Fate['how']>;

/** How a copy is that will not be seen again. */
const FINAL: ReadonlySet<Fate['how']> = new Set(['acked', 'taken', 'skipped', 'left']);

class Fold {
  readonly #steps: readonly Step[];
  readonly #consumers: ReadonlyMap<string, ConsumeStep>;
  readonly #messages: Map<string, Open>;
  /** For each role what was not answered on its channel, in order. */
  readonly #held = new Map<string, Copy[]>();
  /** What is read from a stream is still there. */
  readonly #streams: ReadonlySet<string>;
  readonly #inOrder: (a: string, b: string) => number;
  #step: Step | undefined;

  constructor(experiment: Experiment) {
    const { queues } = experiment.topology;
    this.#steps = experiment.steps;
    this.#streams = new Set(queues.filter(isStream).map(({ name }) => name));
    const places = new Map(queueNamesOf(experiment).map((name, at) => [name, at]));
    const place = (queue: string): number => places.get(queue) ?? places.size;
    this.#inOrder = (a, b) => place(a) - place(b);
    const consumes = experiment.steps.filter((step) => step.kind === 'consume');
    this.#consumers = new Map(consumes.map((step) => [step.consumer, step]));
    this.#messages = new Map(messagesOf(experiment).map(({ id }) => [id, newOpen()]));
  }

  add(event: LabEvent): void {
    switch (event.kind) {
      case 'step':
        this.#step = this.#steps[event.step];
        break;
      case 'published':
        this.#message(event.message);
        break;
      case 'delivered':
        this.#delivered(event);
        break;
      case 'answered':
        this.#answered(event);
        break;
      case 'left':
        this.#see(event).copies.push({
          message: event.message,
          queue: event.queue,
          by: event.queue,
          how: 'left',
        });
        break;
      case 'cut':
      case 'error':
        this.#letGo(event.who);
        break;
      case 'restarted':
        for (const role of this.#held.keys()) this.#letGo(role);
        break;
      default:
        break;
    }
  }

  endings(): Ending[] {
    return Array.from(this.#messages, ([message, { seen, died, copies }]) => ({
      message,
      // Copies that go different ways race: only the way of one that died has an order.
      seen: died ? [...seen] : [...seen].sort(this.#inOrder),
      fates: copies
        .filter(({ how, queue }) => !(how === 'lost' && this.#streams.has(queue)))
        .sort((a, b) => this.#inOrder(a.queue, b.queue))
        .map(({ how, by, queue }) => ({ how, by: how === 'lost' ? queue : by })),
    }));
  }

  #message(id: string): Open {
    const found = this.#messages.get(id) ?? newOpen();
    this.#messages.set(id, found);
    return found;
  }

  /** What is unacknowledged on the channel that the consumer is on. */
  #heldBeside(consumer: string): Copy[] {
    const step = this.#consumers.get(consumer);
    const role = step ? roleOfConsumer(step) : consumer;
    const found = this.#held.get(role) ?? [];
    this.#held.set(role, found);
    return found;
  }

  /** Notes the way that the copy came, and forgets what it was before. */
  #see({ message, queue, redelivered, deaths }: EventOf<'delivered' | 'left'>): Open {
    const open = this.#message(message);
    const died = new Set(deaths.map((death) => death.queue).toReversed());
    for (const name of [...died, queue]) open.seen.add(name);
    open.died ||= died.size > 0;
    open.copies = open.copies.filter(({ how, queue: from }) => {
      if (FINAL.has(how)) return true;
      if (how === 'retried') return false;
      return !died.has(from) && (from !== queue || (!redelivered && how !== 'lost'));
    });
    return open;
  }

  #delivered(event: EventOf<'delivered'>): void {
    const { message, queue, consumer } = event;
    const step = this.#receiving(consumer);
    // A direct reply comes to a publisher, who never acknowledges it.
    const holds = step !== undefined && !step.noAck;
    const copy: Copy = { message, queue, by: consumer, how: holds ? 'held' : 'taken' };
    this.#see(event).copies.push(copy);
    if (holds) this.#heldBeside(consumer).push(copy);
  }

  /** How it receives at this moment: it may get a message, and consume others. */
  #receiving(name: string): ConsumeStep | undefined {
    const step = this.#step;
    const gets = step?.kind === 'get' && getterOf(step) === name;
    return gets ? asConsumer(step) : this.#consumers.get(name);
  }

  #answered(event: EventOf<'answered'>): void {
    if (event.answer === 'hold') return;
    const held = this.#heldBeside(event.consumer);
    const at = held.findIndex(({ message, by }) => message === event.message && by === event.consumer);
    if (at === -1) return;
    const first = this.#isMultiple(event) ? 0 : at;
    for (const copy of held.splice(first, at - first + 1)) {
      copy.how = FATES[event.answer];
      copy.by = event.consumer;
    }
  }

  /** Whether the answer is for all that was held on the channel before it as well. */
  #isMultiple({ consumer, message, answer }: EventOf<'answered'>): boolean {
    const step = this.#step;
    if (step?.kind === 'answer' && step.consumer === consumer && step.message === message)
      return step.multiple === true;
    return answer === 'ack' && this.#consumers.get(consumer)?.behaviour?.batch !== undefined;
  }

  /** What was not acknowledged on a channel goes back to its queue when that ends. */
  #letGo(role: string): void {
    for (const copy of this.#held.get(role)?.splice(0) ?? []) copy.how = 'lost';
  }
}
