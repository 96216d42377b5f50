import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Delivery } from '../../lab/amqp/channel.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import { Outstanding } from '../../lab/run/outstanding.ts';
import { fieldTable } from '../../routing/values.ts';
import type { Job, Workplace } from '../jobs/job.ts';
import { declareJobQueues, type JobQueues } from './jobs-topology.ts';
import type { GiveUp } from './link.ts';
import { deleted, QueueChannel } from './queue-channel.ts';

/** After so many failures a message is put aside. */
const MAX_ATTEMPTS = 3;
const CONSUMER = 'worker';
/** Progress is told whenever so much more is done. */
const PROGRESS_STEP = 0.25;
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
    | { readonly kind: 'done'; readonly result: string }
    /** It comes back after a while. */
    | { readonly kind: 'retried'; readonly error: string }
    /** It failed too often, and is put aside. */
    | { readonly kind: 'parked'; readonly error: string }
    /** The connection was lost meanwhile: the broker gives it to somebody again. */
    | { readonly kind: 'unanswered' };
}

export interface WorkerOptions extends Workplace {
  /** Messages in hand at a time. */
  readonly concurrency: number;
  /** Asks jobs to stop. */
  readonly signal: AbortSignal;
  /** A message is answered once this is resolved; where it fails, the message comes again. */
  readonly onWorked: (worked: Worked) => Promise<void>;
  /** How much of the work on a message is done, from 0 to 1. */
  readonly onProgress: (body: string, done: number) => void;
}

/** Consumes jobs with manual acknowledgements, over whatever connection there is at present. */
export class Worker {
  readonly #queues: JobQueues;
  readonly #job: Job;
  readonly #options: WorkerOptions;
  readonly #inHand = new Outstanding();
  readonly #done = new Set<string>();
  #channel: QueueChannel | undefined;
  #isFinishing = false;

  constructor(queues: JobQueues, job: Job, options: WorkerOptions) {
    this.#queues = queues;
    this.#job = job;
    this.#options = options;
  }

  /** Goes on over this connection. */
  async use(connection: Connection, giveUp: GiveUp): Promise<void> {
    if (this.#isFinishing) return;
    const channel = await QueueChannel.open(connection, giveUp);
    await declareJobQueues(channel.channel, this.#queues);
    this.#channel = channel;
    await channel.channel.consume(
      { consumer: CONSUMER, queue: this.#queues.jobs, prefetch: this.#options.concurrency },
      (delivery) => void this.#work(delivery, channel),
      () => giveUp(deleted(this.#queues.jobs.name)),
    );
  }

  /** How many messages it works on at present. */
  get inHand(): number {
    return this.#inHand.open;
  }

  /** Takes no more, and resolves once what it has in hand is done. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    const channel = this.#channel?.channel;
    if (channel?.isOpen) await channel.cancel(CONSUMER).catch(() => {});
    await this.#inHand.none();
    // The end of the connection would overtake the last acknowledgement.
    if (channel?.isOpen) await channel.sync().catch(() => {});
  }

  async #work(delivery: Delivery, channel: QueueChannel): Promise<void> {
    const finished = this.#inHand.add();
    const { jobs } = this.#queues;
    const deaths = delivery.deaths.find(({ queue, reason }) => queue === jobs.name && reason === 'rejected');
    const id = idOf(delivery);
    const told = {
      id,
      body: delivery.body,
      attempt: (deaths?.count ?? 0) + 1,
      redelivered: delivery.redelivered,
      duplicate: this.#done.has(id),
    };
    const { onWorked } = this.#options;
    const { fate, answer } = await this.#tried(told, delivery, channel);
    // Told before it is answered: whoever dies in between does it again, and nothing is done that nobody heard of.
    try {
      await onWorked({ ...told, fate });
      if (channel.channel.isOpen) answer();
      else await onWorked({ ...told, fate: { kind: 'unanswered' } });
    } catch {
      // Whoever was to be told is gone, and knows.
    }
    finished();
  }

  async #tried(
    { id, body, attempt }: Pick<Worked, 'id' | 'body' | 'attempt'>,
    delivery: Delivery,
    channel: QueueChannel,
  ): Promise<{ readonly fate: Worked['fate']; readonly answer: () => void }> {
    const { files, outbox, signal } = this.#options;
    let told = 0;
    const onProgress = (done: number): void => {
      if (done >= 1 || done < told + PROGRESS_STEP) return;
      told = done;
      this.#options.onProgress(body, done);
    };
    try {
      if (!isUtf8(delivery.content)) throw new Error('the message is no UTF-8');
      const result = await this.#job(body, { id, files, outbox, signal, onProgress });
      this.#remember(id);
      return { fate: { kind: 'done', result }, answer: () => delivery.ack() };
    } catch (failure) {
      const error = failure instanceof Error ? failure.message : String(failure);
      // Unparked it comes back after a while, and is tried once more.
      const isParked =
        attempt >= MAX_ATTEMPTS &&
        (await this.#park({ id, body, content: delivery.content }, error, channel));
      return isParked
        ? { fate: { kind: 'parked', error }, answer: () => delivery.ack() }
        : { fate: { kind: 'retried', error }, answer: () => delivery.reject(false) };
    }
  }

  /** Puts it aside, with the reason. It is acknowledged only once it is there. */
  #park(
    message: Pick<Worked, 'id' | 'body'> & Pick<Delivery, 'content'>,
    error: string,
    channel: QueueChannel,
  ): Promise<boolean> {
    if (!channel.channel.isOpen) return Promise.resolve(false);
    const parked = { ...message, queue: this.#queues.parking.name, headers: fieldTable({ error }) };
    return new Promise((resolve) => channel.publish(parked, (outcome) => resolve(outcome === 'confirmed')));
  }

  #remember(id: string): void {
    this.#done.add(id);
    const [oldest] = this.#done;
    if (this.#done.size > MAX_KNOWN_IDS && oldest !== undefined) this.#done.delete(oldest);
  }
}

/** The message's id; of one without, what stays the same however often it comes. */
function idOf({ messageId, content }: Delivery): string {
  return messageId || createHash('sha256').update(content).digest('hex');
}
