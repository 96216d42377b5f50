import { brokerFault, isBrokerFault } from '../amqp/broker-faults.ts';
import type { Connection, ConnectOptions } from '../amqp/connection.ts';
import { isPermissionRefused } from '../amqp/permissions.ts';
import { faultOf, LabError } from '../errors.ts';
import type { BrokerInfo, Happening, LabEvent } from '../events.ts';
import { type Message, messagesOf, type Step } from '../experiment.ts';
import { JANITOR, type Janitor } from '../janitor/janitor.ts';
import { Unplayable, unsupported, unsupportedType } from '../needs.ts';
import type { Depth } from '../observed.ts';
import { withTexts } from '../trouble.ts';
import type { Broker } from './brokers.ts';
import { Cast } from './cast.ts';
import { createTopology } from './declaring.ts';
import type { LabClock } from './lab-clock.ts';
import { lookAround } from './last-look.ts';
import { Looker } from './looker.ts';
import type { Names } from './names.ts';
import { Outstanding } from './outstanding.ts';
import { People } from './people.ts';
import type { Role } from './role.ts';
import { roleSpecs } from './role-specs.ts';
import { isStill, playStep, type Stage } from './steps.ts';
import { STREAM_QUIET_MS, Stillness } from './stillness.ts';
import { Stop } from './stop.ts';
import { Traces } from './traces.ts';

export interface RunOptions {
  readonly timeoutMs: number;
  /** Leaves what was declared on somebody else's broker, once the run has settled. */
  readonly keep: boolean;
  /** Ends the run early with its reason. */
  readonly signal: AbortSignal;
  readonly onEvent?: (event: LabEvent) => void;
  /** Told for each connection: why the broker takes no messages at present; undefined once it takes them again. */
  readonly onBlocked?: ConnectOptions['onBlocked'];
  /** Who deletes what the run cannot delete itself any more; a process of its own unless given. */
  readonly janitor?: Janitor;
}

/** What the broker says of itself. */
function infoOf({ kind }: Broker, { product, version, clusterName }: Connection): BrokerInfo {
  return { kind, product, version, ...(clusterName !== undefined && { clusterName }) };
}

/** One run of an experiment: what happened so far, and who took part. */
export class Run implements Stage {
  readonly events: LabEvent[] = [];
  readonly clock: LabClock;
  readonly confirms = new Outstanding();
  readonly people: People;
  readonly stillness: Stillness;
  readonly traces: Traces;
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
    const isBlocked = (): boolean => this.#cast.roles.some(({ blocked }) => blocked !== undefined);
    this.#stop = new Stop(options.timeoutMs, options.signal, isBlocked);
    this.#cast = new Cast({
      experiment: names.onBroker.name,
      address: broker.address,
      timeoutMs: options.timeoutMs,
      stop: this.#stop,
      ...(options.onBlocked && { onBlocked: options.onBlocked }),
      canaryName: () => `${names.prefix || 'mq-lab.'}connection.${++this.#canaries}`,
      gone: (queue) => this.#gone(queue),
      listener: {
        onReturned: ({ messageId, code, text }) => {
          const message = this.messageOf(messageId);
          if (message !== undefined) this.emit({ kind: 'returned', message, code, text });
        },
        onError: (who, closed, code, text, error) => {
          this.people.lost(who);
          this.emit({ kind: 'error', who, closed, code, text: this.#clean(text) });
          // What the user may not do shows nothing of what the broker does.
          if (isPermissionRefused(text)) this.#stop.fail(brokerFault(error, broker.title));
        },
        onGone: (error) => this.#stop.fail(this.#reason(brokerFault(error, broker.title))),
      },
    });
    const { janitor = JANITOR, keep, timeoutMs } = options;
    const { prefix, onBroker: experiment } = names;
    const { address, owned } = broker;
    this.traces = new Traces({ experiment, prefix, address, owned, janitor, keep, timeoutMs });
    this.people = new People(names.onBroker, this);
    this.stillness = new Stillness(this, this.people, () => this.#cast.roles, this.#isEmbedded);
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
    await lookAround(await this.settle(), this, this.#isEmbedded ? 0 : STREAM_QUIET_MS);
  }

  /** Closes and deletes everything, then tells, or throws, what ended the run, if anything did. */
  async leave(failure: unknown): Promise<void> {
    this.people.stop();
    this.#stop.dispose();
    const why = failure === undefined ? undefined : this.#reason(failure);
    const at = this.#now();
    // Ends what is still connecting, so that nothing comes up behind our back.
    this.#stop.fail(why);
    await this.#cast.close();
    const keeps = this.#options.keep && why === undefined && !this.#broker.owned;
    this.#tell(await (keeps ? this.#keep() : this.traces.remove(why)), at);
  }

  async #keep(): Promise<unknown> {
    try {
      this.emit({ kind: 'kept', ...(await this.traces.keep()) });
      return undefined;
    } catch (error) {
      return isBrokerFault(error) ? brokerFault(error, this.#broker.title) : error;
    }
  }

  /** A fault is the end of what happened, where anything did; all else is thrown. */
  #tell(error: unknown, at: number): void {
    if (error === undefined) return;
    const isFault = error instanceof LabError && error.failure !== 'usage' && !this.#options.signal.aborted;
    if (!isFault || !this.events.some(({ kind }) => kind === 'declared')) throw error;
    this.#add({ at, kind: 'failed', ...faultOf(error), trouble: error.trouble });
  }

  get looker(): Looker {
    if (!this.#looker) throw new Error('nobody looks yet');
    return this.#looker;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Waits until everything is still, and tells how much lies in the queues. */
  async settle(kind: 'settled' | 'sampled' = 'settled'): Promise<ReadonlyMap<string, Depth>> {
    const ready = await this.stillness.settle();
    this.emit({ kind, ready });
    return ready;
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
    this.#add({ at: this.#now(), ...event });
  }

  #add(event: LabEvent): void {
    this.events.push(event);
    this.#options.onEvent?.(event);
  }

  #now(): number {
    return this.clock.now() - this.#began;
  }

  /** The broker chose this name for the queue that is called `alias` here. */
  async call(alias: string, name: string): Promise<void> {
    this.#aliases.set(alias, name);
    this.#aliasOf.set(name, alias);
    this.emit({ kind: 'named', queue: this.short(alias), name });
    await this.traces.named(name);
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
    await this.wait(() => 'the janitor', this.traces.expect());
    const specs = roleSpecs(onBroker);
    const prepared = Promise.all([
      createTopology(control, onBroker.topology, this.traces.created),
      this.#cast.prepare(specs),
    ]);
    await this.wait(() => `the declarations, ${this.traces.created.queues.length} queues so far`, prepared);
    this.emit({ kind: 'declared' });
    for (const { name, publishes } of specs) {
      const connection = this.role(name).connectionName;
      if (publishes) this.emit({ kind: 'producer-started', producer: name, connection });
      this.role(name).onRecovered = () => this.people.restore(name);
    }
  }

  get #isEmbedded(): boolean {
    return this.#broker.kind === 'embedded';
  }

  async #gone(queue: string): Promise<void> {
    // Its refusals close channels: not those that somebody else is asking on.
    const looker = this.looker.apart();
    const asking = async (): Promise<void> => {
      while ((await looker.depths([queue])).get(queue) !== 'gone') this.#stop.signal.throwIfAborted();
    };
    await this.wait(() => 'the broker to notice that a connection broke', asking());
  }

  /** The broker's words without what is particular to this run: its prefix, the virtual host's name, and names it gave. */
  #clean(text: string): string {
    const { vhost } = this.#broker.address;
    const cleaned = this.#names.clean(text).replaceAll(`vhost '${vhost}'`, "vhost '/'");
    return [...this.#aliasOf.keys()].reduce((said, name) => said.replaceAll(name, this.short(name)), cleaned);
  }

  /** What to tell: what came first, in words that have the experiment's own names. */
  #reason(error: unknown): unknown {
    const first = this.#stop.signal.aborted ? this.#stop.signal.reason : error;
    const fault = isBrokerFault(first) ? brokerFault(first, this.#broker.title) : first;
    if (!(fault instanceof LabError) || fault instanceof Unplayable) return fault;
    const unable = this.#info && unsupportedType(fault.message, this.#info);
    if (unable) return unable;
    const { failure, message, hint, said, trouble, cause } = fault;
    const cleaned = trouble && withTexts(trouble, (text) => this.#clean(text));
    return new LabError(failure, this.#clean(message), { cause, said, hint, trouble: cleaned });
  }
}
