import type { Connection } from '../../lab/amqp/connection.ts';
import { declareJobQueues, type JobQueues } from './jobs-topology.ts';
import type { GiveUp } from './link.ts';
import { QueueChannel, type QueueOutcome } from './queue-channel.ts';

/** What became of a message that was to be sent. */
export type SendOutcome =
  | Exclude<QueueOutcome, 'unconfirmed'>
  /** The broker takes no messages: it is away, blocks its publishers, or has too many to confirm. Nothing was published. */
  | 'unavailable'
  /** It was published, and nobody will say whether it arrived. */
  | 'unknown';

const CONFIRM_LIMIT_MS = 5_000;
/** More than so many unconfirmed messages at a time are more than the broker keeps up with. */
const MAX_UNCONFIRMED = 1_000;

/** Publishes to the queue of jobs, persistent and confirmed, over whatever connection there is at present. */
export class Sender {
  readonly #queues: JobQueues;
  #connection: Connection | undefined;
  #channel: QueueChannel | undefined;
  #unconfirmed = 0;
  /** Of these, so many that nobody waits for any more. */
  #late = 0;

  constructor(queues: JobQueues) {
    this.#queues = queues;
  }

  /** Goes on over this connection. */
  async use(connection: Connection, giveUp: GiveUp): Promise<void> {
    const channel = await QueueChannel.open(connection, giveUp);
    await declareJobQueues(channel.channel, this.#queues);
    this.#connection = connection;
    this.#channel = channel;
  }

  /** Why no message can be sent at present; undefined where one can. */
  get unavailable(): string | undefined {
    if (this.#channel === undefined) return 'the broker is being started, or connected to';
    if (!this.#channel.channel.isOpen) return 'the broker is away';
    if (this.#connection?.blocked !== undefined)
      return `the broker takes no messages: ${this.#connection.blocked}`;
    return this.#unconfirmed >= MAX_UNCONFIRMED ? 'the broker does not keep up' : undefined;
  }

  /** Why what is sent may not be confirmed at present; undefined where nothing is known to be wrong. */
  get trouble(): string | undefined {
    return this.unavailable ?? (this.#late > 0 ? 'the broker did not confirm in time' : undefined);
  }

  /** Waits for the confirm, but not for ever. */
  send(id: string, body: string): Promise<SendOutcome> {
    const channel = this.#channel;
    if (this.unavailable !== undefined || channel === undefined) return Promise.resolve('unavailable');
    // Counted until the broker answers, however late: what nobody waits for any more still takes memory.
    this.#unconfirmed++;
    return new Promise((resolve) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        this.#late++;
        resolve('unknown');
      }, CONFIRM_LIMIT_MS);
      channel.publish({ id, queue: this.#queues.jobs.name, body }, (outcome) => {
        this.#unconfirmed--;
        if (isLate) this.#late--;
        clearTimeout(timer);
        resolve(outcome === 'unconfirmed' ? 'unknown' : outcome);
      });
    });
  }
}
