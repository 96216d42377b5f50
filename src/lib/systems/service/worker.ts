import type { Delivery, LabChannel } from '../../lab/amqp/channel.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import { Outstanding } from '../../lab/run/outstanding.ts';
import { fieldTable } from '../../routing/values.ts';
import type { Job, Workplace } from '../jobs/job.ts';
import { declareJobQueues, type JobQueues } from './jobs-topology.ts';

/** After so many failures a message is put aside. */
const MAX_ATTEMPTS = 3;
const CONSUMER = 'worker';
/** So many ids are remembered, to tell a message that was worked on before. */
const MAX_KNOWN_IDS = 100_000;

/** One message at a worker, and what became of it. */
export interface Worked {
  readonly id: string;
  readonly body: string;
  /** From 1. */
  readonly attempt: number;
  /** It had been delivered before, and nobody acknowledged it. */
  readonly redelivered: boolean;
  /** This worker had done it already: the acknowledgement did not arrive. */
  readonly duplicate: boolean;
  readonly fate:
    | { readonly kind: 'started' }
    | { readonly kind: 'done'; readonly result: string }
    /** It comes back after a while. */
    | { readonly kind: 'retried'; readonly error: string }
    | { readonly kind: 'parked'; readonly error: string }
    /** The connection was lost meanwhile: the broker gives it to somebody again. */
    | { readonly kind: 'unanswered' };
}

export interface WorkerOptions extends Workplace {
  /** Messages in hand at a time. */
  readonly concurrency: number;
  /** Asks jobs to stop. */
  readonly signal: AbortSignal;
  readonly onWorked: (worked: Worked) => void;
  /** How much of a message's work is done, from 0 to 1. */
  readonly onProgress: (id: string, done: number) => void;
}

/** Consumes jobs with manual acknowledgements, over whatever connection there is at present. */
export class Worker {
  readonly #queues: JobQueues;
  readonly #job: Job;
  readonly #options: WorkerOptions;
  readonly #inHand = new Outstanding();
  readonly #done = new Set<string>();
  #channel: LabChannel | undefined;

  constructor(queues: JobQueues, job: Job, options: WorkerOptions) {
    this.#queues = queues;
    this.#job = job;
    this.#options = options;
  }

  /** Goes on over this connection. */
  async use(connection: Connection): Promise<void> {
    const channel = await connection.openConfirmChannel();
    await declareJobQueues(channel, this.#queues);
    this.#channel = channel;
    const { name, arguments: args } = this.#queues.jobs;
    await channel.consume(
      { consumer: CONSUMER, queue: { name, arguments: args }, prefetch: this.#options.concurrency },
      (delivery) => void this.#work(delivery, channel),
      () => {},
    );
  }

  /** Takes no more, and resolves once what it has in hand is done. */
  async finish(): Promise<void> {
    if (this.#channel?.isOpen) await this.#channel.cancel(CONSUMER).catch(() => {});
    await this.#inHand.none();
  }

  async #work(delivery: Delivery, channel: LabChannel): Promise<void> {
    const finished = this.#inHand.add();
    const { jobs } = this.#queues;
    const deaths = delivery.deaths.find(({ queue, reason }) => queue === jobs.name && reason === 'rejected');
    const id = delivery.messageId ?? '';
    const told = {
      id,
      body: delivery.body,
      attempt: (deaths?.count ?? 0) + 1,
      redelivered: delivery.redelivered,
      duplicate: id !== '' && this.#done.has(id),
    };
    const { onWorked } = this.#options;
    onWorked({ ...told, fate: { kind: 'started' } });
    const { fate, answer } = await this.#tried(told, delivery, channel);
    // Told before it is answered: whoever dies in between does it again, and nothing is done that nobody heard of.
    onWorked({ ...told, fate });
    if (channel.isOpen) answer();
    else onWorked({ ...told, fate: { kind: 'unanswered' } });
    finished();
  }

  async #tried(
    { id, body, attempt }: Pick<Worked, 'id' | 'body' | 'attempt'>,
    delivery: Delivery,
    channel: LabChannel,
  ): Promise<{ readonly fate: Worked['fate']; readonly answer: () => void }> {
    const { files, outbox, signal } = this.#options;
    const onProgress = (done: number): void => this.#options.onProgress(id, done);
    try {
      const result = await this.#job(body, { id, files, outbox, signal, onProgress });
      this.#remember(id);
      return { fate: { kind: 'done', result }, answer: () => delivery.ack() };
    } catch (failure) {
      const error = failure instanceof Error ? failure.message : String(failure);
      if (attempt < MAX_ATTEMPTS)
        return { fate: { kind: 'retried', error }, answer: () => delivery.reject(false) };
      // Unparked it comes back, and is tried once more.
      const parked = await this.#park(id, body, error, channel);
      return parked
        ? { fate: { kind: 'parked', error }, answer: () => delivery.ack() }
        : { fate: { kind: 'retried', error }, answer: () => delivery.reject(true) };
    }
  }

  /** Puts it aside, with the reason. It is acknowledged only once that is confirmed. */
  #park(id: string, body: string, error: string, channel: LabChannel): Promise<boolean> {
    if (!channel.isOpen) return Promise.resolve(false);
    const headers = fieldTable({ error });
    const routingKey = this.#queues.parking.name;
    const message = { id, exchange: '', routingKey, headers, body, properties: { persistent: true } };
    return new Promise((resolve) => {
      channel.publish({ message }, (outcome) => resolve(outcome === 'confirmed'));
    });
  }

  #remember(id: string): void {
    this.#done.add(id);
    const [oldest] = this.#done;
    if (this.#done.size > MAX_KNOWN_IDS && oldest !== undefined) this.#done.delete(oldest);
  }
}
