import type { LabChannel } from '../../lab/amqp/channel.ts';
import type { Connection } from '../../lab/amqp/connection.ts';
import { EMPTY_TABLE } from '../../routing/values.ts';
import { declareJobQueues, type JobQueues } from './jobs-topology.ts';

/** What became of a message that was to be sent. */
export type SendOutcome =
  | 'confirmed'
  /** The broker takes no messages: it is away, blocks its publishers, or has too many to confirm. Nothing was published. */
  | 'unavailable'
  /** The broker refused it (basic.nack). */
  | 'refused'
  /** It was published, and nobody will say whether it arrived. */
  | 'unknown';

const CONFIRM_LIMIT_MS = 5_000;
/** More than so many unconfirmed messages at a time are more than the broker keeps up with. */
const MAX_UNCONFIRMED = 1_000;

/** Publishes to the queue of jobs, persistent and confirmed, over whatever connection there is at present. */
export class Sender {
  readonly #queues: JobQueues;
  #connection: Connection | undefined;
  #channel: LabChannel | undefined;
  #unconfirmed = 0;

  constructor(queues: JobQueues) {
    this.#queues = queues;
  }

  /** Goes on over this connection. */
  async use(connection: Connection): Promise<void> {
    const channel = await connection.openConfirmChannel();
    await declareJobQueues(channel, this.#queues);
    this.#connection = connection;
    this.#channel = channel;
  }

  /** Why no message can be sent at present; undefined where one can. */
  get unavailable(): string | undefined {
    if (!this.#channel?.isOpen) return 'the broker is away';
    if (this.#connection?.blocked !== undefined)
      return `the broker takes no messages: ${this.#connection.blocked}`;
    return this.#unconfirmed >= MAX_UNCONFIRMED ? 'the broker does not keep up' : undefined;
  }

  /** Waits for the confirm, but not for ever. */
  async send(id: string, body: string): Promise<SendOutcome> {
    const channel = this.#channel;
    if (this.unavailable !== undefined || channel === undefined) return 'unavailable';
    this.#unconfirmed++;
    try {
      return await orUnknown((resolve) => {
        const routingKey = this.#queues.jobs.name;
        const message = {
          id,
          exchange: '',
          routingKey,
          headers: EMPTY_TABLE,
          body,
          properties: { persistent: true },
        };
        channel.publish({ message }, (outcome) => resolve(outcome === 'unconfirmed' ? 'unknown' : outcome));
      });
    } finally {
      this.#unconfirmed--;
    }
  }
}

function orUnknown(sending: (resolve: (outcome: SendOutcome) => void) => void): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('unknown'), CONFIRM_LIMIT_MS);
    sending((outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    });
  });
}
