import { randomUUID } from 'node:crypto';
import { orAborted } from '../../../lab/amqp/abort.ts';
import type { BrokerAddress } from '../../../lab/amqp/broker-url.ts';
import type { LabChannel } from '../../../lab/amqp/channel.ts';
import type { Connection } from '../../../lab/amqp/connection.ts';
import type { Janitor } from '../../../lab/janitor/janitor.ts';
import { exchange, queue } from '../../../lab/notation.ts';
import { EMPTY_TABLE } from '../../../routing/values.ts';
import type { Told } from './child.ts';
import { Processes, type Running } from './processes.ts';
import { type Job, protocol, type WorkerClient } from './protocol.ts';

type Grpc = Awaited<ReturnType<typeof protocol>>;

interface StageOptions {
  readonly address: BrokerAddress;
  /** Deletes the queues where this process cannot; the lab's own broker goes as a whole. */
  readonly janitor?: Janitor;
  /** Ends whatever is waited for. */
  readonly signal: AbortSignal;
}

/** What the caller of a trial does over gRPC and over the broker, and the processes that serve it. */
export class Stage {
  readonly #options: StageOptions;
  readonly #grpc: Grpc;
  readonly #channel: LabChannel;
  readonly #processes: Processes;
  readonly #prefix = `mq-lab.grpc.${randomUUID().slice(0, 8)}`;
  readonly #exchange = `${this.#prefix}.everybody`;
  readonly #queues: string[] = [];
  readonly #clients: WorkerClient[] = [];

  private constructor(grpc: Grpc, channel: LabChannel, options: StageOptions) {
    this.#grpc = grpc;
    this.#channel = channel;
    this.#options = options;
    this.#processes = new Processes(options.signal);
  }

  static async open(connection: Connection, options: StageOptions): Promise<Stage> {
    const refused = new AbortController();
    const channel = await connection.openConfirmChannel({
      onError: (_, __, error) => refused.abort(error),
    });
    const signal = AbortSignal.any([options.signal, refused.signal]);
    return new Stage(await protocol(), channel, { ...options, signal });
  }

  /** Ends the processes and deletes the queues. */
  async close(): Promise<void> {
    await this.#processes.endAll();
    for (const client of this.#clients) client.close();
    if (!this.#channel.isOpen) return;
    for (const name of this.#queues) await this.#channel.deleteQueue(name);
    await this.#mind([], []);
  }

  async #mind(exchanges: readonly string[], queues: readonly string[]): Promise<void> {
    const { address, janitor } = this.#options;
    await janitor?.mind({ run: this.#prefix, address, exchanges, queues });
  }

  async queue(): Promise<string> {
    const name = `${this.#prefix}.${this.#queues.length + 1}`;
    this.#queues.push(name);
    await this.#mind([this.#exchange], this.#queues);
    await this.#channel.declareQueue(queue(name));
    return name;
  }

  /** A fanout exchange with these queues, which goes with them. */
  async fanout(queues: readonly string[]): Promise<string> {
    const name = this.#exchange;
    await this.#channel.declareExchange(exchange(name, 'fanout', { autoDelete: true }));
    for (const destination of queues)
      await this.#channel.bind({
        source: name,
        destination,
        destinationType: 'queue',
        routingKey: '',
        arguments: EMPTY_TABLE,
      });
    return name;
  }

  server(
    queue: string,
    { capacity = 1_000, port = 0 } = {},
    onTold = (_: Done): void => {},
  ): Promise<Running> {
    return this.#processes.start(
      { kind: 'server', port, capacity, address: this.#options.address, queue },
      onTold,
    );
  }

  worker(queue: string, { capacity = 1_000 } = {}, onTold = (_: Done): void => {}): Promise<Running> {
    return this.#processes.start({ kind: 'worker', capacity, address: this.#options.address, queue }, onTold);
  }

  client({ port }: Pick<Running, 'port'>): WorkerClient {
    const { grpc, Worker } = this.#grpc;
    const client = new Worker(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
    ) as unknown as WorkerClient;
    this.#clients.push(client);
    return client;
  }

  /** Calls, and says whether it was answered. */
  call(client: WorkerClient, method: 'Work' | 'Accept', job: Job): Promise<boolean> {
    return this.#wait(new Promise((resolve) => client[method](job, (error) => resolve(error === null))));
  }

  /** Sends all over one stream, and gives the ids that were answered, in order. */
  talk(client: WorkerClient, jobs: readonly Job[]): Promise<string[]> {
    const stream = client.Talk();
    for (const job of jobs) stream.write(job);
    stream.end();
    return this.#wait(stream.map(({ id }: { readonly id: string }) => id).toArray());
  }

  /** Publishes, and says whether it was confirmed. */
  publish(to: { readonly queue: string } | { readonly exchange: string }, job: Job): Promise<boolean> {
    const address =
      'queue' in to ? { exchange: '', routingKey: to.queue } : { exchange: to.exchange, routingKey: '' };
    const message = { id: job.id, ...address, headers: EMPTY_TABLE, body: JSON.stringify(job) };
    return this.#wait(
      new Promise((resolve) =>
        this.#channel.publish({ message }, (outcome) => resolve(outcome === 'confirmed')),
      ),
    );
  }

  /** Asks each over a queue, with direct reply-to, and gives the ids that were answered, in order. */
  async ask(queue: string, jobs: readonly Job[]): Promise<string[]> {
    const answers: string[] = [];
    const replyTo = 'amq.rabbitmq.reply-to';
    const all = new Promise<void>((resolve, reject) => {
      const options = { consumer: 'answers', queue: { name: replyTo, arguments: EMPTY_TABLE }, noAck: true };
      const onReply = ({ correlationId = '' }: { readonly correlationId: string | undefined }): void => {
        if (answers.push(correlationId) === jobs.length) resolve();
      };
      this.#channel
        .consume(options, onReply, () => {})
        .then(() => {
          for (const job of jobs) {
            const message = {
              id: job.id,
              exchange: '',
              routingKey: queue,
              headers: EMPTY_TABLE,
              body: JSON.stringify(job),
            };
            this.#channel.publish({ message, replyTo, correlationId: job.id }, () => {});
          }
        }, reject);
    });
    await this.#wait(all);
    await this.#channel.cancel('answers');
    return answers;
  }

  /** Resolved once it is true; asked whenever a process tells something. */
  until(told: TellTale, isTrue: () => boolean): Promise<void> {
    return this.#wait(
      new Promise((resolve) => {
        const look = (): void => {
          if (!isTrue()) return;
          told.onTold = () => {};
          resolve();
        };
        told.onTold = look;
        look();
      }),
    );
  }

  #wait<T>(promise: Promise<T>): Promise<T> {
    return orAborted(promise, this.#options.signal);
  }
}

type Done = Exclude<Told, { kind: 'ready' | 'failed' }>;

/** Keeps what processes tell. */
export class TellTale {
  readonly started: Done[] = [];
  readonly done: Done[] = [];
  onTold = (): void => {};

  readonly hear = (told: Done): void => {
    this[told.kind].push(told);
    this.onTold();
  };

  /** The ids that were done, each once. */
  get ids(): ReadonlySet<string> {
    return new Set(this.done.map(({ id }) => id));
  }
}
