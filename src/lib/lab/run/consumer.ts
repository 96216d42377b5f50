import { isStream, type Queue } from '../../routing/topology.ts';
import { isBrokerFault } from '../amqp/broker-faults.ts';
import type { Delivery, LabChannel } from '../amqp/channel.ts';
import { type Answer, type Behaviour, type ConsumeStep, roleOfConsumer, type StepOf } from '../experiment.ts';
import type { Prefetch } from '../prefetch.ts';
import { forwarded, reply, retried } from './made-messages.ts';
import type { Publisher } from './publisher.ts';
import { type Scene, shortDeaths } from './scene.ts';

/** Answers one message. */
type Answering = (answer: StepOf<'answer'>['answer'], multiple: boolean) => void;

/** What a program keeps of its messages, beyond a connection and a restart but for what it received. */
export class Memory {
  /** The messages that a step answers later, or again. */
  readonly answeredLater: ReadonlySet<string>;
  /** Those of them that came on the present connection. */
  readonly received = new Map<string, Answering>();
  /** How often each message came. */
  readonly attempts = new Map<string, number>();
  /** What it has worked on. */
  readonly done = new Set<string>();

  constructor(answeredLater: Iterable<string>) {
    this.answeredLater = new Set(answeredLater);
  }
}

/** Consumes from one queue on its role's channel, and does with each message what its behaviour says. */
export class Consumer {
  readonly name: string;
  readonly role: string;
  readonly queue: Queue;
  readonly #step: ConsumeStep;
  readonly #scene: Scene;
  readonly #publisher: Publisher;
  readonly #behaviour: Behaviour;
  readonly #memory: Memory;
  readonly #working = new Set<{ cancel(): void }>();
  /** Whatever it publishes, one after the other. */
  #publishing: Promise<void> = Promise.resolve();
  #batched: Delivery[] = [];
  /** It works on one message at a time. */
  #busyUntil = 0;
  #listening = false;
  #wasCancelled = false;
  #stopped = false;
  /** What it received can be answered on this one alone. */
  #channel: LabChannel | undefined;
  /** What held on its channel when it started, and holds again when it is restored. */
  #prefetch: Prefetch = {};
  #onCancelled = (): void => {};
  /** Resolved once the broker has cancelled it. */
  readonly cancelled = new Promise<void>((resolve) => {
    this.#onCancelled = resolve;
  });

  constructor(step: ConsumeStep, queue: Queue, publisher: Publisher, memory: Memory, scene: Scene) {
    this.name = step.consumer;
    this.role = roleOfConsumer(step);
    this.queue = queue;
    this.#step = step;
    this.#scene = scene;
    this.#publisher = publisher;
    this.#memory = memory;
    this.#behaviour = step.behaviour ?? {};
  }

  get isWorking(): boolean {
    return this.#working.size > 0;
  }

  /** Whether somebody ended it for good: its program does not start it again by itself. */
  get wasCancelled(): boolean {
    return this.#wasCancelled;
  }

  get isListening(): boolean {
    return this.#listening;
  }

  /** Whether everything that becomes ready in its queue is on its way to it. */
  get takesAll(): boolean {
    const { takesMs, answer = 'ack', except = {}, batch } = this.#behaviour;
    const holds = [answer, ...Object.values(except)].includes('hold');
    const isFree = !this.#channel?.prefetch.channelPrefetch && !isStream(this.queue);
    return this.#listening && !holds && takesMs === undefined && batch === undefined && isFree;
  }

  async start(): Promise<void> {
    const role = this.#scene.role(this.role);
    const channel = await role.channel();
    this.#channel = channel;
    const onDelivery = (delivery: Delivery): void => {
      if (this.#listening) this.#take(delivery);
    };
    const onCancelled = (): void => {
      if (this.#listening) this.#scene.emit({ kind: 'cancelled', consumer: this.name });
      this.#listening = false;
      this.#wasCancelled = true;
      this.#onCancelled();
    };
    const queue = this.#scene.short(this.queue.name);
    const connection = role.connectionName;
    // Deliveries may come before the answer.
    this.#listening = true;
    this.#stopped = false;
    this.#scene.emit({ kind: 'consumer-started', consumer: this.name, queue, connection });
    try {
      const options = { ...this.#step, ...this.#prefetch, queue: this.queue };
      const started = channel.consume(options, onDelivery, onCancelled);
      await this.#scene.wait(() => `consumer ${this.name} to start on queue '${queue}'`, started);
      this.#prefetch = channel.prefetch;
    } catch (error) {
      this.#listening = false;
      throw error;
    }
  }

  /** Asks once for a message, instead of having them sent. */
  async get(): Promise<void> {
    const channel = await this.#scene.role(this.name).channel();
    this.#channel = channel;
    const got = channel.get(this.queue.name, this.#step);
    const delivery = await this.#scene.wait(() => `an answer to ${this.name}`, got);
    if (delivery) this.#take(delivery);
    else this.#scene.emit({ kind: 'got-none', queue: this.#scene.short(this.queue.name), who: this.name });
  }

  async cancel(): Promise<void> {
    this.#listening = false;
    this.#wasCancelled = true;
    const cancelled = this.#scene.role(this.role).live?.cancel(this.name);
    await this.#scene.wait(() => `consumer ${this.name} to be cancelled`, Promise.resolve(cancelled));
  }

  /** Takes nothing more, and drops what it was working on. */
  stop(): void {
    this.#listening = false;
    this.#stopped = true;
    for (const work of this.#working) work.cancel();
    this.#working.clear();
    this.#busyUntil = 0;
    this.#batched = [];
  }

  /** What it sends on is with the broker. */
  async settled(): Promise<void> {
    await this.#publishing;
  }

  #take(delivery: Delivery): void {
    const { messageId = '', redelivered, deaths } = delivery;
    const message = this.#scene.messageOf(delivery.messageId);
    const queue = this.#scene.short(this.queue.name);
    if (message === undefined) {
      this.#scene.emit({ kind: 'stranger-delivered', queue, consumer: this.name });
      if (!this.#step.noAck) delivery.ack();
      return;
    }
    const { answeredLater, received } = this.#memory;
    if (answeredLater.has(messageId))
      received.set(messageId, (answer, multiple) => {
        this.#told(delivery, answer);
        this.#send(delivery, answer, multiple);
      });
    this.#memory.attempts.set(messageId, (this.#memory.attempts.get(messageId) ?? 0) + 1);
    const event = { message, queue, consumer: this.name, redelivered };
    this.#scene.emit({ kind: 'delivered', ...event, deaths: shortDeaths(this.#scene, deaths) });
    const { takesMs, skipsDuplicates } = this.#behaviour;
    if (skipsDuplicates && this.#memory.done.has(messageId)) this.#skip(delivery, message);
    else if (takesMs === undefined) this.#finish(delivery);
    else this.#work(delivery, takesMs);
  }

  #work(delivery: Delivery, takesMs: number): void {
    const { clock } = this.#scene;
    this.#busyUntil = Math.max(this.#busyUntil, clock.now()) + takesMs;
    const work = clock.schedule(this.#busyUntil, () => {
      this.#working.delete(work);
      this.#finish(delivery);
    });
    this.#working.add(work);
  }

  #finish(delivery: Delivery): void {
    const answer = this.#answerTo(delivery.messageId ?? '');
    if (answer === 'ack') this.#acknowledge(delivery);
    else if (answer === 'retry') this.#next(() => this.#retry(delivery));
    else if (answer === 'hold') this.#told(delivery, 'hold');
    else this.#say(delivery, answer, false);
  }

  #answerTo(id: string): Answer {
    const { answer = 'ack', failures = Number.POSITIVE_INFINITY, except = {} } = this.#behaviour;
    const wanted = except[id] ?? answer;
    return wanted !== 'hold' && (this.#memory.attempts.get(id) ?? 0) > failures ? 'ack' : wanted;
  }

  #acknowledge(delivery: Delivery): void {
    this.#memory.done.add(delivery.messageId ?? '');
    const { publishes, replies, batch } = this.#behaviour;
    if (publishes || replies) this.#next(() => this.#sendOn(delivery));
    else if (batch === undefined) this.#say(delivery, 'ack', false);
    else {
      this.#batched.push(delivery);
      if (this.#batched.length < batch) return;
      const last = this.#batched.at(-1) ?? delivery;
      this.#batched = [];
      this.#say(last, 'ack', true);
    }
  }

  /** Acknowledges only once the broker has what was made of the message. */
  async #sendOn(delivery: Delivery): Promise<void> {
    const { publishes, replies } = this.#behaviour;
    const made = publishes ? forwarded(delivery, publishes, this.name) : [];
    for (const message of made) await this.#publisher.send({ message }, this.name);
    if (replies) await this.#publisher.send(reply(delivery), this.name);
    await this.#publisher.confirmed();
    this.#say(delivery, 'ack', false);
  }

  async #retry(delivery: Delivery): Promise<void> {
    const { retries } = this.#behaviour;
    if (!retries) return;
    const attempt = this.#memory.attempts.get(delivery.messageId ?? '') ?? 1;
    const { messageId, replyTo, correlationId } = delivery;
    const message = retried(delivery, retries, attempt, this.#scene.original(messageId));
    const asked = {
      ...(replyTo !== undefined && { replyTo }),
      ...(correlationId !== undefined && { correlationId }),
    };
    await this.#publisher.send({ message, ...asked }, this.name);
    await this.#publisher.confirmed();
    this.#told(delivery, 'retry');
    if (!this.#step.noAck) delivery.ack();
  }

  #skip(delivery: Delivery, message: string): void {
    this.#scene.emit({ kind: 'answered', message, consumer: this.name, answer: 'skip' });
    if (!this.#step.noAck) delivery.ack();
  }

  #say(delivery: Delivery, answer: StepOf<'answer'>['answer'], multiple: boolean): void {
    this.#told(delivery, answer);
    if (!this.#step.noAck) this.#send(delivery, answer, multiple);
  }

  #send(delivery: Delivery, answer: StepOf<'answer'>['answer'], multiple: boolean): void {
    if (!this.#channel?.isOpen) return;
    if (answer === 'ack') delivery.ack(multiple);
    else delivery.reject(answer === 'requeue', multiple);
  }

  #told(delivery: Delivery, answer: Answer): void {
    const message = this.#scene.messageOf(delivery.messageId) ?? '';
    this.#scene.emit({ kind: 'answered', message, consumer: this.name, answer });
  }

  #next(doing: () => Promise<void>): void {
    const unlessStopped = async (): Promise<void> => {
      if (!this.#stopped) await doing();
    };
    this.#publishing = this.#publishing.then(unlessStopped).catch((error: unknown) => {
      if (!isBrokerFault(error)) throw error;
    });
    this.#publishing.catch(() => {});
  }
}
