import type { Queue } from '../../routing/topology.ts';
import { fieldTable } from '../../routing/values.ts';
import { type BrokerAddress, showAddress } from '../amqp/broker-url.ts';
import { LabError } from '../errors.ts';
import type { Experiment } from '../experiment.ts';
import { GIVES_UP_AFTER_MS, type Janitor } from '../janitor/janitor.ts';
import { type Created, deleteAll, existing } from './cleanup.ts';
import { namesToDeclare } from './declaring.ts';

export interface TracesOptions {
  /** As the broker gets it. */
  readonly experiment: Experiment;
  readonly prefix: string;
  readonly address: BrokerAddress;
  /** The lab's own broker goes as a whole: nothing needs to be deleted. */
  readonly owned: boolean;
  readonly janitor: Janitor;
  /** Whether it all stays. */
  readonly keep: boolean;
  /** How long the run may take. */
  readonly timeoutMs: number;
}

const MAX_NAMES = 10;

/** What a run leaves on a broker, and how that is taken away again. */
export class Traces {
  /** What was declared so far, or is about to be. */
  readonly created: Created = { exchanges: [], queues: [] };
  readonly #options: TracesOptions;
  readonly #connectionName: string;
  /** Queues that the broker chose a name for. */
  readonly #named: string[] = [];

  constructor(options: TracesOptions) {
    this.#options = options;
    this.#connectionName = `mq-lab ${options.experiment.name} cleanup`;
  }

  /** Before anything is declared: all of it will be deleted, even if this process is killed. */
  async expect(): Promise<void> {
    const { exchanges, queues } = namesToDeclare(this.#options.experiment);
    await this.#mind({ exchanges, queues: [...queues, ...this.#named] });
  }

  /**
   * The queue as it is declared. Nobody knows one that the broker names, and no connection owns, where this process is
   * killed before it is told the name: that goes by itself, some time after the run.
   */
  fleeting(queue: Queue): Queue {
    const { owned, keep, timeoutMs } = this.#options;
    if (owned || keep || queue.name !== '' || queue.exclusive || queue.arguments.has('x-expires'))
      return queue;
    const expires = fieldTable({ 'x-expires': Math.ceil(timeoutMs) });
    return { ...queue, arguments: new Map([...queue.arguments, ...expires]) };
  }

  /** The broker chose this name for a queue. */
  async named(queue: string): Promise<void> {
    this.created.queues.push(queue);
    this.#named.push(queue);
    await this.expect();
  }

  /** Leaves everything, and gives what is there still: some goes with its connections. */
  async keep(): Promise<Created> {
    await this.#mind({ exchanges: [], queues: [] });
    return existing(this.#options.address, this.#connectionName, this.created);
  }

  /** Deletes everything, once the run's connections are closed. Gives why the run failed, and what could not be deleted. */
  async remove(why: unknown): Promise<unknown> {
    if (this.#options.owned) return why;
    const exchanges = new Set(this.created.exchanges);
    const queues = new Set(this.created.queues);
    try {
      if (exchanges.size + queues.size > 0)
        await deleteAll(this.#options.address, this.#connectionName, { exchanges, queues });
    } catch (error) {
      return this.#notDeleted([...queues, ...exchanges], why, error);
    }
    await this.#mind({ exchanges: [], queues: [] });
    return why;
  }

  async #mind({ exchanges, queues }: Created): Promise<void> {
    const { janitor, prefix, address, owned } = this.#options;
    if (!owned) await janitor.mind({ run: prefix, address, exchanges, queues });
  }

  /** A defect of ours stays what it is. */
  #notDeleted(names: readonly string[], why: unknown, cause: unknown): unknown {
    if (why !== undefined && !(why instanceof LabError)) return why;
    const failure = why && why.failure !== 'interrupted' ? why.failure : 'broker';
    const where = showAddress(this.#options.address);
    const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
    const minutes = GIVES_UP_AFTER_MS / 60_000;
    const left = `Left there: ${names.slice(0, MAX_NAMES).join(', ')}${more}. Deleting is tried again in the background, for ${minutes} minutes.`;
    return new LabError(
      failure,
      `${why ? `${why.message}; then ` : ''}not everything could be deleted from ${where}`,
      { hint: why?.hint === undefined ? left : `${why.hint}\n${left}`, cause },
    );
  }
}
