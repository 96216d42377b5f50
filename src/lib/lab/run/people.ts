import { isStream, type Queue } from '../../routing/topology.ts';
import { stringValue } from '../../routing/values.ts';
import { isBrokerFault } from '../amqp/broker-faults.ts';
import { LabError } from '../errors.ts';
import {
  asConsumer,
  type ConsumeStep,
  type Experiment,
  type GetStep,
  roleOfConsumer,
  type StepOf,
} from '../experiment.ts';
import { Consumer, Memory } from './consumer.ts';
import { Publisher } from './publisher.ts';
import type { Scene } from './scene.ts';

/** Those who publish and consume in a run, and the queues that they know of. */
export class People {
  readonly #scene: Scene;
  readonly #queues = new Map<string, Queue>();
  readonly #publishers = new Map<string, Publisher>();
  readonly #consumers = new Map<string, Consumer>();
  readonly #started: Consumer[] = [];
  readonly #memories = new Map<string, Memory>();
  readonly #answers: readonly StepOf<'answer'>[];

  constructor({ topology, steps }: Experiment, scene: Scene) {
    this.#scene = scene;
    this.#answers = steps.filter((step) => step.kind === 'answer');
    for (const queue of topology.queues) this.#queues.set(queue.name, queue);
  }

  /** Takes the queue for one that is there; one that was deleted before may have been another. */
  knows(queue: Queue): void {
    this.#queues.set(queue.name, queue);
  }

  /** Every queue that was declared, in order. */
  get queueNames(): readonly string[] {
    return [...this.#queues.keys()];
  }

  /** Quorum queues and streams answer before all that they were told has had its effect. */
  get readsStream(): boolean {
    return this.#started.some(({ isListening, queue }) => isListening && isStream(queue));
  }

  get hasReplicatedQueues(): boolean {
    return this.queues.some(({ arguments: args }) => {
      const type = stringValue(args.get('x-queue-type'));
      return type === 'quorum' || type === 'stream';
    });
  }

  get queues(): readonly Queue[] {
    return [...this.#queues.values()];
  }

  isStream(name: string): boolean {
    const queue = this.#queues.get(name);
    return queue !== undefined && isStream(queue);
  }

  /** Those that are there and that no consumer has read: only who reads a stream sees what it holds. */
  get unreadStreams(): readonly Queue[] {
    const read = new Set(Array.from(this.#consumers.values(), ({ queue }) => queue.name));
    return this.queues.filter((queue) => isStream(queue) && !read.has(queue.name));
  }

  publisher(name: string): Publisher {
    const known = this.#publishers.get(name) ?? new Publisher(name, this.#scene, () => this.lost(name));
    this.#publishers.set(name, known);
    return known;
  }

  consumer(name: string): Consumer {
    const consumer = this.#consumers.get(name);
    if (!consumer) throw new LabError('usage', `no earlier step starts the consumer ${name}`);
    return consumer;
  }

  /** All that ever started; of those with one name the last is the one that is meant. */
  get consumers(): readonly Consumer[] {
    return this.#started;
  }

  async consume(step: ConsumeStep): Promise<void> {
    const consumer = this.#newConsumer(step);
    this.#consumers.set(step.consumer, consumer);
    this.#started.push(consumer);
    await consumer.start();
  }

  async get(step: GetStep): Promise<void> {
    await this.#newConsumer(asConsumer(step)).get();
  }

  /** Answers a message that the role has received, perhaps not for the first time. */
  answer({ consumer, message, answer, multiple = false }: StepOf<'answer'>): void {
    const answering = this.#memory(consumer).received.get(message);
    if (!answering) {
      const id = this.#scene.short(message);
      throw new LabError('usage', `${consumer} cannot answer ${id}: it does not have it`, {
        hint: 'Answers are for messages that the consumer has received on its present connection.',
      });
    }
    answering(answer, multiple);
  }

  #newConsumer(step: ConsumeStep): Consumer {
    const name = step.consumer;
    const real = this.#scene.real(step.queue);
    const queue = this.#queues.get(real) ?? undeclared(real);
    const publisher = this.publisher(roleOfConsumer(step));
    return new Consumer(step, queue, publisher, this.#memory(name), this.#scene);
  }

  #memory(name: string): Memory {
    const answered = this.#answers.filter(({ consumer }) => consumer === name).map(({ message }) => message);
    const memory = this.#memories.get(name) ?? new Memory(answered);
    this.#memories.set(name, memory);
    return memory;
  }

  /** The role's connection is gone, and its work with it. */
  lost(name: string): void {
    for (const consumer of this.#started) {
      if (consumer.role !== name) continue;
      consumer.stop();
      this.#memories.get(consumer.name)?.received.clear();
    }
    this.#memories.get(name)?.received.clear();
  }

  /** The role's program has connected again: it consumes again, and publishes what was never confirmed. */
  async restore(name: string): Promise<void> {
    this.#scene.emit({ kind: 'recovered', who: name });
    try {
      for (const consumer of this.#started)
        if (consumer.role === name && this.#isPresent(consumer)) await consumer.start();
      await this.#publishers.get(name)?.republish();
    } catch (error) {
      if (!isBrokerFault(error)) throw error;
    }
  }

  #isPresent(consumer: Consumer): boolean {
    return this.#consumers.get(consumer.name) === consumer && !consumer.wasCancelled;
  }

  stop(): void {
    for (const consumer of this.#started) consumer.stop();
    for (const { received } of this.#memories.values()) received.clear();
  }
}

const undeclared = (name: string): Queue => ({
  name,
  durable: true,
  autoDelete: false,
  exclusive: false,
  arguments: new Map(),
});
