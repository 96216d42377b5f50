import { isStream, type Queue } from '../routing/topology.ts';
import { brokerFault, isBrokerFault } from './broker-faults.ts';
import type { Broker } from './brokers.ts';
import { Cast, type Role } from './cast.ts';
import { type Created, createTopology, deleteCreated, survivors } from './cleanup.ts';
import type { Delivery, LabChannel, Publisher } from './connection.ts';
import { assertNever, LabError } from './errors.ts';
import type { LabEvent } from './events.ts';
import {
  type ConsumeStep,
  consumersOf,
  type Experiment,
  messagesOf,
  type PublishStep,
} from './experiment.ts';
import { type Names, randomPrefix, withPrefix } from './names.ts';
import { Outstanding } from './outstanding.ts';
import { settle } from './settle.ts';
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
 * Throws a LabError where the broker refused, went away, or was not done in time.
 */
export async function runExperiment(
  experiment: Experiment,
  broker: Broker,
  options: RunOptions,
): Promise<LabEvent[]> {
  const names = withPrefix(experiment, broker.owned ? '' : randomPrefix());
  const run = new Run(names, broker, options);
  let failure: unknown;
  try {
    await run.play();
  } catch (error) {
    failure = error;
  }
  await run.leave(failure);
  return run.events;
}

class Run {
  readonly events: LabEvent[] = [];
  readonly #names: Names;
  readonly #broker: Broker;
  readonly #options: RunOptions;
  readonly #stop: Stop;
  readonly #cast: Cast;
  readonly #created: Created = { exchanges: [], queues: [] };
  readonly #confirms = new Outstanding();
  #consumers: ReadonlyMap<string, Role<LabChannel>> = new Map();
  #producer: Role<Publisher> | undefined;
  #received = 0;

  constructor(names: Names, broker: Broker, options: RunOptions) {
    this.#names = names;
    this.#broker = broker;
    this.#options = options;
    this.#stop = new Stop(options.timeoutMs, options.signal);
    this.#cast = new Cast({
      experiment: names.onBroker.name,
      address: broker.address,
      timeoutMs: options.timeoutMs,
      stop: this.#stop,
      onLost: (error) => this.#stop.fail(this.#reason(brokerFault(error, broker.title))),
    });
  }

  async play(): Promise<void> {
    const lab = await this.#cast.connect('lab');
    const { kind } = this.#broker;
    const { product, version } = lab;
    const { prefix, onBroker } = this.#names;
    this.#emit({ kind: 'connected', broker: { kind, product, version }, prefix });
    const control = await this.#stop.wait('a channel', lab.openChannel());
    const preparations = [
      createTopology(control, onBroker.topology, this.#created),
      this.#prepareProducer(),
      this.#prepareConsumers(),
    ];
    const declared = (): string => `the declarations, ${this.#created.queues.length} queues so far`;
    await this.#stop.wait(declared, Promise.all(preparations));
    this.#emit({ kind: 'declared' });
    for (const step of onBroker.steps) {
      switch (step.kind) {
        case 'consume':
          await this.#consume(step);
          break;
        case 'publish':
          await this.#publish(step);
          break;
        default:
          assertNever(step);
      }
    }
    await this.#settle(control);
  }

  /** Closes and deletes everything, then throws what ended the run, if anything did. */
  async leave(failure: unknown): Promise<void> {
    this.#stop.dispose();
    const why = failure === undefined ? undefined : this.#reason(failure);
    // Ends what is still connecting, so that nothing comes up behind our back.
    this.#stop.fail(why);
    await this.#cast.close();
    if (!this.#broker.owned) {
      const keep = this.#options.keep && why === undefined;
      if (keep) this.#emit({ kind: 'kept', ...survivors(this.#names.onBroker, this.#created) });
      else {
        const connection = this.#cast.connectionName('cleanup');
        await deleteCreated(this.#broker.address, connection, this.#created, why);
      }
    }
    if (why !== undefined) throw why;
  }

  async #prepareProducer(): Promise<void> {
    if (messagesOf(this.#names.onBroker).length === 0) return;
    this.#producer = await this.#cast.producer(({ messageId, code, text }) => {
      const message = this.#messageOf(messageId);
      if (message !== undefined) this.#emit({ kind: 'returned', message, code, text });
    });
    this.#emit({ kind: 'producer-started', connection: this.#producer.connection });
  }

  async #prepareConsumers(): Promise<void> {
    const names = consumersOf(this.#names.onBroker).map(({ consumer }) => consumer);
    this.#consumers = await this.#cast.consumers(names);
  }

  async #consume({ consumer, queue }: ConsumeStep): Promise<void> {
    await this.#allConfirmed();
    const { on: channel, connection } = present(this.#consumers.get(consumer));
    const name = this.#short(queue);
    const take = (delivery: Delivery): void => this.#take(delivery, consumer, name);
    const cancelled = (): void =>
      this.#stop.fail(new LabError('broker', `the broker cancelled consumer ${consumer} on queue '${name}'`));
    const what = `consumer ${consumer} to start on queue '${name}'`;
    await this.#stop.wait(what, channel.consume(this.#queue(queue), take, cancelled));
    this.#emit({ kind: 'consumer-started', consumer, queue: name, connection });
  }

  #queue(name: string): Queue {
    return present(this.#names.onBroker.topology.queues.find((queue) => queue.name === name));
  }

  #take(delivery: Delivery, consumer: string, queue: string): void {
    this.#received++;
    const { messageId, redelivered } = delivery;
    const message = this.#messageOf(messageId);
    if (message === undefined) this.#emit({ kind: 'stranger-delivered', queue, consumer });
    else this.#emit({ kind: 'delivered', message, queue, consumer, redelivered });
    delivery.ack();
  }

  async #publish({ message }: PublishStep): Promise<void> {
    this.#stop.signal.throwIfAborted();
    const { on: publisher } = present(this.#producer);
    const id = this.#short(message.id);
    const answered = this.#confirms.add();
    const goOn = publisher.publish(message, (outcome) => {
      this.#emit({ kind: outcome, message: id });
      answered();
    });
    this.#emit({ kind: 'published', message: id });
    const what = (): string => `the broker to take more messages${this.#blockedText()}`;
    if (!goOn) await this.#stop.wait(what, publisher.drained());
  }

  async #allConfirmed(): Promise<void> {
    if (this.#confirms.open === 0) return;
    const what = (): string => this.#confirms.describe('publisher confirms') + this.#blockedText();
    await this.#stop.wait(what, this.#confirms.none());
  }

  #blockedText(): string {
    const reason = this.#producer?.on.blocked();
    return reason === undefined ? '' : ` (it takes no messages at present: ${reason})`;
  }

  async #settle(control: LabChannel): Promise<void> {
    await this.#allConfirmed();
    const { topology } = this.#names.onBroker;
    const consumed = consumersOf(this.#names.onBroker);
    const busy = new Set(consumed.map(({ queue }) => queue));
    const idle = topology.queues.filter(({ name }) => !busy.has(name));
    let seen: ReadonlyMap<string, number> = new Map();
    const settled = settle({
      queues: [
        ...consumed.map(({ queue, consumer }) => ({
          queue,
          channel: present(this.#consumers.get(consumer)).on,
          drained: !isStream(this.#queue(queue)),
        })),
        ...idle.map(({ name }) => ({ queue: name, channel: control, drained: false })),
      ],
      received: () => this.#received,
      onRound: (ready) => {
        seen = ready;
      },
    });
    const ready = await this.#stop.wait(() => this.#movingText(seen), settled);
    const short = Array.from(ready, ([queue, count]) => [this.#short(queue), count] as const);
    this.#emit({ kind: 'settled', ready: new Map(short) });
  }

  #movingText(ready: ReadonlyMap<string, number>): string {
    const waiting = [...ready].filter(([, count]) => count > 0);
    const texts = waiting.slice(0, 3).map(([queue, count]) => `${count} in '${this.#short(queue)}'`);
    const queues = texts.length === 0 ? 'an answer about every queue' : texts.join(', ');
    return `the queues to come to rest: ${queues}, ${this.#received} messages received`;
  }

  #messageOf(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#names.short(id);
  }

  #short(name: string): string {
    return this.#names.short(name) ?? name;
  }

  /** What to tell: what came first, in words that have the experiment's own names. */
  #reason(error: unknown): unknown {
    const first = this.#stop.signal.aborted ? this.#stop.signal.reason : error;
    const fault = isBrokerFault(first) ? brokerFault(first, this.#broker.title) : first;
    if (!(fault instanceof LabError)) return fault;
    const { failure, message, hint, cause } = fault;
    return new LabError(failure, this.#names.clean(message), { cause, ...(hint !== undefined && { hint }) });
  }

  #emit(event: LabEvent): void {
    this.events.push(event);
    this.#options.onEvent?.(event);
  }
}

/** What was prepared for every step before the first is played. */
function present<T>(prepared: T | undefined): T {
  if (prepared === undefined) throw new Error('a step has no connection to act on');
  return prepared;
}
