import type { Queue } from '../../routing/topology.ts';
import { orAborted } from '../amqp/abort.ts';
import { brokerFault, isBrokerFault } from '../amqp/broker-faults.ts';
import type { Received } from '../amqp/channel.ts';
import type { Connection } from '../amqp/connection.ts';
import { LabError } from '../errors.ts';
import type { BrokerInfo, Happening, LabEvent } from '../events.ts';
import { type Experiment, type Message, messagesOf, type Step } from '../experiment.ts';
import { isPredeclared } from '../known-names.ts';
import { mistakesIn } from '../mistakes.ts';
import { Unplayable, unsupported, unsupportedType } from '../needs.ts';
import type { Broker } from './brokers.ts';
import { Cast } from './cast.ts';
import { type Created, createTopology, deleteCreated, existing } from './cleanup.ts';
import type { LabClock } from './lab-clock.ts';
import { Looker } from './looker.ts';
import { type Names, randomPrefix, withPrefix } from './names.ts';
import { Outstanding } from './outstanding.ts';
import { People } from './people.ts';
import { unplayable } from './playable.ts';
import type { Role } from './role.ts';
import { roleSpecs } from './role-specs.ts';
import { shortDeaths } from './scene.ts';
import { isStill, playStep, type Stage } from './steps.ts';
import { Stillness } from './stillness.ts';
import { Stop } from './stop.ts';

export interface RunOptions {
  readonly timeoutMs: number;
  /** Leaves what was declared on somebody else's broker, once the run has settled. */
  readonly keep: boolean;
  /** Ends the run early with its reason. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: LabEvent) => void;
}

/**
 * Plays the experiment and gives what happened. However it ends, a broker that is not the lab's own is left as it was.
 * Throws a LabError where that cannot be played there, or the broker refused the topology, went away, or was not done in
 * time. What it refuses of a step is no error but an event.
 */
export async function runExperiment(
  experiment: Experiment,
  broker: Broker,
  options: RunOptions,
): Promise<LabEvent[]> {
  const [mistake] = mistakesIn(experiment);
  if (mistake) throw new LabError('usage', `step ${mistake.step + 1}: ${mistake.message}`);
  const unable = unplayable(experiment, broker);
  if (unable) throw unable;
  const names = withPrefix(experiment, broker.owned ? '' : randomPrefix());
  const run = new Run(names, broker, options);
  let failure: unknown;
  try {
    await orAborted(run.play(), run.signal);
  } catch (error) {
    failure = error;
  }
  await run.leave(failure);
  return run.events;
}

/** What the broker says of itself. */
function infoOf({ kind }: Broker, { product, version, clusterName }: Connection): BrokerInfo {
  return { kind, product, version, ...(clusterName !== undefined && { clusterName }) };
}

/** Measured on RabbitMQ, busy with other work: a quorum queue took up to 10 ms to apply what it had been told. */
const QUIET_MS = 50;

class Run implements Stage {
  readonly events: LabEvent[] = [];
  readonly clock: LabClock;
  readonly confirms = new Outstanding();
  readonly created: Created = { exchanges: [], queues: [] };
  readonly people: People;
  readonly stillness: Stillness;
  readonly #names: Names;
  readonly #broker: Broker;
  readonly #options: RunOptions;
  readonly #stop: Stop;
  readonly #cast: Cast;
  readonly #began: number;
  /** Names that the broker chose, and what they are called here. */
  readonly #aliases = new Map<string, string>();
  readonly #aliasOf = new Map<string, string>();
  readonly #originals: ReadonlyMap<string, Message>;
  #looker: Looker | undefined;
  #info: BrokerInfo | undefined;
  #canaries = 0;

  constructor(names: Names, broker: Broker, options: RunOptions) {
    this.#names = names;
    this.#originals = new Map(messagesOf(names.onBroker).map((message) => [message.id, message]));
    this.#broker = broker;
    this.#options = options;
    this.clock = broker.clock;
    this.#began = broker.clock.now();
    this.#stop = new Stop(options.timeoutMs, options.signal);
    this.#cast = new Cast({
      experiment: names.onBroker.name,
      address: broker.address,
      timeoutMs: options.timeoutMs,
      stop: this.#stop,
      canaryName: () => `${names.prefix || 'mq-lab.'}connection.${++this.#canaries}`,
      gone: (queue) => this.#gone(queue),
      listener: {
        onReturned: ({ messageId, code, text }) => {
          const message = this.messageOf(messageId);
          if (message !== undefined) this.emit({ kind: 'returned', message, code, text });
        },
        onError: (who, closed, code, text) => {
          this.people.lost(who);
          this.emit({ kind: 'error', who, closed, code, text: this.#clean(text) });
        },
        onGone: (error) => this.#stop.fail(this.#reason(brokerFault(error, broker.title))),
      },
    });
    this.people = new People(names.onBroker, this);
    this.stillness = new Stillness(this, this.people, () => this.#cast.roles, this.#quietMs);
  }

  async play(): Promise<void> {
    const lab = await this.#cast.connect('lab');
    const { prefix, onBroker } = this.#names;
    const broker = infoOf(this.#broker, lab);
    this.#info = broker;
    const unable = unsupported(onBroker, broker);
    if (unable) throw unable;
    this.emit({ kind: 'connected', broker, prefix });
    await this.#prepare(lab);
    let before: Step['kind'] | undefined;
    for (const [at, step] of onBroker.steps.entries()) {
      if (before !== undefined && step.kind !== before && !isStill(this.events, before)) await this.settle();
      before = step.kind;
      this.#stop.signal.throwIfAborted();
      this.emit({ kind: 'step', step: at });
      await playStep(step, this);
    }
    await this.settle();
    await this.#lookAround();
  }

  /** Closes and deletes everything, then throws what ended the run, if anything did. */
  async leave(failure: unknown): Promise<void> {
    this.people.stop();
    this.#stop.dispose();
    const why = failure === undefined ? undefined : this.#reason(failure);
    // Ends what is still connecting, so that nothing comes up behind our back.
    this.#stop.fail(why);
    await this.#cast.close();
    if (!this.#broker.owned) {
      const { address } = this.#broker;
      const connection = this.#cast.connectionName('cleanup');
      const keep = this.#options.keep && why === undefined;
      if (keep) this.emit({ kind: 'kept', ...(await existing(address, connection, this.created)) });
      else await deleteCreated(address, connection, this.created, why);
    }
    if (why !== undefined) throw why;
  }

  get looker(): Looker {
    if (!this.#looker) throw new Error('nobody looks yet');
    return this.#looker;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Waits until everything is still, and tells how much lies in the queues. */
  async settle(kind: 'settled' | 'sampled' = 'settled'): Promise<void> {
    this.emit({ kind, ready: await this.stillness.settle() });
  }

  async restart(): Promise<void> {
    this.people.stop();
    await this.#cast.expectLoss();
    await this.wait(() => 'the broker to be back', Promise.resolve(this.#broker.restart?.()));
    this.#looker = new Looker(await this.#cast.connect('lab'));
    this.emit({ kind: 'restarted' });
  }

  role(name: string): Role {
    return this.#cast.role(name);
  }

  emit(event: Happening): void {
    const stamped = { at: this.clock.now() - this.#began, ...event };
    this.events.push(stamped);
    this.#options.onEvent?.(stamped);
  }

  /** The broker chose this name for the queue that is called `alias` here. */
  call(alias: string, name: string): void {
    this.#aliases.set(alias, name);
    this.#aliasOf.set(name, alias);
    this.created.queues.push(name);
    this.emit({ kind: 'named', queue: this.short(alias), name });
  }

  original(id: string | undefined): Message | undefined {
    return this.#originals.get(id ?? '');
  }

  real(name: string): string {
    return this.#aliases.get(name) ?? name;
  }

  short(name: string): string {
    const alias = this.#aliasOf.get(name) ?? name;
    return this.#names.short(alias) ?? alias;
  }

  messageOf(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#names.messageId(id);
  }

  wait<T>(what: () => string, promise: Promise<T>): Promise<T> {
    return this.#stop.wait(what, promise);
  }

  async #prepare(lab: Connection): Promise<void> {
    const { onBroker } = this.#names;
    this.#looker = new Looker(lab);
    const control = await this.wait(() => 'a channel', lab.openChannel());
    const specs = roleSpecs(onBroker);
    const preparations = [
      createTopology(control, onBroker.topology, this.created),
      this.#cast.prepare(specs),
    ];
    const declared = (): string => `the declarations, ${this.created.queues.length} queues so far`;
    await this.wait(declared, Promise.all(preparations));
    this.emit({ kind: 'declared' });
    for (const { name, publishes } of specs) {
      const connection = this.role(name).connectionName;
      if (publishes) this.emit({ kind: 'producer-started', producer: name, connection });
      this.role(name).onRecovered = () => this.people.restore(name);
    }
  }

  get #quietMs(): number {
    return this.#broker.kind === 'embedded' ? 0 : QUIET_MS;
  }

  /** What lies in the queues in the end, and what is there no more. */
  async #lookAround(): Promise<void> {
    const gone: string[] = [];
    const streams = new Map(this.people.unreadStreams.map((stream) => [stream.name, stream]));
    for (const [queue, depth] of await this.looker.depths(this.people.queueNames)) {
      const stream = streams.get(queue);
      if (depth === 'gone') gone.push(queue);
      else if (stream) await this.#readStream(stream);
      if (typeof depth === 'number' && depth > 0 && !this.people.isStream(queue)) await this.#readLeft(queue);
    }
    for (const exchange of new Set(this.created.exchanges))
      if (!isPredeclared(exchange) && !(await this.looker.exchangeExists(exchange))) gone.push(exchange);
    this.emit({ kind: 'gone', names: gone.map((name) => this.short(name)) });
  }

  async #readLeft(queue: string): Promise<void> {
    const what = (): string => `what is left in '${this.short(queue)}'`;
    this.#tellLeft(queue, await this.wait(what, this.looker.messages(queue)));
  }

  async #readStream(stream: Queue): Promise<void> {
    const what = (): string => `what the stream '${this.short(stream.name)}' holds`;
    this.#tellLeft(stream.name, await this.wait(what, this.looker.streamed(stream, this.#quietMs)));
  }

  #tellLeft(queue: string, messages: readonly Received[]): void {
    for (const { messageId, redelivered, deaths } of messages) {
      const message = this.messageOf(messageId);
      if (message === undefined) continue;
      const event = { message, queue: this.short(queue), redelivered };
      this.emit({ kind: 'left', ...event, deaths: shortDeaths(this, deaths) });
    }
  }

  async #gone(queue: string): Promise<void> {
    // Its refusals close channels: not those that somebody else is asking on.
    const looker = this.looker.apart();
    const asking = async (): Promise<void> => {
      while ((await looker.depths([queue])).get(queue) !== 'gone') this.#stop.signal.throwIfAborted();
    };
    await this.wait(() => 'the broker to notice that a connection broke', asking());
  }

  /** The broker's words without what is particular to this run: its prefix, and the virtual host's name. */
  #clean(text: string): string {
    const { vhost } = this.#broker.address;
    return this.#names.clean(text).replaceAll(`vhost '${vhost}'`, "vhost '/'");
  }

  /** What to tell: what came first, in words that have the experiment's own names. */
  #reason(error: unknown): unknown {
    const first = this.#stop.signal.aborted ? this.#stop.signal.reason : error;
    const fault = isBrokerFault(first) ? brokerFault(first, this.#broker.title) : first;
    if (!(fault instanceof LabError) || fault instanceof Unplayable) return fault;
    const unable = this.#info && unsupportedType(fault.message, this.#info);
    if (unable) return unable;
    const { failure, message, hint, cause } = fault;
    return new LabError(failure, this.#clean(message), { cause, ...(hint !== undefined && { hint }) });
  }
}
